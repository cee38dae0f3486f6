-- One row per month, municipality of the Kreis and category: what offers with their seat there hold for its own people.
with inventory as (
    select
        m.month,
        g.ags,
        max(case when r.ags is not null then 1 else 0 end) as is_reported,
        max(case when r.is_synthetic then 1 else 0 end) as is_synthetic
    from curated.month as m
    cross join curated.municipality as g
    left join clean.inventory_report as r
        on g.ags = r.ags and m.month >= r.covers_from and m.month <= r.covers_to
    where g.in_kreis
    group by m.month, g.ags
),

held as (
    select
        r.month,
        r.ags,
        r.category,
        sum(case when o.counts_as_supply then o.capacity * coalesce(f.supply_factor, 1) end) as capacity,
        sum(case when o.counts_as_supply then 1 else 0 end) as offers,
        -- hours of a course say nothing about its places: the capacity is unknown, not 0
        sum(case
            when o.counts_as_supply and o.capacity is null then 1
            when not o.counts_as_supply and o.capacity_unit <> c.capacity_unit then 1
            else 0
        end) as offers_without_capacity,
        max(case when o.is_synthetic then 1 else 0 end) as is_synthetic
    from curated.running_offer as r
    inner join curated.offer as o
        on r.offer_id = o.offer_id
    inner join curated.category as c
        on r.category = c.category
    inner join curated.offer_area as a
        on r.offer_id = a.offer_id and a.is_seat
    left join curated.need_factor as f
        on r.category = f.category
        and r.month >= f.valid_from
        and (f.valid_to is null or r.month <= f.valid_to)
    group by r.month, r.ags, r.category
)

select
    i.month,
    i.ags,
    c.category,
    -- an unreported inventory is not an empty one
    case when i.is_reported = 1 then coalesce(h.capacity, 0) end as capacity,
    c.need_unit as unit,
    case
        when i.is_reported = 0 then 'missing'
        when coalesce(h.offers_without_capacity, 0) > 0 then 'partial'
        else 'reported'
    end as basis,
    coalesce(h.offers, 0) as offers,
    coalesce(h.offers_without_capacity, 0) as offers_without_capacity,
    i.is_synthetic = 1 or coalesce(h.is_synthetic, 0) = 1 as is_synthetic
from inventory as i
cross join curated.category as c
left join held as h
    on i.month = h.month and i.ags = h.ags and c.category = h.category
