-- One row per month, municipality of the Kreis and category with a ratio: what the people counted need.
with own_age as (
    -- a municipality's own age counts win over shares
    select
        p.month, p.ags, c.category,
        -- as decimals, so that a sum is the same in whatever order it is taken
        cast(sum(case when p.legal_group = 'fluag' then cast(p.persons / s.persons as decimal(38, 18)) end) as double)
            as fluag,
        cast(sum(case when p.legal_group = 'wohnsitz' then cast(p.persons / s.persons as decimal(38, 18)) end) as double)
            as wohnsitz
    from curated.persons as p
    inner join curated.stock as s
        on p.month = s.month and p.ags = s.ags and p.legal_group = s.legal_group
    inner join (select distinct age_band, age_from, age_to from curated.age_share) as a
        on p.age_band = a.age_band
    inner join curated.category as c
        on a.age_from >= c.age_min and (c.age_max is null or a.age_to <= c.age_max)
    where p.age_basis = 'reported' and s.persons > 0 and (c.age_min > 0 or c.age_max is not null)
    group by p.month, p.ags, c.category
),

-- Both schemes side by side; AsylbLG recipients overlap with both and are never added to them.
counted as (
    select
        coalesce(f.month, w.month) as month,
        coalesce(f.ags, w.ags) as ags,
        coalesce(f.basis, 'none') as fluag_basis,
        coalesce(w.basis, 'none') as wohnsitz_basis,
        coalesce(f.persons_low, 0) as fluag_low,
        coalesce(f.persons, 0) as fluag,
        coalesce(f.persons_high, 0) as fluag_high,
        coalesce(w.persons_low, 0) as wohnsitz_low,
        coalesce(w.persons, 0) as wohnsitz,
        coalesce(w.persons_high, 0) as wohnsitz_high,
        coalesce(f.is_protected, false) or coalesce(w.is_protected, false) as is_protected
    from (select * from curated.stock where legal_group = 'fluag') as f
    full join (select * from curated.stock where legal_group = 'wohnsitz') as w
        on f.month = w.month and f.ags = w.ags
),

-- Of many municipalities few patterns: what follows from one is worked out once per month and category.
placed as (
    select c.*, coalesce(o.ags, '') as own_ags
    from counted as c
    left join (select distinct month, ags from own_age) as o
        on c.month = o.month and c.ags = o.ags
),

pattern as (
    select distinct month, own_ags, fluag_basis, wohnsitz_basis from placed
),

pattern_group as (
    select *, 'fluag' as legal_group, fluag_basis as basis from pattern where fluag_basis <> 'none'
    union all
    select *, 'wohnsitz' as legal_group, wohnsitz_basis as basis from pattern where wohnsitz_basis <> 'none'
),

-- The share of people of the right age. For all ages it is 1: the count itself has no uncertainty of age shares.
of_age as (
    select
        m.month, c.category,
        case when c.age_min = 0 and c.age_max is null then 1 else cast(sum(cast(a.low as decimal(38, 18))) as double) end
            as low,
        case when c.age_min = 0 and c.age_max is null then 1 else cast(sum(cast(a.value as decimal(38, 18))) as double) end
            as value,
        case when c.age_min = 0 and c.age_max is null then 1 else cast(sum(cast(a.high as decimal(38, 18))) as double) end
            as high
    from (select distinct month from pattern) as m
    cross join curated.category as c
    inner join curated.age_share as a
        on a.age_from >= c.age_min and (c.age_max is null or a.age_to <= c.age_max)
        and m.month >= a.valid_from and (a.valid_to is null or m.month <= a.valid_to)
    group by m.month, c.category, c.age_min, c.age_max
),

