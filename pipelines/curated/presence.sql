-- One row per month, municipality, category and kind of provider with at least one offer that serves the municipality.
select
    r.month,
    a.ags,
    r.category,
    o.provider_kind,
    count(*) as offers,
    sum(case when a.is_seat then 1 else 0 end) as offers_here,
    max(case when o.is_synthetic then 1 else 0 end) = 1 as is_synthetic
from curated.running_offer as r
inner join curated.offer as o
    on r.offer_id = o.offer_id
inner join curated.offer_area as a
    on r.offer_id = a.offer_id
group by r.month, a.ags, r.category, o.provider_kind
