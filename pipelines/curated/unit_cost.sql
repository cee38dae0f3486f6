-- One row per category with a gap: what one more unit of its need costs a year.
select
    u.category,
    c.need_unit as unit,
    u.low,
    u.value,
    u.high,
    u.opening_cost,
    u.min_group,
    u.basis,
    u.year,
    u.source,
    u.note,
    u.file,
    u.line,
    u.is_own
from clean.unit_cost as u
inner join curated.category as c
    on u.category = c.category
