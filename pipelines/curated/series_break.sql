-- One row per series and day from which its figures mean something else.
select
    series,
    valid_from,
    word,
    meaning,
    source,
    note,
    file,
    line,
    is_own
from clean.series_break
