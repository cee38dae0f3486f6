-- One row per offer category.
select
    category,
    name_de,
    name_en,
    capacity_unit,
    capacity_kind,
    need_unit,
    supply_unit,
    target,
    age_min,
    age_max,
    status_dependent,
    sharing_rule,
    gap_mode,
    min_group,
    includes,
    source,
    file,
    line,
    is_own
from clean.category
