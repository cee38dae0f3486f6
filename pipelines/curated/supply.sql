-- One row per month, municipality of the Kreis and category: what offers with their seat there hold for its own people.
with place as (
    select
        g.ags,
        c.category
    from curated.municipality as g
    cross join curated.category as c
    where g.in_kreis
),

held as (
    select
        s.ags,
        s.category,
        s.runs_from,
        s.runs_to,
        -- exact: what is added at the start is taken away to the last digit at the end
        case when o.counts_as_supply then cast(coalesce(o.capacity, 0) as decimal(28, 6)) else 0 end as capacity,
        case when o.counts_as_supply then 1 else 0 end as offers,
        -- hours of a course say nothing about its places: the capacity is unknown, not 0
        case
            when o.counts_as_supply and o.capacity is null then 1
            when not o.counts_as_supply and o.capacity_unit <> c.capacity_unit then 1
            else 0
        end as without_capacity,
        case when o.is_synthetic then 1 else 0 end as synthetic
    from curated.running_span as s
    inner join curated.offer as o
        on s.offer_id = o.offer_id
    inner join curated.category as c
        on s.category = c.category
    inner join curated.offer_area as a
        on s.offer_id = a.offer_id and a.is_seat
),

told as (
    select
        r.ags,
        c.category,
        r.covers_from,
        r.covers_to,
        case when r.is_synthetic then 1 else 0 end as synthetic
    from clean.inventory_report as r
    cross join curated.category as c
    where r.covers_from <= r.covers_to
),

-- What changes on a day: the start of an offer or of a reported time adds, the day after its end takes away.
change as (
    select ags, category, runs_from as day, capacity, offers, without_capacity, synthetic, 0 as reports
    from held

    union all

    select
        ags, category, runs_to + 1 as day, -capacity as capacity, -offers as offers,
        -without_capacity as without_capacity, -synthetic as synthetic, 0 as reports
    from held
    where runs_to is not null

    union all

    select
        ags, category, covers_from as day, 0 as capacity, 0 as offers, 0 as without_capacity, synthetic, 1 as reports
    from told

    union all

    select
        ags, category, covers_to + 1 as day, 0 as capacity, 0 as offers, 0 as without_capacity,
        -synthetic as synthetic, -1 as reports
    from told

    union all

    -- before all time nothing is there, and a new factor changes what the same offers supply
    select
        p.ags, p.category, d.day, 0 as capacity, 0 as offers, 0 as without_capacity, 0 as synthetic, 0 as reports
    from place as p
    inner join (
        select category, date '1900-01-01' as day from curated.category
        union all
        select category, valid_from as day from curated.need_factor
        union all
        select category, valid_to + 1 as day from curated.need_factor where valid_to is not null
    ) as d
        on p.category = d.category
),

-- One row per municipality, category and stretch of days in which nothing changes.
stretch as (
    select
        c.ags,
        c.category,
        c.day,
        lead(c.day) over days as until,
        sum(sum(c.capacity)) over days as capacity,
        sum(sum(c.offers)) over days as offers,
        sum(sum(c.without_capacity)) over days as without_capacity,
        sum(sum(c.synthetic)) over days as synthetic,
        sum(sum(c.reports)) over days as reports
    from change as c
    inner join place as p
        on c.ags = p.ags and c.category = p.category
    group by c.ags, c.category, c.day
    window days as (partition by c.ags, c.category order by c.day)
),

-- Worked out per stretch, not per month.
rated as (
    select
        s.ags,
        s.category,
        s.day,
        coalesce(s.until, date '9999-12-31') as until,
        -- an unreported inventory is not an empty one
        case when s.reports > 0 then cast(s.capacity as double) * coalesce(f.supply_factor, 1) end as capacity,
        c.need_unit as unit,
        case
            when s.reports = 0 then 'missing'
            when s.without_capacity > 0 then 'partial'
            else 'reported'
        end as basis,
        s.offers,
        s.without_capacity as offers_without_capacity,
        s.synthetic > 0 as is_synthetic
    from stretch as s
    inner join curated.category as c
        on s.category = c.category
    left join curated.need_factor as f
        on s.category = f.category
        and s.day >= f.valid_from
        and (f.valid_to is null or s.day <= f.valid_to)
)

select
    m.month,
    r.ags,
    r.category,
    r.capacity,
    r.unit,
    r.basis,
    r.offers,
    r.offers_without_capacity,
    r.is_synthetic
from rated as r
inner join curated.month as m
    on m.month >= r.day and m.month < r.until
