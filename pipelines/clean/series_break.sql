-- One row per series and day from which its figures mean something else.
select
    series,
    cast(valid_from as date) as valid_from,
    word,
    meaning,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.series_break
