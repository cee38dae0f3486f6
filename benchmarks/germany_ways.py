"""One DuckDB statement to the same gap, written for speed alone, and what all rivals are given beforehand.

All get what follows from month, category and pattern of reports (`rule`, with the sparse own age counts) and the months
in which offers run (`held`) for nothing.
"""

from __future__ import annotations

import duckdb

FIGURES = "need_low, need, need_high, local_supply, shared_supply, local_gap, shared_gap, surplus, coverage"
WORDS = "unit, coverage_class, answer, need_basis, supply_basis, rests_on_estimate, uses_own_values, is_synthetic"
KEY = "month, ags, category"
FEW = "need_low, need, need_high, local_supply, local_gap, coverage"

# Right × share of age per scheme, factor and basis for every pattern of reports; '' stands for a scheme that is not yet.
RULE = """create table rule as
with basis as (select b.* from (values (''), ('missing'), ('estimated'), ('reported')) as b (basis)),
age as (
    select m.month, c.category, coalesce(a.low, 1) as low, coalesce(a.value, 1) as value, coalesce(a.high, 1) as high
    from curated.month as m cross join curated.category as c
    left join curated.age_share as a
        on c.age_max is not null and a.age_from = c.age_min and m.month between a.valid_from and coalesce(a.valid_to, m.month)),
access as (
    select m.month, r.category, r.legal_group, r.low, r.value, r.high, r.is_own from curated.month as m
    inner join curated.access_right as r on m.month between r.valid_from and coalesce(r.valid_to, m.month)),
own as (
    select p.month, p.ags, c.category,
        max(p.persons / s.persons) filter (p.legal_group = 'fluag') as f,
        max(p.persons / s.persons) filter (p.legal_group = 'wohnsitz') as w
    from curated.persons as p inner join curated.stock as s using (month, ags, legal_group)
    inner join curated.age_share as a using (age_band)
    inner join curated.category as c on c.age_max is not null and a.age_from = c.age_min
    where p.age_basis = 'reported' and s.persons > 0 group by all),
place as (select distinct month, ags from own union all select month, '' from curated.month),
pattern as (
    select f.month, f.category, x.basis as f_basis, y.basis as w_basis,
        case when x.basis <> '' then 1 else 0 end as f_on, case when y.basis <> '' then 1 else 0 end as w_on,
        case when x.basis in ('estimated', 'reported') then 1 else 0 end as f_in,
        case when y.basis in ('estimated', 'reported') then 1 else 0 end as w_in,
        f.low as f_low, f.value as f_value, f.high as f_high, w.low as w_low, w.value as w_value, w.high as w_high,
        (x.basis <> '' and f.is_own) or (y.basis <> '' and w.is_own) as own_rights
    from access as f inner join access as w
        on f.month = w.month and f.category = w.category and f.legal_group = 'fluag' and w.legal_group = 'wohnsitz'
    cross join basis as x cross join basis as y),
based as (
    select *, case
        when f_in + w_in = 0 then 'missing'
        when greatest(f_on * f_high, w_on * w_high) = 0 then 'reported'
        when greatest(f_in * f_high, w_in * w_high) = 0 then 'missing'
        when greatest(f_on * f_value, w_on * w_value) > 0 and greatest(f_in * f_value, w_in * w_value) = 0 then 'missing'
        when greatest((f_on - f_in) * f_high, (w_on - w_in) * w_high) > 0 then 'partial'
        when (f_basis = 'estimated' and f_high > 0) or (w_basis = 'estimated' and w_high > 0) then 'estimated'
        else 'reported' end as need_basis
    from pattern)
select b.month, p.ags as own_ags, b.f_basis, b.w_basis, b.category, c.need_unit as unit, b.need_basis,
    case when b.need_basis <> 'missing' then b.f_low * coalesce(o.f, a.low) end as fl,
    case when b.need_basis <> 'missing' then b.f_value * coalesce(o.f, a.value) end as fv,
    case when b.need_basis not in ('missing', 'partial') then b.f_high * coalesce(o.f, a.high) end as fh,
    b.w_low * coalesce(o.w, a.low) as wl, b.w_value * coalesce(o.w, a.value) as wv,
    b.w_high * coalesce(o.w, a.high) as wh, q.low as ql, q.value as qv, q.high as qh, b.own_rights or q.is_own as uses_own_values, q.supply_factor,
    (b.f_basis = 'estimated' and b.f_high > 0) or (b.w_basis = 'estimated' and b.w_high > 0) as rests_on_estimate
from based as b
inner join place as p on b.month = p.month
inner join curated.category as c on b.category = c.category
inner join age as a on b.month = a.month and b.category = a.category
inner join curated.need_factor as q on b.category = q.category and b.month between q.valid_from and coalesce(q.valid_to, b.month)
left join own as o on b.month = o.month and p.ags = o.ags and b.category = o.category"""

