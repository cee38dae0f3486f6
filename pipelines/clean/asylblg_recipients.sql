-- One row per area and day. `-` means none (0), every other mark means unknown.
select
    ags,
    cast(as_of as date) as as_of,
    case when recipients = '-' then 0 else try_cast(recipients as bigint) end as recipients,
    cast(nullif(rounded_to, '') as bigint) as rounded_to,
    nullif(note, '') as note,
    source,
    cast(known_on as date) as known_on,
    receipt_id,
    cast(line as bigint) as line
from raw.asylblg_recipients
qualify row_number() over (partition by ags, as_of order by known_on desc, received_at desc, receipt_id desc) = 1
