-- One row per month, municipality of the Kreis and category with a ratio: what the people counted need.
with counting_group as (
    -- AsylbLG recipients overlap with both schemes and are never added to them
    select month, ags, legal_group, basis, persons_low, persons, persons_high
    from curated.stock
    where legal_group <> 'asylblg_other'
),

-- People of the right age. For all ages the count itself is used: it has no uncertainty of age shares.
of_age as (
    select
        g.month, g.ags, g.legal_group, g.basis, c.category,
        g.persons_low, g.persons, g.persons_high
    from counting_group as g
    cross join curated.category as c
    where c.gap_mode in ('gap', 'scenario') and c.age_min = 0 and c.age_max is null

    union all

    select
        g.month, g.ags, g.legal_group, g.basis, c.category,
        sum(p.persons_low) as persons_low, sum(p.persons) as persons, sum(p.persons_high) as persons_high
    from counting_group as g
    inner join curated.persons as p
        on g.month = p.month and g.ags = p.ags and g.legal_group = p.legal_group
    inner join (select distinct age_band, age_from, age_to from curated.age_share) as a
        on p.age_band = a.age_band
    inner join curated.category as c
        on a.age_from >= c.age_min and (c.age_max is null or a.age_to <= c.age_max)
    where c.gap_mode in ('gap', 'scenario') and not (c.age_min = 0 and c.age_max is null)
    group by g.month, g.ags, g.legal_group, g.basis, c.category
),

with_access as (
    select
        o.month,
        o.ags,
        o.category,
        sum(o.persons_low * r.low) as people_low,
        sum(o.persons * r.value) as people,
        sum(o.persons_high * r.high) as people_high,
        sum(case when r.high > 0 then 1 else 0 end) as groups,
        sum(case when r.high > 0 and o.basis <> 'missing' then 1 else 0 end) as groups_counted,
        sum(case when r.value > 0 then 1 else 0 end) as main_groups,
        sum(case when r.value > 0 and o.basis <> 'missing' then 1 else 0 end) as main_groups_counted,
        sum(case when o.basis <> 'missing' then 1 else 0 end) as any_counted,
        sum(case when r.high > 0 and o.basis = 'estimated' then 1 else 0 end) as groups_estimated,
        max(case when r.is_own then 1 else 0 end) as own_rights
    from of_age as o
    inner join curated.access_right as r
        on o.category = r.category
        and o.legal_group = r.legal_group
        and o.month >= r.valid_from
        and (r.valid_to is null or o.month <= r.valid_to)
    group by o.month, o.ags, o.category
),

based as (
    select
        *,
        case
            when any_counted = 0 then 'missing'
            -- nobody has access: no need, however many there are
            when groups = 0 then 'reported'
            -- whoever makes the need is not counted: at least 0 would say nothing
            when groups_counted = 0 or (main_groups > 0 and main_groups_counted = 0) then 'missing'
            when groups_counted < groups then 'partial'
            when groups_estimated > 0 then 'estimated'
            else 'reported'
        end as basis
    from with_access
)

select
    b.month,
    b.ags,
    b.category,
    c.need_unit as unit,
    case when b.basis <> 'missing' then b.people_low * f.low end as need_low,
    case when b.basis <> 'missing' then b.people * f.value end as need,
    -- with a legal group unreported nobody knows how high need may be
    case when b.basis not in ('missing', 'partial') then b.people_high * f.high end as need_high,
    b.basis,
    case when b.basis <> 'missing' then b.people_low end as people_low,
    case when b.basis <> 'missing' then b.people end as people,
    case when b.basis not in ('missing', 'partial') then b.people_high end as people_high,
    c.gap_mode as mode,
    f.is_own or b.own_rights = 1 as uses_own_values
from based as b
inner join curated.category as c
    on b.category = c.category
inner join curated.need_factor as f
    on b.category = f.category
    and b.month >= f.valid_from
    and (f.valid_to is null or b.month <= f.valid_to)
