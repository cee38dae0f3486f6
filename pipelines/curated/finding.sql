-- One row per finding.
with counted as (
    select *
    from clean.allocation_report
    where measure in ('fluag_stock', 'fluag_stock_avg', 'wsa_stock')
),

-- All age bands of one count; five make it complete.
age_count as (
    select
        ags, legal_group, as_of, max(receipt_id) as receipt_id, min(line) as line, count(*) as bands,
        sum(persons) as persons
    from clean.age_report
    group by ags, legal_group, as_of
),

-- Own travel times against the pairs of the Kreis; they replace kilometres only when all are there.
ways as (
    select
        max(t.receipt_id) as receipt_id,
        count(*) as pairs,
        count(t.minutes) as stated
    from curated.distance as d
    left join clean.travel_time as t
        on d.ags_from = t.ags_from and d.ags_to = t.ags_to
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
    where
        c.gap_mode = 'gap' and not o.counts_as_supply and o.same_as is null and o.capacity_unit <> c.capacity_unit

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

    union all

    select
        receipt_id, line, 'warn', 'age_report', 'age_band', cast(bands as varchar),
        'so viele der fünf Altersgruppen sind angegeben (' || legal_group || ', ' || cast(as_of as varchar) || ')',
        'Die Zählung zählt nicht, es gelten die Altersanteile; geben Sie alle fünf an, eine leere mit 0.'
    from age_count
    where bands < 5

    union all

    -- the day before the first of a month counts for that month as well
    select
        a.receipt_id, a.line, 'warn', 'age_report', 'persons', cast(a.persons as varchar),
        'weicht um mehr als ein Zehntel vom Bestand ab (' || a.legal_group || ', ' || cast(s.month as varchar) || ': '
        || cast(s.persons as varchar) || ')',
        'Der Bestand bleibt, aus der Zählung gelten die Anteile der Altersgruppen; klären Sie, welche Zahl stimmt.'
    from age_count as a
    inner join curated.stock as s
        on a.ags = s.ags and a.legal_group = s.legal_group and s.month = date_trunc('month', a.as_of + interval 1 day)
    where a.bands = 5 and abs(a.persons - s.persons) > 0.1 * greatest(a.persons, s.persons)

    union all

    select
        receipt_id, null, 'warn', 'travel_time', 'minutes', cast(stated as varchar),
        'so viele von ' || cast(pairs as varchar) || ' Wegen zwischen den Gemeinden sind angegeben',
        'Für Kurse gelten weiter Kilometer; ergänzen Sie die fehlenden Fahrzeiten.'
    from ways
    where stated > 0 and stated < pairs
),

-- What was decided by hand and no longer fits what was received.
by_hand as (
    select
        'correction' as source, file, line, case when state = 'absent' then 'warn' else 'error' end as severity,
        column_name, cast(published as varchar) as value,
        case state
            when 'mended' then 'ist vom Herausgeber berichtigt'
            when 'changed' then 'nennt der Herausgeber so nicht mehr, sondern ' || cast(now_published as varchar)
            else 'steht in keiner Datei'
        end || ' (' || ags || ', ' || cast(period_end as varchar) || ')' as reason,
        'Die Berichtigung gilt nicht mehr; streichen Sie ihre Zeile oder prüfen Sie sie.' as action
    from curated.correction
    where state <> 'applied'

    union all

    select
        'offer_decision', d.file, d.line, 'warn', 'offer_a', d.offer_a || ' ' || d.offer_b,
        'nennt ein Angebot, das nicht gemeldet ist',
        'Die Entscheidung bleibt ohne Wirkung; prüfen Sie die Kennungen.'
    from clean.offer_decision as d
    where
        d.offer_a not in (select offer_id from clean.offer_inventory)
        or d.offer_b not in (select offer_id from clean.offer_inventory)
)

select found_at, severity, source, file, line, column_name, value, reason, action
from clean.finding

union all

select r.received_at as found_at, d.severity, d.source, r.file, d.line, d.column_name, d.value, d.reason, d.action
from doubt as d
inner join clean.receipt as r
    on d.receipt_id = r.receipt_id

union all

select n.found_at, h.severity, h.source, h.file, h.line, h.column_name, h.value, h.reason, h.action
from by_hand as h
cross join (select max(received_at) as found_at from clean.receipt) as n
