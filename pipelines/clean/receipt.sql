-- One row per file received.
select
    receipt_id,
    source,
    file,
    sha256,
    cast(replace(replace(received_at, 'T', ' '), 'Z', '') as timestamp) as received_at,
    cast(known_on as date) as known_on,
    known_on_assumed,
    recognised_as,
    period,
    cast(rows_taken as bigint) as rows_taken,
    cast(rows_set_aside as bigint) as rows_set_aside
from raw.receipt
