-- One row per offer category.
select
    category,
    name_de,
    name_en,
    capacity_unit,
    capacity_kind,
    need_unit,
    -- course need counts people served per year, course capacity counts places at a time
    case when need_unit = 'persons_per_year' then capacity_unit else need_unit end as supply_unit,
    target,
    cast(age_min as bigint) as age_min,
    cast(nullif(age_max, '') as bigint) as age_max,
    status_dependent = '1' as status_dependent,
    sharing_rule,
    gap_mode,
    cast(nullif(min_group, '') as bigint) as min_group,
    nullif(includes, '') as includes,
    source,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.category
