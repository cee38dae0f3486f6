-- One row per source and measure: how often and by how much figures were corrected later.
with figure as (
    select source, measure, variant, area, period_start, period_end, count(distinct known_on) as reports
    from clean.reported_vintage
    group by source, measure, variant, area, period_start, period_end
),

heard as (
    select source, measure, count(*) as figures, sum(case when reports > 1 then 1 else 0 end) as reported_again
    from figure
    group by source, measure
),

changed as (
    select
        source,
        measure,
        sum(case when kind = 'revision' then 1 else 0 end) as revised,
        sum(case when kind = 'rounding' then 1 else 0 end) as rounded,
        count(case when kind = 'revision' then relative end) as measured,
        quantile_cont(case when kind = 'revision' then abs(relative) end, 0.5) as median_change,
        quantile_cont(case when kind = 'revision' then abs(relative) end, 0.8) as most_change,
        avg(case when kind = 'revision' then case when difference > 0 then 1.0 else 0.0 end end) as share_up
    from curated.revision
    group by source, measure
)

select
    h.source,
    h.measure,
    h.figures,
    h.reported_again,
    coalesce(c.revised, 0) as revised,
    coalesce(c.rounded, 0) as rounded,
    -- from five corrections on a middle says something
    case when c.measured >= 5 then c.median_change end as median_change,
    case when c.measured >= 5 then c.most_change end as most_change,
    case when c.measured >= 5 then c.share_up end as share_up
from heard as h
left join changed as c
    on h.source = c.source and h.measure = c.measure
