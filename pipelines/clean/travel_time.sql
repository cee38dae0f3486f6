-- One row per ordered pair of municipalities: the travel time known last.
select
    ags_from,
    ags_to,
    cast(minutes as double) as minutes,
    mode,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.travel_time
qualify row_number() over (partition by ags_from, ags_to order by known_on desc, received_at desc, receipt_id desc) = 1
