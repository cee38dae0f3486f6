-- One row per programme and item for which an amount is known.
select
    programme,
    item,
    item_de,
    item_en,
    amount_low,
    amount_high,
    unit,
    per_unit_of,
    known_for,
    source,
    note,
    file,
    line,
    is_own
from clean.programme_amount
