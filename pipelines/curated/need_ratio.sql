-- One row per ratio and first day of validity.
select
    category,
    ratio,
    role,
    target_group,
    unit,
    low,
    value,
    high,
    demand_effect,
    basis,
    valid_from,
    valid_to,
    source,
    note,
    file,
    line,
    is_own
from clean.need_ratio
