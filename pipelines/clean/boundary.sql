-- One row per municipality: the most detailed polygon received.
select
    ags,
    name,
    geometry,
    receipt_id,
    cast(line as bigint) as line
from raw.boundary
qualify row_number() over (partition by ags order by cast(points as bigint) desc, known_on desc, received_at desc, receipt_id desc) = 1
