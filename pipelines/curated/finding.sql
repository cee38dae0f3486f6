-- One row per finding.
with counted as (
    select *
    from clean.allocation_report
    where measure in ('fluag_stock', 'fluag_stock_avg', 'wsa_stock')
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
),

-- Year-ends in a row: no municipality of NRW ever changed by more than a sixth, a new census included.
year_end as (
    select
        *,
        lag(persons) over earlier as persons_before,
        lag(as_of) over earlier as as_of_before
    from clean.population
    where month(as_of) = 12 and day(as_of) = 31
    window earlier as (partition by ags order by as_of, census_base)
),

-- A statement about facilities with the last day it speaks of; figures of allocation_report are all credited.
facility as (
    select
        *,
        coalesce(closed_on, as_of) as last_day,
        facility_id = receipt_id || ':' || line as is_figure
    from curated.facility
),

-- All legal groups of one month.
groups as (
    select month, ags, max(receipt_id) as receipt_id, min(line) as line, sum(persons) as persons
    from curated.lump_sum
    where basis = 'reported'
    group by month, ags
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
    from dated as a
    inner join clean.receipt as r
        on a.receipt_id = r.receipt_id
    where a.period_end > cast(r.received_at as date)

    union all

    select
        a.receipt_id, a.line, 'error', 'asylblg_recipients', 'as_of', cast(a.as_of as varchar),
        'liegt nach dem Eingang der Datei',
        'Die Zeile zählt nicht mit; berichtigen Sie den Tag.'
    from clean.asylblg_recipients as a
    inner join clean.receipt as r
        on a.receipt_id = r.receipt_id
    where a.as_of > cast(r.received_at as date)

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

    union all

    select
        receipt_id, line, 'warn', 'population', 'persons', cast(persons as varchar),
        'weicht um mehr als ein Viertel vom Jahresende davor ab (' || cast(as_of_before as varchar) || ': '
        || cast(persons_before as varchar) || ')',
        'Die Zahl geht wie geliefert in die Verteilschlüssel ein; prüfen Sie beide Zahlen.'
    from year_end
    where persons > 0 and abs(persons - persons_before) > 0.25 * persons_before

    union all

    select
        p.receipt_id, p.line, 'warn', 'population', 'area_km2', cast(p.area_km2 as varchar),
        'weicht um mehr als ein Zehntel vom Gemeindeverzeichnis ab (' || cast(m.area_km2 as varchar) || ' km²)',
        'Die Fläche geht wie geliefert in die Verteilschlüssel ein; prüfen Sie beide Zahlen.'
    from clean.population as p
    inner join clean.municipality as m
        on p.ags = m.ags
    where p.area_km2 > 0 and abs(p.area_km2 - m.area_km2) > 0.1 * m.area_km2

    union all

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

    union all

    select
        g.receipt_id, g.line, 'warn', 'legal_group_report', 'persons', cast(g.persons as varchar),
        'als Summe der Rechtskreise weicht um mehr als ein Zehntel vom FlüAG-Bestand des Monats ab ('
        || cast(g.month as varchar) || ': ' || cast(s.persons as varchar) || ')',
        'Für die Pauschale zählen die Rechtskreise, sonst der Bestand; klären Sie, welche Zahl stimmt.'
    from groups as g
    inner join curated.stock as s
        on g.month = s.month and g.ags = s.ags
    where
        s.legal_group = 'fluag' and s.basis = 'reported'
        and abs(g.persons - s.persons) > 0.1 * greatest(g.persons, s.persons)
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
