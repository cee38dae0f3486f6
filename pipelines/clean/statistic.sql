-- One row per table, area, period, attribute and measure: the figure known last. A printed mark is missing.
select
    table_code,
    nullif(title, '') as title,
    area,
    nullif(name, '') as name,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    attribute,
    measure,
    try_cast(value as double) as value,
    case when try_cast(value as double) is null then nullif(value, '') end as mark,
    nullif(note, '') as note,
    publisher,
    licence,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.statistic
qualify row_number() over (
    partition by table_code, area, period_start, period_end, attribute, measure
    order by known_on desc, received_at desc, receipt_id desc
) = 1
