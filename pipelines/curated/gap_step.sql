-- One row per step of the calculation of a gap: people, age, access, ratios, places, result, each with its source.
with figure as (
    select g.*, c.age_min, c.age_max
    from curated.gap as g
    inner join curated.category as c
        on g.category = c.category
    where g.need is not null
),

counted as (
    select
        f.month, f.ags, f.category, 1 as part, s.legal_group as item,
        s.persons_low as low, s.persons as value, s.persons_high as high, 'persons' as unit,
        s.basis, s.period_end as as_of, s.source, r.file, s.line
    from figure as f
    inner join curated.stock as s
        on f.month = s.month and f.ags = s.ags
    left join curated.receipt as r
        on s.receipt_id = r.receipt_id
    where s.legal_group <> 'asylblg_other'
),

of_age as (
    select
        f.month, f.ags, f.category, 2 as part, p.legal_group || ' ' || p.age_band as item,
        p.persons_low as low, p.persons as value, p.persons_high as high, 'persons' as unit,
        p.age_basis as basis, p.age_as_of as as_of, p.age_source as source,
        case when p.age_basis = 'estimated' then a.file end as file,
        case when p.age_basis = 'estimated' then a.line end as line
    from figure as f
    inner join curated.persons as p
        on f.month = p.month and f.ags = p.ags
    inner join curated.age_share as a
        on p.age_band = a.age_band and f.month >= a.valid_from and (a.valid_to is null or f.month <= a.valid_to)
    where
        p.legal_group <> 'asylblg_other'
        and p.persons is not null
        and not (f.age_min = 0 and f.age_max is null)
        and a.age_from >= f.age_min
        and (f.age_max is null or a.age_to <= f.age_max)
),

access as (
    select
        f.month, f.ags, f.category, 3 as part, r.legal_group as item,
        r.low, r.value, r.high, 'share' as unit,
        case when r.is_own then 'own' else 'reference' end as basis, r.valid_from as as_of, r.source, r.file, r.line
    from figure as f
    inner join curated.access_right as r
        on f.category = r.category and f.month >= r.valid_from and (r.valid_to is null or f.month <= r.valid_to)
    inner join curated.stock as s
        on f.month = s.month and f.ags = s.ags and r.legal_group = s.legal_group
),

ratio as (
    select
        f.month, f.ags, f.category,
        case when q.role in ('share', 'persons_per_unit') then 4 else 6 end as part,
        q.ratio as item, q.low, q.value, q.high, q.unit,
        case when q.is_own then 'own' else q.basis end as basis, q.valid_from as as_of, q.source, q.file, q.line
    from figure as f
    inner join curated.need_ratio as q
        on f.category = q.category and f.month >= q.valid_from and (q.valid_to is null or f.month <= q.valid_to)
    where q.role <> 'context'
),

held as (
    select
        f.month, f.ags, f.category, 5 as part, o.offer_id || ' ' || o.name as item,
        cast(null as double) as low, o.capacity as value, cast(null as double) as high, o.capacity_unit as unit,
        case when o.capacity is null then 'missing' else 'reported' end as basis, o.as_of, o.source, r.file, o.line
    from figure as f
    inner join curated.running_offer as n
        on f.month = n.month and f.category = n.category and f.ags = n.ags
    inner join curated.offer as o
        on n.offer_id = o.offer_id
    inner join curated.offer_area as a
        on o.offer_id = a.offer_id and a.ags = f.ags
    left join curated.receipt as r
        on o.receipt_id = r.receipt_id
    where o.counts_as_supply
),

given as (
    select
        f.month, f.ags, f.category, 7 as part, p.offer_id || ' ' || o.name as item,
        cast(null as double) as low, p.places as value, cast(null as double) as high, f.unit,
        'reported' as basis, o.as_of, o.source, r.file, o.line
    from figure as f
    inner join curated.shared_place as p
        on f.month = p.month and f.category = p.category and f.ags = p.ags
    inner join curated.offer as o
        on p.offer_id = o.offer_id
    left join curated.receipt as r
        on o.receipt_id = r.receipt_id
),

outcome as (
    select
        f.month, f.ags, f.category, r.part, r.item,
        case when r.item = 'need' then f.need_low when r.item = 'people_with_access' then n.people_low end as low,
        case r.item
            when 'people_with_access' then n.people
            when 'need' then f.need
            when 'local_supply' then f.local_supply
            when 'shared_supply' then f.shared_supply
            when 'local_gap' then f.local_gap
            else f.shared_gap
        end as value,
        case when r.item = 'need' then f.need_high when r.item = 'people_with_access' then n.people_high end as high,
        case when r.item = 'people_with_access' then 'persons' else f.unit end as unit,
        case when r.item in ('people_with_access', 'need') then f.need_basis else f.supply_basis end as basis,
        f.month as as_of, 'computed' as source, cast(null as varchar) as file, cast(null as bigint) as line
    from figure as f
    inner join curated.need as n
        on f.month = n.month and f.ags = n.ags and f.category = n.category
    cross join (
        select 8 as part, 'people_with_access' as item
        union all
        select 9 as part, 'need' as item
        union all
        select 10 as part, 'local_supply' as item
        union all
        select 11 as part, 'local_gap' as item
        union all
        select 12 as part, 'shared_supply' as item
        union all
        select 13 as part, 'shared_gap' as item
    ) as r
),

every_step as (
    select * from counted
    union all
    select * from of_age
    union all
    select * from access
    union all
    select * from ratio
    union all
    select * from held
    union all
    select * from given
    union all
    select * from outcome
)

select
    e.month,
    e.ags,
    e.category,
    row_number() over (partition by e.month, e.ags, e.category order by e.part, e.item) as step,
    case e.part
        when 1 then 'people'
        when 2 then 'age'
        when 3 then 'access'
        when 4 then 'ratio'
        when 5 then 'places'
        when 6 then 'conversion'
        when 7 then 'shared'
        else 'result'
    end as kind,
    e.item,
    e.low,
    e.value,
    e.high,
    e.unit,
    e.basis,
    e.as_of,
    e.source,
    e.file,
    e.line,
    e.part in (5, 7, 10, 11, 12, 13) and f.is_synthetic as is_synthetic
from every_step as e
inner join figure as f
    on e.month = f.month and e.ags = f.ags and e.category = f.category
