-- One row per age band and first day of validity.
select
    age_band,
    cast(age_from as bigint) as age_from,
    cast(nullif(age_to, '') as bigint) as age_to,
    cast(nullif(low, '') as double) as low,
    cast(nullif(value, '') as double) as value,
    cast(nullif(high, '') as double) as high,
    basis,
    cast(valid_from as date) as valid_from,
    cast(nullif(valid_to, '') as date) as valid_to,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.age_share
