-- One row per doubt about own travel times.
-- Own travel times against the pairs of the Kreis; they replace kilometres only when all are there.
with ways as (
    select
        max(t.receipt_id) as receipt_id,
        count(*) as pairs,
        count(t.minutes) as stated
    from curated.distance as d
    left join clean.travel_time as t
        on d.ags_from = t.ags_from and d.ags_to = t.ags_to
)

select
    receipt_id, null, 'warn', 'travel_time', 'minutes', cast(stated as varchar),
    'so viele von ' || cast(pairs as varchar) || ' Wegen zwischen den Gemeinden sind angegeben',
    'Für Kurse gelten weiter Kilometer; ergänzen Sie die fehlenden Fahrzeiten.'
from ways
where stated > 0 and stated < pairs
