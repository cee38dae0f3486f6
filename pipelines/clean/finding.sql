-- One row per finding made while reading what was received.
select
    cast(replace(replace(found_at, 'T', ' '), 'Z', '') as timestamp) as found_at,
    severity,
    source,
    file,
    cast(line as bigint) as line,
    column_name,
    value,
    reason,
    action,
    details
from raw.finding
