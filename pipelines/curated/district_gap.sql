-- One row per month, Kreis and gap category: the sum over its municipalities that have a figure on both sides.
with counted as (
    select
        g.*,
        m.kreis_ags,
        g.need_basis <> 'missing' and g.supply_basis <> 'missing' as has_figure
    from curated.gap as g
    inner join curated.municipality as m
        on g.ags = m.ags
),

-- Every place that may serve one of them, counted once, also when its own seat is not served.
pool_offer as (
    select distinct
        r.month,
        r.category,
        r.offer_id,
        o.capacity * f.supply_factor as places
    from curated.running_offer as r
    inner join curated.offer as o
        on r.offer_id = o.offer_id
    inner join curated.offer_area as a
        on r.offer_id = a.offer_id
    inner join counted as g
        on r.month = g.month and r.category = g.category and a.ags = g.ags
    inner join curated.need_factor as f
        on r.category = f.category
        and r.month >= f.valid_from
        and (f.valid_to is null or r.month <= f.valid_to)
    left join curated.supply as s
        on r.month = s.month and r.category = s.category and o.ags = s.ags
    where g.has_figure and o.counts_as_supply and coalesce(s.basis, 'reported') <> 'missing'
),

pool as (
    -- as decimals, so that a sum is the same in whatever order it is taken
    select month, category, cast(sum(cast(places as decimal(38, 18))) as double) as places
    from pool_offer
    group by month, category
),

summed as (
    select
        month,
        kreis_ags,
        category,
        unit,
        count(*) as municipalities,
        sum(case when has_figure then 1 else 0 end) as municipalities_reported,
        sum(case when has_figure then need_low end) as need_low,
        sum(case when has_figure then need end) as need,
        sum(case when has_figure then need_high end) as need_high,
        sum(case when has_figure then local_supply end) as supply,
        sum(case when has_figure then local_gap end) as local_gap,
        sum(case when has_figure then shared_gap end) as shared_gap,
        sum(case when need_basis in ('reported', 'estimated') then 1 else 0 end) as needs_full,
        sum(case when need_basis = 'estimated' then 1 else 0 end) as needs_estimated,
        sum(case when need_basis <> 'missing' then 1 else 0 end) as needs_any,
        sum(case when supply_basis = 'reported' then 1 else 0 end) as supplies_full,
        sum(case when supply_basis <> 'missing' then 1 else 0 end) as supplies_any,
        sum(case when has_figure and need_high is null then 1 else 0 end) as without_high,
        sum(case when has_figure and need_low is null then 1 else 0 end) as without_low,
        sum(case when answer = 'certainly_short' then 1 else 0 end) as certainly_short,
        max(case when is_synthetic then 1 else 0 end) as is_synthetic
    from counted
    group by month, kreis_ags, category, unit
)

select
    s.month,
    s.kreis_ags,
    s.category,
    s.unit,
    s.municipalities,
    s.municipalities_reported,
    case when s.without_low = 0 then s.need_low end as need_low,
    s.need,
    case when s.without_high = 0 then s.need_high end as need_high,
    case
        when c.sharing_rule in ('area', 'district') and s.municipalities_reported > 0 then coalesce(p.places, 0)
        else s.supply
    end as supply,
    s.local_gap,
    s.shared_gap,
    -- what would be missing if everybody could go anywhere; nobody moves house or changes primary school for that
    case
        when c.sharing_rule in ('area', 'district') and s.municipalities_reported > 0
            then greatest(s.need - coalesce(p.places, 0), 0)
    end as floor_gap,
    s.certainly_short,
    case
        when s.needs_any = 0 then 'missing'
        when s.needs_full < s.municipalities then 'partial'
        when s.needs_estimated > 0 then 'estimated'
        else 'reported'
    end as need_basis,
    case
        when s.supplies_any = 0 then 'missing'
        when s.supplies_full < s.municipalities then 'partial'
        else 'reported'
    end as supply_basis,
    s.is_synthetic = 1 as is_synthetic
from summed as s
inner join curated.category as c
    on s.category = c.category
left join pool as p
    on s.month = p.month and s.category = p.category
