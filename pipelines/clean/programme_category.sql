-- One row per programme and category as listed; `all` stands for every category that has no row of its own.
select
    programme,
    category,
    way,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.programme_category
