-- One row per offer, as now known.
with known as (
    select
        o.*,
        cast(o.as_of + to_days(cast(due.value as integer)) as date) as due_on,
        cast(o.as_of + to_days(cast(overdue.value as integer)) as date) as overdue_on,
        cast(o.as_of + to_days(cast(delinquent.value as integer)) as date) as delinquent_on
    from clean.offer_inventory as o
    cross join (select value from clean.parameter where parameter = 'freshness_due_days' limit 1) as due
    cross join (select value from clean.parameter where parameter = 'freshness_overdue_days' limit 1) as overdue
    cross join (select value from clean.parameter where parameter = 'freshness_delinquent_days' limit 1) as delinquent
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
    k.capacity_unit = c.supply_unit as counts_as_supply,
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
