-- One row per file received.
select
    receipt_id,
    source,
    file,
    sha256,
    received_at,
    known_on,
    known_on_assumed,
    recognised_as,
    period,
    rows_taken,
    rows_set_aside
from clean.receipt
