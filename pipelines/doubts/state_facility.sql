-- One row per doubt about facilities of the State.
-- A statement about facilities with the last day it speaks of; figures of allocation_report are all credited.
with facility as (
    select
        *,
        coalesce(closed_on, as_of) as last_day,
        facility_id = receipt_id || ':' || line as is_figure
    from curated.facility
)

select
    n.receipt_id, n.line, 'warn', 'state_facility', 'kind', n.kind,
    'heißt keine Einrichtung, aber zur selben Zeit steht für die Gemeinde eine andere Art da ('
    || min(f.kind || ' ' || cast(f.opened_on as varchar)) || ')',
    'Es zählen die Plätze der anderen Angabe; klären Sie, welche stimmt, und schließen Sie die falsche.'
from facility as n
inner join facility as f
    on n.ags = f.ags and n.opened_on <= f.last_day and f.opened_on <= n.last_day
where n.kind = 'none' and f.kind <> 'none'
group by n.receipt_id, n.line, n.kind

union all

select
    c.receipt_id, c.line, 'warn', if(c.is_figure, 'allocation_report', 'state_facility'),
    if(c.is_figure, 'value', 'places'), cast(c.places as varchar),
    'sind angerechnete Plätze einer Gemeinde, für die zur selben Zeit auch eigene Einrichtungen dastehen ('
    || min(f.kind || ' ' || cast(f.opened_on as varchar)) || ')',
    'An diesen Tagen zählt nur die angerechnete Zahl, an anderen die Einrichtungen; klären Sie, ob beide stimmen.'
from facility as c
inner join facility as f
    on c.ags = f.ags and c.opened_on <= f.last_day and f.opened_on <= c.last_day
where c.kind = 'credited' and f.kind not in ('credited', 'none')
group by c.receipt_id, c.line, c.is_figure, c.places
