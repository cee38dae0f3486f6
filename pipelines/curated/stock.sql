-- One row per month, municipality of the Kreis and legal group: people counted, or the word that none were.
with reports as (
    select
        ags,
        case
            when measure like 'fluag_stock%' then 'fluag'
            when measure = 'wsa_stock' then 'wohnsitz'
            when measure = 'asylblg_recipients' then 'asylblg_other'
        end as legal_group,
        measure like '%_avg' as is_mean,
        value,
        period_start,
        period_end,
        is_approximate,
        note,
        source,
        receipt_id,
        line
    from clean.allocation_report
    where measure in ('fluag_stock', 'fluag_stock_avg', 'wsa_stock', 'asylblg_recipients')

    union all

    select
        ags,
        'asylblg_other' as legal_group,
        false as is_mean,
        cast(recipients as double) as value,
        as_of as period_start,
        as_of as period_end,
        false as is_approximate,
        note,
        source,
        receipt_id,
        line
    from clean.asylblg_recipients
),

dated as (
    select
        *,
        -- the mean of a quarter stands for the turn that ends it: Q4 2017 is the stock at 1 January 2018
        cast(
            date_trunc('month', case when is_mean then period_end + interval 1 day else period_end end) as date
        ) as month
    from reports
    where value is not null
),

chosen as (
    select *
    from dated
    -- a count on a day says more than a mean, a stated figure more than an approximate one, the later more than the earlier
    qualify row_number() over (
        partition by month, ags, legal_group
        order by is_mean, is_approximate, period_end desc, source, receipt_id, line
    ) = 1
),

legal_group as (
    select 'fluag' as legal_group
    union all
    select 'wohnsitz' as legal_group
    union all
    select 'asylblg_other' as legal_group
),

last_month as (
    select max(month) as month
    from chosen
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
    where m.in_kreis and c.month <= l.month
)

select
    s.month,
    s.ags,
    s.legal_group,
    c.value as persons_low,
    c.value as persons,
    c.value as persons_high,
    case when c.value is null then 'missing' else 'reported' end as basis,
    coalesce(c.is_approximate, false) as is_approximate,
    coalesce(c.is_mean, false) as is_mean,
    c.period_start,
    c.period_end,
    c.note,
    c.source,
    c.receipt_id,
    c.line
from spine as s
left join chosen as c
    on s.month = c.month and s.ags = c.ags and s.legal_group = c.legal_group
