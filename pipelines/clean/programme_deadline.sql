-- One row per programme and call.
select
    programme,
    call,
    cast(nullif(for_year, '') as bigint) as for_year,
    cast(nullif(opens_on, '') as date) as opens_on,
    cast(nullif(closes_on, '') as date) as closes_on,
    rhythm,
    certainty,
    nullif(area, '') as area,
    nullif(area_name, '') as area_name,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.programme_deadline
