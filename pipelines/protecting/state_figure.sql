-- One row per figure for all of NRW and period; what is inferred says so, but not from whose figures.
select
    f.measure,
    f.period_start,
    f.period_end,
    f.value,
    f.low,
    f.high,
    f.unit,
    f.basis,
    case when f.basis = 'published' then f.note end as note,
    case when f.basis = 'published' then f.source else n.title end as source,
    n.public_id as receipt_id,
    f.line
from counted.state_figure as f
inner join counted.receipt_name as n
    on f.receipt_id = n.receipt_id
