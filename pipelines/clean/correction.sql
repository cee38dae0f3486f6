-- One row per corrected figure: source, area, column and period.
select
    source,
    ags,
    column_name,
    cast(split_part(period, '/', 1) as date) as period_start,
    cast(coalesce(nullif(split_part(period, '/', 2), ''), period) as date) as period_end,
    cast(published as double) as published,
    cast(used as double) as used,
    reason,
    cast(reported_on as date) as reported_on,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.correction
