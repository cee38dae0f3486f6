-- One row per programme and call.
select
    programme,
    call,
    for_year,
    opens_on,
    closes_on,
    rhythm,
    certainty,
    area,
    area_name,
    source,
    note,
    file,
    line,
    is_own
from clean.programme_deadline
