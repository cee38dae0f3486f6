-- One row per facility of the State and first day of what is stated of it, without remarks.
select
    case when n.is_closed then n.public_id || ':' || f.line else f.facility_id end as facility_id,
    f.ags,
    f.name,
    f.kind,
    f.places,
    f.opened_on,
    f.closed_on,
    f.as_of,
    null as note,
    n.title as source,
    n.public_id as receipt_id,
    f.line
from counted.facility as f
inner join counted.receipt_name as n
    on f.receipt_id = n.receipt_id
