-- One row per decision about two offers of which one was never reported, or that differ in kind or place.
select
    file,
    line,
    'warn' as severity,
    'offer_decision' as source,
    'offer_a' as column_name,
    offer_a || ' ' || offer_b as value,
    'nennt ein Angebot, das nicht gemeldet ist' as reason,
    'Die Entscheidung bleibt ohne Wirkung; prüfen Sie die Kennungen.' as action
from clean.offer_decision
where
    offer_a not in (select offer_id from clean.offer_inventory)
    or offer_b not in (select offer_id from clean.offer_inventory)

union all

select
    d.file, d.line, 'warn', 'offer_decision', 'offer_a', d.offer_a || ' ' || d.offer_b,
    'gelten als dasselbe Angebot, aber '
    || case when a.category <> b.category then 'die Kategorien' else 'die Gemeinden' end || ' sind verschieden ('
    || case when a.category <> b.category then a.category || ', ' || b.category else a.ags || ', ' || b.ags end || ')',
    'Eines von beiden zählt nicht; streichen Sie die Zeile, wenn es zwei Angebote sind.'
from clean.offer_decision as d
inner join clean.offer_inventory as a
    on d.offer_a = a.offer_id
inner join clean.offer_inventory as b
    on d.offer_b = b.offer_id
where d.decision = 'same' and (a.category <> b.category or a.ags <> b.ags)
