-- One row per doubt about own age counts.
-- All age bands of one count; five make it complete.
with age_count as (
    select
        ags, legal_group, as_of, max(receipt_id) as receipt_id, min(line) as line, count(*) as bands,
        sum(persons) as persons
    from clean.age_report
    group by ags, legal_group, as_of
)

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
