-- One row per offer, as now known.
with days as (
    select
        max(case when parameter = 'freshness_due_days' then value end) as due,
        max(case when parameter = 'freshness_overdue_days' then value end) as overdue,
        max(case when parameter = 'freshness_delinquent_days' then value end) as delinquent
    from clean.parameter as p
    cross join clean.build as b
    where b.known_on >= p.valid_from and (p.valid_to is null or b.known_on <= p.valid_to)
),

-- Offers with their seat in the Kreis, and those from outside that name one of its municipalities.
concerning as (
    select distinct o.offer_id
    from clean.offer_inventory as o
    inner join curated.municipality as m
        on o.ags = m.ags or (o.area <> 'kreis' and o.area like '%' || m.ags || '%')
    where m.in_kreis
),

-- Said to be the same as another that counts.
merged as (
    select a.offer_id, min(a.kept) as same_as
    from (
        select offer_a as offer_id, kept from curated.offer_duplicate
        union all
        select offer_b as offer_id, kept from curated.offer_duplicate
    ) as a
    where a.offer_id <> a.kept
    group by a.offer_id
),

known as (
    select
        o.*,
        o.as_of + cast(d.due as integer) as due_on,
        o.as_of + cast(d.overdue as integer) as overdue_on,
        o.as_of + cast(d.delinquent as integer) as delinquent_on
    from clean.offer_inventory as o
    cross join days as d
    inner join concerning as k
        on o.offer_id = k.offer_id
)

select
    k.offer_id,
    k.ags,
    k.category,
    k.name,
    k.provider,
    k.provider_kind,
    k.capacity,
    k.capacity_unit,
    k.capacity_unit = c.supply_unit and g.same_as is null as counts_as_supply,
    g.same_as,
    k.occupied,
    k.waiting,
    k.min_group,
    k.age_min,
    k.age_max,
    k.target,
    k.languages,
    k.area,
    k.valid_from,
    k.valid_to,
    k.status,
    k.funding,
    k.funded_until,
    k.volunteers,
    k.access_status,
    k.as_of,
    case
        when k.known_on >= k.delinquent_on then 'delinquent'
        when k.known_on >= k.overdue_on then 'overdue'
        when k.known_on >= k.due_on then 'due'
        else 'fresh'
    end as freshness,
    k.due_on,
    k.overdue_on,
    k.delinquent_on,
    k.contact,
    k.source,
    k.is_synthetic,
    k.receipt_id,
    k.line
from known as k
inner join curated.category as c
    on k.category = c.category
left join merged as g
    on k.offer_id = g.offer_id
