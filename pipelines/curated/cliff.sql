-- One row per month, municipality of the Kreis, category and horizon: places that fall away if nothing is renewed.
with horizon as (
    select month, 3 as months, month + interval 3 month as until from curated.month
    union all
    select month, 6 as months, month + interval 6 month as until from curated.month
    union all
    select month, 12 as months, month + interval 12 month as until from curated.month
),

dated as (
    select
        r.month,
        r.ags,
        r.category,
        r.offer_id,
        o.capacity,
        o.counts_as_supply,
        o.is_synthetic,
        -- an offer ends with its time or with its money, whichever is first
        case
            when o.funded_until is null or o.valid_to <= o.funded_until then o.valid_to
            else o.funded_until
        end as ends_on
    from curated.running_offer as r
    inner join curated.offer as o
        on r.offer_id = o.offer_id
)

select
    d.month,
    d.ags,
    d.category,
    h.months as horizon_months,
    count(*) as offers,
    sum(case when d.counts_as_supply then d.capacity * coalesce(f.supply_factor, 1) end) as capacity,
    c.need_unit as unit,
    sum(case when d.counts_as_supply and d.capacity is null then 1 else 0 end) as offers_without_capacity,
    min(d.ends_on) as first_end,
    max(case when d.is_synthetic then 1 else 0 end) = 1 as is_synthetic
from dated as d
inner join horizon as h
    on d.month = h.month
inner join curated.municipality as m
    on d.ags = m.ags
inner join curated.category as c
    on d.category = c.category
left join curated.need_factor as f
    on d.category = f.category
    and d.month >= f.valid_from
    and (f.valid_to is null or d.month <= f.valid_to)
where
    m.in_kreis
    -- money that had run out before the month is a doubt about the data, not an end ahead
    and d.ends_on >= d.month
    and d.ends_on < h.until
group by d.month, d.ags, d.category, h.months, c.need_unit
