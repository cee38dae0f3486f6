-- One row per corrected figure, and whether it is still printed as it was when it was corrected.
with figure as (
    select
        'allocation_report' as source, ags, measure as column_name, period_start, period_end,
        value_published as published
    from clean.allocation_report

    union all

    select
        'population' as source, ags, 'persons' as column_name, as_of as period_start, as_of as period_end,
        cast(persons_published as double) as published
    from clean.population

    union all

    select
        'population' as source, ags, 'area_km2' as column_name, as_of as period_start, as_of as period_end,
        area_km2_published as published
    from clean.population
),

held as (
    select
        c.source,
        c.ags,
        c.column_name,
        c.period_start,
        c.period_end,
        count(f.published) as figures,
        sum(case when f.published = c.published then 1 else 0 end) as as_corrected,
        sum(case when f.published = c.used then 1 else 0 end) as as_used,
        max(case when f.published <> c.published then f.published end) as now_published
    from clean.correction as c
    left join figure as f
        on c.source = f.source
        and c.ags = f.ags
        and c.column_name = f.column_name
        and c.period_start = f.period_start
        and c.period_end = f.period_end
    group by c.source, c.ags, c.column_name, c.period_start, c.period_end
)

select
    c.source,
    c.ags,
    c.column_name,
    c.period_start,
    c.period_end,
    c.published,
    c.used,
    h.now_published,
    case
        when h.as_corrected > 0 then 'applied'
        when h.as_used > 0 then 'mended'
        when h.figures > 0 then 'changed'
        else 'absent'
    end as state,
    c.reason,
    c.reported_on,
    c.file,
    c.line,
    c.is_own
from clean.correction as c
inner join held as h
    on c.source = h.source
    and c.ags = h.ags
    and c.column_name = h.column_name
    and c.period_start = h.period_start
    and c.period_end = h.period_end
