-- One row per municipality and period for which places of a state facility are known to be credited.
select
    ags,
    period_start as valid_from,
    period_end as valid_to,
    value as places,
    date_precision,
    note,
    source,
    receipt_id,
    line
from clean.allocation_report
where measure = 'facility_places_credited' and value is not null and length(ags) = 8
