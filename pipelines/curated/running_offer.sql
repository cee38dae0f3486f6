-- One row per month and offer that runs on its first day.
select
    m.month,
    o.offer_id,
    o.ags,
    o.category
from curated.month as m
inner join curated.offer as o
    on m.month >= o.valid_from and (o.valid_to is null or m.month <= o.valid_to)
where o.status in ('running', 'ended')
