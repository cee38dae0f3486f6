-- One row per source: what has been received of it, and when the next report is due.
with newest as (
    select *
    from clean.receipt
    qualify row_number() over (partition by source order by received_at desc, file desc) = 1
),

-- An old file that arrives late moves neither the period back nor the next due day.
received as (
    select
        source,
        min(nullif(split_part(period, '/', 1), '')) as first_day,
        max(cast(nullif(split_part(period, '/', 2), '') as date)) as last_day,
        sum(rows_taken) as rows
    from clean.receipt
    group by source
)

select
    s.source,
    s.title,
    s.publisher,
    s.licence,
    s.cadence_days,
    r.first_day || '/' || cast(r.last_day as varchar) as period,
    n.received_at,
    n.sha256,
    r.rows,
    r.last_day + cast(s.cadence_days as integer) as due_on,
    r.last_day + cast(s.cadence_days + 14 as integer) as overdue_on,
    r.last_day + cast(s.cadence_days * 2 as integer) as delinquent_on
from clean.source as s
left join newest as n
    on s.source = n.source
left join received as r
    on s.source = r.source
