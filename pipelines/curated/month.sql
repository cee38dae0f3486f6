-- One row per month of the time series: how many municipalities of the Kreis reported what.
with counted as (
    select
        month,
        ags,
        max(case when legal_group = 'fluag' and basis = 'reported' then 1 else 0 end) as fluag,
        max(case when legal_group = 'wohnsitz' and basis = 'reported' then 1 else 0 end) as wohnsitz,
        max(case when legal_group = 'asylblg_other' and basis = 'reported' then 1 else 0 end) as asylblg,
        max(case when legal_group = 'fluag' and is_mean then 1 else 0 end) as fluag_is_mean
    from curated.stock
    group by month, ags
),

totals as (
    select
        month,
        count(*) as municipalities,
        sum(fluag) as reported_fluag,
        sum(wohnsitz) as reported_wohnsitz,
        sum(fluag * wohnsitz) as reported_both,
        sum(asylblg) as reported_asylblg,
        sum(fluag_is_mean) as fluag_means
    from counted
    group by month
),

threshold as (
    select value as share
    from clean.parameter
    where parameter = 'min_municipalities_share'
    qualify row_number() over (order by is_own desc, valid_from desc) = 1
),

opening as (
    -- the latest month with enough full reports; failing that the latest with any, failing that the latest
    select t.month
    from totals as t
    cross join threshold as h
    qualify row_number() over (
        order by
            t.reported_both >= ceil(h.share * t.municipalities) desc,
            t.reported_fluag + t.reported_wohnsitz > 0 desc,
            t.month desc
    ) = 1
)

select
    t.month,
    t.municipalities,
    t.reported_fluag,
    t.reported_wohnsitz,
    t.reported_both,
    t.reported_asylblg,
    t.fluag_means,
    t.month = o.month as is_opening
from totals as t
cross join opening as o
