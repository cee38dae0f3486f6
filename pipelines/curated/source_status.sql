-- One row per source: its newest file, and when the next one is due.
with newest as (
    select
        *,
        cast(nullif(split_part(period, '/', 2), '') as date) as period_end
    from clean.receipt
    qualify row_number() over (partition by source order by received_at desc, file desc) = 1
)

select
    s.source,
    s.title,
    s.publisher,
    s.licence,
    s.cadence_days,
    n.period,
    n.received_at,
    n.sha256,
    n.rows_taken as rows,
    n.period_end + cast(s.cadence_days as integer) as due_on,
    n.period_end + cast(s.cadence_days + 14 as integer) as overdue_on,
    n.period_end + cast(s.cadence_days * 2 as integer) as delinquent_on
from clean.source as s
left join newest as n
    on s.source = n.source
