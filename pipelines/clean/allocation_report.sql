-- One row per stated figure: area, period, measure and source. A printed mark instead of a number is missing.
select
    ags,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    date_precision,
    measure,
    try_cast(value as double) as value,
    unit,
    quality like '%approximate%' as is_approximate,
    quality like '%doubtful%' as is_doubtful,
    nullif(name, '') as name,
    nullif(note, '') as note,
    publisher,
    licence,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.allocation_report
qualify row_number() over (
    partition by ags, period_start, period_end, measure, source order by known_on desc, received_at desc, receipt_id desc
) = 1
