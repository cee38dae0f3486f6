-- One row per month, municipality of the Kreis and legal group: people counted or estimated, or the word that none were.
with counted as (
    select *, cast(date_trunc('month', as_of) as date) as month
    from curated.reported_stock
    -- a count on a day says more than a mean, a stated figure more than an approximate one, the later more
    qualify row_number() over (
        partition by date_trunc('month', as_of), ags, legal_group
        order by is_mean, is_approximate, period_end desc
    ) = 1
),

legal_group as (
    select 'fluag' as legal_group, date '1900-01-01' as since
    union all
    -- a scheme that does not exist yet leaves no report unmade
    select 'wohnsitz' as legal_group, min(valid_from) as since
    from clean.parameter
    where parameter = 'wohnsitz_population_weight'
    union all
    select 'asylblg_other' as legal_group, date '1900-01-01' as since
),

last_month as (
    select max(month) as month
    from counted
),

spine as (
    select
        c.month,
        m.ags,
        g.legal_group
    from clean.calendar as c
    cross join last_month as l
    cross join curated.municipality as m
    cross join legal_group as g
    where m.in_kreis and c.month <= l.month and c.month >= g.since
)

select
    s.month,
    s.ags,
    s.legal_group,
    coalesce(c.persons_low, e.persons_low) as persons_low,
    coalesce(c.persons, e.persons) as persons,
    coalesce(c.persons_high, e.persons_high) as persons_high,
    case when c.persons is not null then 'reported' when e.persons is not null then 'estimated' else 'missing' end as basis,
    coalesce(c.is_approximate, false) as is_approximate,
    coalesce(c.is_mean, false) as is_mean,
    coalesce(c.is_protected, false) as is_protected,
    coalesce(c.period_start, e.period_start) as period_start,
    coalesce(c.period_end, e.period_end) as period_end,
    c.note,
    coalesce(c.source, e.source) as source,
    coalesce(c.receipt_id, e.receipt_id) as receipt_id,
    coalesce(c.line, e.line) as line
from spine as s
left join counted as c
    on s.month = c.month and s.ags = c.ags and s.legal_group = c.legal_group
left join curated.stock_estimate as e
    on s.month = e.as_of and s.ags = e.ags and s.legal_group = e.legal_group
