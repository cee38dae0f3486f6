-- One row per month and offer that runs on its first day.
select
    m.month,
    o.offer_id,
    o.ags,
    o.category
from curated.month as m
inner join curated.offer as o
    on m.month >= o.valid_from
    and (o.valid_to is null or m.month <= o.valid_to)
    -- ended, but nobody said when: by the day of the statement at the latest
    and (o.status <> 'ended' or o.valid_to is not null or m.month <= o.as_of)
where o.status in ('running', 'ended')
