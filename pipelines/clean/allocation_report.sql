-- One row per stated figure: area, period, measure and source. A printed mark instead of a number is missing.
with latest as (
    select *
    from raw.allocation_report
    qualify row_number() over (
        partition by ags, period_start, period_end, measure, source order by known_on desc, received_at desc, receipt_id desc
    ) = 1
)

select
    a.ags,
    cast(a.period_start as date) as period_start,
    cast(a.period_end as date) as period_end,
    a.date_precision,
    a.measure,
    coalesce(cast(c.used as double), try_cast(a.value as double)) as value,
    try_cast(a.value as double) as value_published,
    a.unit,
    a.quality like '%approximate%' as is_approximate,
    a.quality like '%doubtful%' as is_doubtful,
    nullif(a.name, '') as name,
    case
        when c.used is null then nullif(a.note, '')
        else concat_ws('; ', nullif(a.note, ''), 'berichtigt von ' || c.published || ' auf ' || c.used || ': ' || c.reason)
    end as note,
    a.publisher,
    a.licence,
    a.source,
    cast(a.known_on as date) as known_on,
    a.receipt_id,
    cast(a.line as bigint) as line
from latest as a
-- a figure that the publisher has mended is no longer the one that was corrected
left join reference.correction as c
    on c.source = 'allocation_report'
    and a.ags = c.ags
    and a.measure = c.column_name
    and (
        a.period_start || '/' || a.period_end = c.period
        or (a.period_start = a.period_end and a.period_start = c.period)
    )
    and try_cast(a.value as double) = cast(c.published as double)
