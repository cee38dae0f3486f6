-- One row per doubt about counts and published figures.
with stated as (
    select *
    from clean.allocation_report
    where
        measure in (
            'fluag_stock', 'fluag_stock_avg', 'wsa_stock', 'fluag_soll', 'fluag_quota_pct', 'fluag_gap', 'wsa_soll',
            'wsa_quota_pct', 'wsa_gap'
        )
),

-- What counts nowhere when its day is still to come (curated.reported_stock, published_figure, facility).
dated as (
    select *
    from clean.allocation_report
    where
        measure in (
            'fluag_stock', 'fluag_stock_avg', 'wsa_stock', 'asylblg_recipients', 'fluag_soll', 'fluag_quota_pct',
            'fluag_gap', 'wsa_soll', 'wsa_quota_pct', 'wsa_gap', 'facility_places_credited'
        )
)

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
from dated as a
inner join clean.receipt as r
    on a.receipt_id = r.receipt_id
where a.period_end > cast(r.received_at as date)

union all

select distinct
    a.receipt_id, a.line, 'warn', 'allocation_report', 'value', cast(a.value as varchar),
    'widerspricht einer anderen Quelle zum selben Tag',
    'Es zählt, was zuletzt bekannt wurde; klären Sie, welche Zahl stimmt.'
from stated as a
inner join stated as b
    on a.ags = b.ags and a.measure = b.measure and a.period_start = b.period_start and a.period_end = b.period_end
where a.is_approximate = b.is_approximate and a.value <> b.value
