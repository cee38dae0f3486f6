-- One row per municipality and day: the figure known last.
select
    ags,
    cast(as_of as date) as as_of,
    try_cast(unemployed as bigint) as unemployed, -- a mark such as "." is no number and no zero
    nullif(note, '') as note,
    publisher,
    licence,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.unemployment
-- nobody counts on a day to come: that is a slip of the pen, and a finding of the contract
where cast(as_of as date) <= cast(left(received_at, 10) as date)
qualify row_number() over (partition by ags, as_of order by known_on desc, received_at desc, receipt_id desc) = 1
