-- One row per month and municipality of the Kreis: people per volunteer and per coordination post, where reported.
with people as (
    select
        month,
        ags,
        sum(persons) as persons,
        max(case when basis = 'missing' then 1 else 0 end) as is_incomplete
    from curated.stock
    where legal_group <> 'asylblg_other'
    group by month, ags
),

helpers as (
    select
        r.month,
        a.ags,
        sum(o.volunteers) as volunteers,
        sum(case when o.volunteers is null then 1 else 0 end) as offers_without_count,
        max(case when o.is_synthetic then 1 else 0 end) as is_synthetic
    from curated.running_offer as r
    inner join curated.offer as o
        on r.offer_id = o.offer_id
    inner join curated.offer_area as a
        on r.offer_id = a.offer_id and a.is_seat
    where o.provider_kind = 'volunteer_group' or o.capacity_unit = 'volunteers' or o.volunteers is not null
    group by r.month, a.ags
)

select
    p.month,
    p.ags,
    p.persons,
    case when p.persons is null then 'missing' when p.is_incomplete = 1 then 'partial' else 'reported' end as persons_basis,
    h.volunteers,
    coalesce(h.offers_without_count, 0) as offers_without_count,
    s.capacity as coordination_fte,
    s.basis as coordination_basis,
    case when h.volunteers > 0 and s.basis <> 'missing' then p.persons / h.volunteers end as persons_per_volunteer,
    case when s.capacity > 0 then p.persons / s.capacity end as persons_per_coordination_fte,
    s.is_synthetic or coalesce(h.is_synthetic, 0) = 1 as is_synthetic
from people as p
inner join curated.supply as s
    on p.month = s.month and p.ags = s.ags and s.category = 'EHR'
left join helpers as h
    on p.month = h.month and p.ags = h.ags