-- Right of access × share of age: how many of the people of each scheme count.
counting as (
    select
        g.month, g.own_ags, g.fluag_basis, g.wohnsitz_basis, r.category,
        max(case when g.legal_group = 'fluag' then r.low * coalesce(o.fluag, a.low) end) as fluag_low,
        max(case when g.legal_group = 'fluag' then r.value * coalesce(o.fluag, a.value) end) as fluag,
        max(case when g.legal_group = 'fluag' then r.high * coalesce(o.fluag, a.high) end) as fluag_high,
        max(case when g.legal_group = 'wohnsitz' then r.low * coalesce(o.wohnsitz, a.low) end) as wohnsitz_low,
        max(case when g.legal_group = 'wohnsitz' then r.value * coalesce(o.wohnsitz, a.value) end) as wohnsitz,
        max(case when g.legal_group = 'wohnsitz' then r.high * coalesce(o.wohnsitz, a.high) end) as wohnsitz_high,
        max(case when r.is_own then 1 else 0 end) as own_rights,
        case
            when max(case when g.basis <> 'missing' then 1 else 0 end) = 0 then 'missing'
            -- nobody has access: no need, however many there are
            when max(r.high) = 0 then 'reported'
            -- whoever makes the need is not counted: at least 0 would say nothing
            when max(case when g.basis <> 'missing' then r.high else 0 end) = 0 then 'missing'
            when max(r.value) > 0 and max(case when g.basis <> 'missing' then r.value else 0 end) = 0 then 'missing'
            when max(case when g.basis = 'missing' then r.high else 0 end) > 0 then 'partial'
            when max(case when g.basis = 'estimated' then r.high else 0 end) > 0 then 'estimated'
            else 'reported'
        end as basis,
        max(case when g.basis = 'estimated' then r.high else 0 end) > 0 as rests_on_estimate
    from pattern_group as g
    inner join curated.access_right as r
        on g.legal_group = r.legal_group and g.month >= r.valid_from and (r.valid_to is null or g.month <= r.valid_to)
    inner join of_age as a
        on g.month = a.month and r.category = a.category
    left join own_age as o
        on g.month = o.month and g.own_ags = o.ags and r.category = o.category
    group by g.month, g.own_ags, g.fluag_basis, g.wohnsitz_basis, r.category
),

-- Everything but the people. What must not be named is empty and leaves the figure empty.
rule as (
    select
        w.month, w.own_ags, w.fluag_basis, w.wohnsitz_basis, w.category, w.basis, w.rests_on_estimate,
        case when w.basis <> 'missing' then coalesce(w.fluag_low, 0) end as fluag_low,
        case when w.basis <> 'missing' then coalesce(w.fluag, 0) end as fluag,
        -- with a legal group unreported nobody knows how high need may be
        case when w.basis not in ('missing', 'partial') then coalesce(w.fluag_high, 0) end as fluag_high,
        coalesce(w.wohnsitz_low, 0) as wohnsitz_low,
        coalesce(w.wohnsitz, 0) as wohnsitz,
        coalesce(w.wohnsitz_high, 0) as wohnsitz_high,
        f.low as factor_low, f.value as factor, f.high as factor_high,
        c.need_unit, c.gap_mode, f.is_own or w.own_rights = 1 as uses_own_values
    from counting as w
    inner join curated.category as c
        on w.category = c.category
    inner join curated.need_factor as f
        on w.category = f.category and w.month >= f.valid_from and (f.valid_to is null or w.month <= f.valid_to)
    where c.gap_mode in ('gap', 'scenario')
),

needed as (
    select
        p.month, p.ags, p.is_protected, r.category, r.need_unit, r.gap_mode, r.basis, r.rests_on_estimate, r.uses_own_values,
        p.fluag_low * r.fluag_low + p.wohnsitz_low * r.wohnsitz_low as people_low,
        p.fluag * r.fluag + p.wohnsitz * r.wohnsitz as people,
        p.fluag_high * r.fluag_high + p.wohnsitz_high * r.wohnsitz_high as people_high,
        r.factor_low, r.factor, r.factor_high
    from placed as p
    inner join rule as r
        on p.month = r.month and p.own_ags = r.own_ags
        and p.fluag_basis = r.fluag_basis and p.wohnsitz_basis = r.wohnsitz_basis
)

select
    month,
    ags,
    category,
    need_unit as unit,
    people_low * factor_low as need_low,
    people * factor as need,
    people_high * factor_high as need_high,
    basis,
    people_low,
    people,
    people_high,
    gap_mode as mode,
    rests_on_estimate,
    uses_own_values,
    is_protected and basis in ('missing', 'partial') as is_protected
from needed
