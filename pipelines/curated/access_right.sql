-- One row per category, legal group and first day of validity.
select
    category,
    legal_group,
    low,
    value,
    high,
    valid_from,
    valid_to,
    source,
    note,
    file,
    line,
    is_own
from clean.access_right
