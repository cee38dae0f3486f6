-- One row per legal group, municipality and day: the count that stands for that day.
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
        is_doubtful,
        note,
        source,
        known_on,
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
        false as is_doubtful,
        note,
        source,
        known_on,
        receipt_id,
        line
    from clean.asylblg_recipients
),

dated as (
    select
        p.*,
        r.received_at,
        -- the mean of a quarter stands for the turn that ends it: Q4 2017 is the stock at 1 January 2018
        cast(case when p.is_mean then p.period_end + interval 1 day else p.period_end end as date) as as_of
    from reports as p
    inner join clean.receipt as r
        on p.receipt_id = r.receipt_id
    -- nobody counts people on a day to come: that is a slip of the pen, and a finding
    where p.value is not null and length(p.ags) = 8 and p.period_end <= cast(r.received_at as date)
),

chosen as (
    select *
    from dated
    -- a count on a day says more than a mean, a stated figure more than an approximate one, the later more than the
    -- earlier, what became known last more than what it replaces
    qualify row_number() over (
        partition by as_of, ags, legal_group
        order by is_mean, is_approximate, period_end desc, known_on desc, received_at desc, source, receipt_id, line
    ) = 1
),

-- A mean, an approximate or a doubtful figure reaches as far as what was counted within two months of it.
span as (
    select
        c.as_of,
        c.ags,
        c.legal_group,
        min(d.value) as low,
        max(d.value) as high
    from chosen as c
    inner join dated as d
        on c.ags = d.ags
        and c.legal_group = d.legal_group
        and d.period_end >= c.period_end - interval 62 day
        and d.period_end <= c.period_end + interval 62 day
    where c.is_mean or c.is_approximate or c.is_doubtful
    group by c.as_of, c.ags, c.legal_group
)

select
    c.legal_group,
    c.ags,
    c.as_of,
    coalesce(p.low, c.value) as persons_low,
    c.value as persons,
    coalesce(p.high, c.value) as persons_high,
    c.is_mean,
    c.is_approximate,
    c.period_start,
    c.period_end,
    -- counted and shown; in the public file a count may be withheld
    false as is_protected,
    c.note,
    c.source,
    c.receipt_id,
    c.line
from chosen as c
left join span as p
    on c.as_of = p.as_of and c.ags = p.ags and c.legal_group = p.legal_group
