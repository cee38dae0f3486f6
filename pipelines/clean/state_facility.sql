-- One row per facility and first day of what is stated of it; the statement known last counts.
select
    facility_id,
    ags,
    kind,
    cast(places as double) as places,
    cast(opened_on as date) as opened_on,
    cast(nullif(closed_on, '') as date) as closed_on,
    cast(as_of as date) as as_of,
    nullif(name, '') as name,
    nullif(note, '') as note,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.state_facility
-- nobody counts on a day to come: that is a slip of the pen, and a finding of the contract
where greatest(cast(opened_on as date), cast(as_of as date)) <= cast(left(received_at, 10) as date)
qualify row_number() over (
    partition by facility_id, opened_on
    order by as_of desc, known_on desc, received_at desc, receipt_id desc, cast(line as bigint) desc
) = 1
