-- One row per finding.
select
    found_at,
    severity,
    source,
    file,
    line,
    column_name,
    value,
    reason,
    action
from clean.finding

union all

select
    r.received_at as found_at,
    'warn' as severity,
    'offer_inventory' as source,
    r.file,
    o.line,
    'capacity_unit' as column_name,
    o.capacity_unit as value,
    'ist nicht die Einheit, in der diese Kategorie zählt (' || c.supply_unit || ')' as reason,
    'Das Angebot zählt als vorhanden, aber nicht in der Lücke; liefern Sie die Zahl in dieser Einheit nach.' as action
from curated.offer as o
inner join curated.category as c
    on o.category = c.category
inner join clean.receipt as r
    on o.receipt_id = r.receipt_id
where c.gap_mode = 'gap' and not o.counts_as_supply and o.capacity_unit <> c.capacity_unit

union all

select
    r.received_at as found_at,
    'warn' as severity,
    'allocation_report' as source,
    r.file,
    a.line,
    'note' as column_name,
    a.note as value,
    'Die Quelle selbst äußert Zweifel an der Zahl' as reason,
    'Die Zahl wird verwendet wie gemeldet; fragen Sie bei der Gemeinde nach.' as action
from clean.allocation_report as a
inner join clean.receipt as r
    on a.receipt_id = r.receipt_id
where a.note like '%does not fit%'
