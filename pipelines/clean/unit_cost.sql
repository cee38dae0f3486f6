-- One row per category with a gap: what one more unit of its need costs a year. A blank price means that nobody knows.
select
    category,
    cast(nullif(low, '') as double) as low,
    cast(nullif(value, '') as double) as value,
    cast(nullif(high, '') as double) as high,
    cast(nullif(opening_cost, '') as double) as opening_cost,
    cast(nullif(min_group, '') as bigint) as min_group,
    nullif(basis, '') as basis,
    cast(nullif(year, '') as bigint) as year,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.unit_cost
