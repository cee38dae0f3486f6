-- One row per doubt about offers.
select
    o.receipt_id,
    o.line,
    'warn' as severity,
    'offer_inventory' as source,
    'capacity_unit' as column_name,
    o.capacity_unit as value,
    'ist nicht die Einheit, in der diese Kategorie zählt (' || c.supply_unit || ')' as reason,
    'Das Angebot zählt als vorhanden, aber nicht in der Lücke; liefern Sie die Zahl in dieser Einheit nach.' as action
from curated.offer as o
inner join curated.category as c
    on o.category = c.category
where
    c.gap_mode = 'gap'
    and not o.counts_as_supply
    and o.same_as is null -- a duplicate counts through the offer it is the same as
    and o.capacity_unit <> c.capacity_unit

union all

select
    receipt_id, line, 'warn', 'offer_inventory', 'valid_to', '',
    'fehlt, obwohl das Angebot beendet ist',
    'Das Angebot zählt bis zum Tag der Angabe; tragen Sie sein Ende nach.'
from curated.offer
where status = 'ended' and valid_to is null

union all

select
    receipt_id, line, 'warn', 'offer_inventory', 'area', area,
    'nennt die Gemeinde des Sitzes nicht',
    'Die Plätze zählen nicht für den Sitz; ergänzen Sie seinen AGS, wenn das Angebot auch für ihn da ist.'
from curated.offer
where offer_id not in (select offer_id from curated.offer_area where is_seat)
