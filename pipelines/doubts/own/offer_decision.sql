-- One row per decision about two offers of which one was never reported.
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
