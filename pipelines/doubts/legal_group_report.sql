-- One row per doubt about counts by legal group.
-- All legal groups of one month.
with groups as (
    select month, ags, max(receipt_id) as receipt_id, min(line) as line, sum(persons) as persons
    from curated.lump_sum
    where basis = 'reported'
    group by month, ags
)

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