PEOPLE = """select s.month, s.ags, coalesce(max(o.own_ags), '') as own_ags,
    coalesce(max(s.basis) filter (s.legal_group = 'fluag'), '') as f_basis,
    coalesce(max(s.basis) filter (s.legal_group = 'wohnsitz'), '') as w_basis,
    coalesce(max(s.persons_low) filter (s.legal_group = 'fluag'), 0) as f_low,
    coalesce(max(s.persons) filter (s.legal_group = 'fluag'), 0) as f,
    coalesce(max(s.persons_high) filter (s.legal_group = 'fluag'), 0) as f_high,
    coalesce(max(s.persons_low) filter (s.legal_group = 'wohnsitz'), 0) as w_low,
    coalesce(max(s.persons) filter (s.legal_group = 'wohnsitz'), 0) as w,
    coalesce(max(s.persons_high) filter (s.legal_group = 'wohnsitz'), 0) as w_high
from curated.stock as s
left join (select distinct month, own_ags from rule where own_ags <> '') as o on s.month = o.month and s.ags = o.own_ags
where s.legal_group <> 'asylblg_other' group by s.month, s.ags"""

# One row per offer or reported time: months 0 … 119 in which it runs, and what it adds there.
HELD = """create table held as
with span as (
    select o.ags, o.category, o.valid_from as first, case when o.status = 'ended' and o.valid_to is null then o.as_of else o.valid_to end as last,
        case when o.counts_as_supply then coalesce(o.capacity, 0) else 0 end as capacity,
        case when o.counts_as_supply and o.capacity is null or not o.counts_as_supply and o.capacity_unit <> c.capacity_unit then 1 else 0 end as lacking,
        cast(o.is_synthetic as integer) as synthetic, 0 as reports
    from curated.offer as o inner join curated.category as c using (category) where o.status in ('running', 'ended')
    union all
    select r.ags, c.category, r.covers_from, r.covers_to, 0, 0, cast(r.is_synthetic as integer), 1
    from clean.inventory_report as r cross join curated.category as c
    union all
    select ags, category, date '2015-01-01', null, 0, 0, 0, 0 from curated.municipality cross join curated.category),
numbered as (
    select *, greatest(datediff('month', date '2015-01-01', first) + cast(day(first) > 1 as integer), 0) as since,
        coalesce(least(datediff('month', date '2015-01-01', last) + 1, {months}), {months}) as until
    from span)
select ags, category, cast(since as integer) as since, cast(until as integer) as until, capacity, lacking, synthetic, reports
from numbered where since < until"""

BARE = """
with change as (
    select ags, category, since as no, capacity, lacking, synthetic, reports from held
    union all
    select ags, category, until, -capacity, -lacking, -synthetic, -reports from held where until < {months}),
stretch as (
    select ags, category, no, coalesce(lead(no) over line, {months}) as until, sum(sum(capacity)) over line as capacity,
        sum(sum(lacking)) over line as lacking, sum(sum(synthetic)) over line as synthetic, sum(sum(reports)) over line as reports
    from change group by ags, category, no window line as (partition by ags, category order by no)),
people as ({people}),
dense as (
    select *, cast(date '2015-01-01' + to_months(cast(month_no as integer)) as date) as month
    from (select *, unnest(range(no, until)) as month_no from stretch)),
joined as (
    select d.month, d.ags, r.category, r.unit, (p.f_low * r.fl + p.w_low * r.wl) * r.ql as need_low, (p.f * r.fv + p.w * r.wv) * r.qv as need,
        (p.f_high * r.fh + p.w_high * r.wh) * r.qh as need_high, case when d.reports > 0 then d.capacity * r.supply_factor end as local_supply,
        r.need_basis, case when d.reports = 0 then 'missing' when d.lacking > 0 then 'partial' else 'reported' end as supply_basis,
        r.uses_own_values, r.rests_on_estimate, d.synthetic > 0 as is_synthetic
    from dense as d inner join people as p on d.month = p.month and d.ags = p.ags
    inner join rule as r on p.month = r.month and p.own_ags = r.own_ags and p.f_basis = r.f_basis and p.w_basis = r.w_basis
        and d.category = r.category),
measured as (
    select *, case when need + local_supply is not null then least(local_supply, need) end as shared_supply,
        case when need - local_supply is not null then greatest(need - local_supply, 0) end as local_gap,
        case when need > 0 and need_basis in ('reported', 'estimated') and supply_basis = 'reported'
            then least(local_supply, need) / need end as coverage
    from joined)
"""
LEAN = f"select {KEY}, {FEW} from measured"
FULL = f"""select {KEY}, need_low, need, need_high, local_supply, shared_supply, local_gap, local_gap as shared_gap,
    case when need_basis <> 'partial' and need - local_supply is not null then greatest(local_supply - need, 0) end as surplus, coverage, unit,
    case when need_basis = 'missing' or supply_basis = 'missing' then 'no_figure'
        when need_basis = 'partial' or supply_basis = 'partial' then 'minimum' when need = 0 then 'no_need' when coverage >= 1 then 'full'
        when coverage >= 0.75 then '75_100' when coverage >= 0.5 then '50_75' when coverage >= 0.25 then '25_50' else 'under_25' end as coverage_class,
    case when need_basis = 'missing' or supply_basis = 'missing' then 'no_figure'
        when rests_on_estimate then 'open'
        when local_supply < need_low and supply_basis = 'reported' then 'certainly_short'
        when local_supply >= need_high then 'certainly_enough' else 'open' end as answer,
    need_basis, supply_basis, rests_on_estimate, uses_own_values, is_synthetic from measured"""


def bare(con: duckdb.DuckDBPyConnection, months: int, *, lean: bool) -> None:
    """Creates table `result`; lean: only need with its bounds, supply, gap and coverage."""
    con.execute(f"create table result as {BARE.format(months=months, people=PEOPLE)} {LEAN if lean else FULL}")
