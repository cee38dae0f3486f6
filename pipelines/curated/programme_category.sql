-- One row per programme and category it is for.
select
    p.programme,
    c.category,
    p.way,
    p.source,
    p.note,
    p.file,
    p.line,
    p.is_own
from clean.programme_category as p
inner join clean.category as c
    on p.category = c.category or p.category = 'all'
where
    p.category <> 'all'
    or not exists (
        select 1
        from clean.programme_category as o
        where o.programme = p.programme and o.category = c.category
    )
