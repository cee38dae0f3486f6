-- One row per finding.
with counted as (
    select *
    from clean.allocation_report
    where measure in ('fluag_stock', 'fluag_stock_avg', 'wsa_stock')
),

doubt as (
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
    where c.gap_mode = 'gap' and not o.counts_as_supply and o.capacity_unit <> c.capacity_unit

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

    union all

    select
        receipt_id, line, 'warn', 'allocation_report', 'value', cast(value as varchar),
        'ist zweifelhaft: ' || coalesce(note, 'ohne Begründung'),
        'Die Zahl wird verwendet wie gemeldet, mit der Spanne bis zur widersprechenden; fragen Sie bei der Gemeinde nach.'
    from clean.allocation_report
    where is_doubtful

    union all

    select
        a.receipt_id, a.line, 'warn', 'allocation_report', 'name', a.name,
        'ist nicht der Name der Gemeinde mit diesem AGS (' || m.name || ')',
        'Gezählt wird nach dem AGS; prüfen Sie, welche Gemeinde gemeint ist.'
    from clean.allocation_report as a
    inner join clean.municipality as m
        on a.ags = m.ags
    where a.name <> m.name and a.name <> m.name_official

    union all

    select
        a.receipt_id, a.line, 'error', 'allocation_report', 'period_end', cast(a.period_end as varchar),
        'liegt nach dem Eingang der Datei',
        'Die Zeile zählt nicht mit; berichtigen Sie den Tag.'
    from counted as a
    inner join clean.receipt as r
        on a.receipt_id = r.receipt_id
    where a.period_end > cast(r.received_at as date)

    union all

    select distinct
        a.receipt_id, a.line, 'warn', 'allocation_report', 'value', cast(a.value as varchar),
        'widerspricht einer anderen Quelle zum selben Tag',
        'Es zählt, was zuletzt bekannt wurde; klären Sie, welche Zahl stimmt.'
    from counted as a
    inner join counted as b
        on a.ags = b.ags and a.measure = b.measure and a.period_start = b.period_start and a.period_end = b.period_end
    where a.is_approximate = b.is_approximate and a.value <> b.value
)

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
    d.severity,
    d.source,
    r.file,
    d.line,
    d.column_name,
    d.value,
    d.reason,
    d.action
from doubt as d
inner join clean.receipt as r
    on d.receipt_id = r.receipt_id
