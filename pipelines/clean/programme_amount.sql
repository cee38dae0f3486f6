-- One row per programme and item for which an amount is known.
select
    programme,
    item,
    item_de,
    item_en,
    cast(nullif(amount_low, '') as double) as amount_low,
    cast(nullif(amount_high, '') as double) as amount_high,
    unit,
    nullif(per_unit_of, '') as per_unit_of,
    cast(nullif(known_for, '') as bigint) as known_for,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.programme_amount
