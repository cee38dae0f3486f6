-- One row per category, legal group and first day of validity.
select
    category,
    legal_group,
    cast(nullif(low, '') as double) as low,
    cast(nullif(value, '') as double) as value,
    cast(nullif(high, '') as double) as high,
    cast(valid_from as date) as valid_from,
    cast(nullif(valid_to, '') as date) as valid_to,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.access_right
