-- One row per source; of files about people no fingerprint.
select
    s.source,
    s.title,
    s.publisher,
    s.licence,
    s.cadence_days,
    s.period,
    s.received_at,
    case when n.is_closed then null else s.sha256 end as sha256,
    s.rows,
    s.due_on,
    s.overdue_on,
    s.delinquent_on
from counted.source_status as s
left join (
    select r.source, max(case when n.is_closed then 1 else 0 end) = 1 as is_closed
    from counted.receipt as r
    inner join counted.receipt_name as n
        on r.receipt_id = n.receipt_id
    group by r.source
) as n
    on s.source = n.source
