-- One row per municipality and first day covered by its inventory of offers.
select
    ags,
    cast(covers_from as date) as covers_from,
    cast(covers_to as date) as covers_to,
    cast(as_of as date) as as_of,
    source,
    is_synthetic = '1' as is_synthetic,
    receipt_id,
    cast(line as bigint) as line
from raw.inventory_report
qualify row_number() over (partition by ags, covers_from order by as_of desc, known_on desc, received_at desc, receipt_id desc) = 1
