-- One row per month, municipality of the Kreis and scenario category: what one single source would mean here.
select
    n.month,
    n.ags,
    n.category,
    n.unit,
    n.need,
    s.capacity as local_supply,
    case when n.need > s.capacity then n.need - s.capacity when n.need is not null and s.capacity is not null then 0 end as gap,
    n.basis as need_basis,
    s.basis as supply_basis,
    s.is_synthetic
from curated.need as n
inner join curated.supply as s
    on n.month = s.month and n.ags = s.ags and n.category = s.category
where n.mode = 'scenario'
