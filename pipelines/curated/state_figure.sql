-- One row per figure for all of NRW and period.
select
    measure,
    period_start,
    period_end,
    value,
    coalesce(low, value) as low,
    coalesce(high, value) as high,
    unit,
    basis,
    note,
    source,
    receipt_id,
    line
from clean.state_figure
