-- One row per kind of file that the program can read.
select
    source,
    title,
    publisher,
    licence,
    cast(nullif(cadence_days, '') as bigint) as cadence_days
from raw.source
