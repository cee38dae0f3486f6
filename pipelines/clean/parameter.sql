-- One row per parameter and first day of validity.
select
    parameter,
    cast(value as double) as value,
    unit,
    cast(valid_from as date) as valid_from,
    cast(nullif(valid_to, '') as date) as valid_to,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.parameter
