-- One row per age band and first day of validity.
select
    age_band,
    age_from,
    age_to,
    low,
    value,
    high,
    basis,
    valid_from,
    valid_to,
    source,
    note,
    file,
    line,
    is_own
from clean.age_share
