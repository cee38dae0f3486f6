-- One row per ratio and first day of validity. A blank bound means that no source gives one.
select
    category,
    ratio,
    role,
    nullif(target_group, '') as target_group,
    nullif(unit, '') as unit,
    cast(nullif(low, '') as double) as low,
    cast(nullif(value, '') as double) as value,
    cast(nullif(high, '') as double) as high,
    nullif(demand_effect, '') as demand_effect,
    basis,
    cast(valid_from as date) as valid_from,
    cast(nullif(valid_to, '') as date) as valid_to,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.need_ratio
