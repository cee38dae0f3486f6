-- One row per file received; of files about people neither fingerprint nor name.
select
    n.public_id as receipt_id,
    r.source,
    case when n.is_closed then r.source || ' (nicht öffentlich)' else r.file end as file,
    case when n.is_closed then '' else r.sha256 end as sha256,
    r.received_at,
    r.known_on,
    r.known_on_assumed,
    r.recognised_as,
    r.period,
    r.rows_taken,
    r.rows_set_aside
from counted.receipt as r
inner join counted.receipt_name as n
    on r.receipt_id = n.receipt_id
