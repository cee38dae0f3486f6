-- One row per table, area, period, attribute and measure of what the statistical offices print beside the rest.
select
    table_code,
    title,
    area,
    name,
    period_start,
    period_end,
    attribute,
    measure,
    value,
    mark,
    note,
    publisher,
    licence,
    receipt_id,
    line
from clean.statistic
