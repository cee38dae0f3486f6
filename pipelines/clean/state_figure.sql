-- One row per figure for all of NRW: measure and period.
select
    measure,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    cast(value as double) as value,
    cast(nullif(low, '') as double) as low,
    cast(nullif(high, '') as double) as high,
    unit,
    basis,
    nullif(note, '') as note,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.state_figure
-- nobody counts on a day to come: that is a slip of the pen, and a finding of the contract
where cast(period_end as date) <= cast(left(received_at, 10) as date)
qualify row_number() over (partition by measure, period_start, period_end order by known_on desc, received_at desc, receipt_id desc) = 1
