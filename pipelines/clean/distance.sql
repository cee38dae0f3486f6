-- One row per ordered pair of municipalities.
select
    ags_from,
    ags_to,
    cast(straight_km as double) as straight_km,
    cast(road_km_estimate as double) as road_km,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.distance
qualify row_number() over (partition by ags_from, ags_to order by known_on desc, received_at desc, receipt_id desc) = 1
