-- One row per parameter and first day of validity.
select
    parameter,
    value,
    unit,
    valid_from,
    valid_to,
    source,
    note,
    file,
    line,
    is_own
from clean.parameter
