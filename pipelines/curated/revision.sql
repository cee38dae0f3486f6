-- One row per figure of which different values became known on different days: the first and the last of them.
with heard as (
    select *
    from clean.reported_vintage
    -- what came twice on one day is one report: the last word of that day
    qualify row_number() over (
        partition by source, measure, variant, area, period_start, period_end, known_on
        order by received_at desc, receipt_id desc, line desc
    ) = 1
),

figure as (
    select
        source,
        measure,
        variant,
        area,
        period_start,
        period_end,
        count(*) as reports,
        count(distinct value) as different,
        min(known_on) as first_known_on,
        max(known_on) as last_known_on
    from heard
    group by source, measure, variant, area, period_start, period_end
),

pair as (
    select
        f.*,
        a.value as first_value,
        a.slack as first_slack,
        a.receipt_id as first_receipt_id,
        a.line as first_line,
        b.value as last_value,
        b.slack as last_slack,
        b.receipt_id as receipt_id,
        b.line as line
    from figure as f
    inner join heard as a
        on f.source = a.source and f.measure = a.measure and f.variant = a.variant and f.area = a.area
        and f.period_start = a.period_start and f.period_end = a.period_end and f.first_known_on = a.known_on
    inner join heard as b
        on f.source = b.source and f.measure = b.measure and f.variant = b.variant and f.area = b.area
        and f.period_start = b.period_start and f.period_end = b.period_end and f.last_known_on = b.known_on
    where f.different > 1
),

-- Parts that are rounded each for itself and then added do not make the total that is rounded once.
total as (
    select
        p.source,
        p.measure,
        p.variant,
        p.area,
        p.period_start,
        p.period_end,
        r.receipt_id,
        sum(r.value) as value,
        sum(r.slack) as slack
    from pair as p
    inner join clean.reported_vintage as r
        on p.source = r.source and p.measure = r.measure and p.variant = r.variant
        and p.period_start = r.period_start and p.period_end = r.period_end
        and r.receipt_id in (p.first_receipt_id, p.receipt_id)
        and length(r.area) = 8 and length(p.area) < 8 and left(r.area, length(p.area)) = p.area
    group by p.source, p.measure, p.variant, p.area, p.period_start, p.period_end, r.receipt_id
),

added as (
    select
        p.source,
        p.measure,
        p.variant,
        p.area,
        p.period_start,
        p.period_end,
        max(t.slack) as slack
    from pair as p
    inner join total as t
        on p.source = t.source and p.measure = t.measure and p.variant = t.variant and p.area = t.area
        and p.period_start = t.period_start and p.period_end = t.period_end
        and (
            (t.receipt_id = p.first_receipt_id and t.value = p.first_value)
            or (t.receipt_id = p.receipt_id and t.value = p.last_value)
        )
    group by p.source, p.measure, p.variant, p.area, p.period_start, p.period_end
)

select
    p.source,
    p.measure,
    p.variant,
    p.area,
    p.period_start,
    p.period_end,
    p.reports,
    p.first_value,
    p.last_value,
    p.first_known_on,
    p.last_known_on,
    p.last_value - p.first_value as difference,
    (p.last_value - p.first_value) / nullif(abs(p.first_value), 0) as relative,
    case
        when p.last_value = p.first_value then 'withdrawn'
        when abs(p.last_value - p.first_value) <= p.first_slack + p.last_slack + coalesce(a.slack, 0) then 'rounding'
        else 'revision'
    end as kind,
    p.first_receipt_id,
    p.first_line,
    p.receipt_id,
    p.line
from pair as p
left join added as a
    on p.source = a.source and p.measure = a.measure and p.variant = a.variant and p.area = a.area
    and p.period_start = a.period_start and p.period_end = a.period_end
