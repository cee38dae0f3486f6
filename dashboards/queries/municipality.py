"""What the page Gemeinde asks."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame, in_words
from dashboards.queries.withheld import ANSWER, COVERAGE_CLASS, STOCK_BASIS
from dashboards.text import t

_STOCK = f"""
select s.legal_group, s.persons_low, s.persons, s.persons_high, {STOCK_BASIS}, s.is_mean, s.is_approximate,
    s.period_start, s.period_end, s.note, s.source, r.file, s.line
from curated.stock as s
left join curated.receipt as r on s.receipt_id = r.receipt_id
where s.month = $month and s.ags = $ags
"""

_AGES = """
select age_band, sum(persons_low) as persons_low, sum(persons) as persons, sum(persons_high) as persons_high,
    bool_or(age_basis <> 'reported') as is_estimated, bool_or(basis = 'estimated') as stock_is_estimated
from curated.persons
where month = $month and ags = $ags and legal_group in ('fluag', 'wohnsitz') and persons is not null
group by age_band
"""

_OBLIGATIONS = """
select o.*, r.file
from curated.obligation as o
left join curated.receipt as r on o.receipt_id = r.receipt_id
where o.ags = $ags
order by o.scheme, o.as_of
"""

_STOCKS = f"""
-- an estimate names the period of the last count, but is one of its month
select case when s.basis = 'estimated' then month else coalesce(period_end, month) end as as_of, legal_group,
    {STOCK_BASIS}, s.is_protected, persons_low, persons, persons_high, is_mean, is_approximate, r.file, s.line
from curated.stock as s
left join curated.receipt as r on s.receipt_id = r.receipt_id
where ags = $ags and (persons is not null or s.is_protected)
order by legal_group, as_of
"""

_GAPS = f"""
select
    g.category, c.name_{{language}} as category_name, c.sharing_rule in ('area', 'district') as is_shared, g.unit,
    g.need_low, g.need, g.need_high, g.local_supply, g.shared_supply, g.local_gap, g.shared_gap, g.gives, g.surplus,
    g.coverage, {COVERAGE_CLASS}, {ANSWER}, g.need_basis, g.supply_basis, g.shared_is_upper_bound, g.uses_own_values,
    g.is_protected,
    s.offers, s.offers_without_capacity
from curated.gap as g
inner join curated.category as c on g.category = c.category
inner join curated.supply as s on g.month = s.month and g.ags = s.ags and g.category = s.category
where g.month = $month and g.ags = $ags
"""

_SCENARIOS = """
select
    s.category, c.name_{language} as category_name, s.unit, s.need, s.local_supply, s.gap,
    string_agg(r.source || ', ' || r.file || $line || r.line, '; ' order by r.ratio) as source
from curated.scenario_gap as s
inner join curated.category as c on s.category = c.category
left join curated.need_ratio as r
    on s.category = r.category and r.role <> 'context'
    and $month >= r.valid_from and (r.valid_to is null or $month <= r.valid_to)
where s.month = $month and s.ags = $ags
group by all
order by c.name_{language}
"""

# The inventory says so itself; no word of a name is interpreted.
_NEWCOMERS = """
select
    count(*) as offers, count(*) filter (o.capacity is null) as without_capacity, sum(o.capacity) as places
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
where r.month = $month and r.ags = $ags and r.category = 'SCH' and o.counts_as_supply and o.target = 'newcomers'
"""

_OFFERS = """
with merged as (
    select same_as as offer_id, string_agg(offer_id || ', ' || provider, '; ' order by offer_id) as others
    from curated.offer where same_as is not null group by same_as
)
select
    o.offer_id, o.name, o.category, c.name_{language} as category_name,
    o.provider || coalesce(' (= ' || d.others || ')', '') as provider,
    o.provider_kind, o.capacity, o.capacity_unit,
    o.counts_as_supply, o.occupied, o.waiting, m.name as seat, a.is_seat, o.valid_to, o.funded_until, o.funding,
    coalesce(least(o.valid_to, o.funded_until), o.valid_to, o.funded_until) as ends_on,
    o.as_of, o.freshness, t.file, o.line
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
inner join curated.offer_area as a on r.offer_id = a.offer_id and a.ags = $ags
inner join curated.category as c on o.category = c.category
inner join curated.municipality as m on o.ags = m.ags
left join curated.receipt as t on o.receipt_id = t.receipt_id
left join merged as d on o.offer_id = d.offer_id
where r.month = $month
order by ends_on nulls last, c.name_{language}, o.name
"""

_PRESENCE = """
select c.category, c.name_{language} as category_name, coalesce(sum(p.offers), 0)::bigint as offers,
    coalesce(sum(p.offers_here), 0)::bigint as offers_here
from curated.category as c
left join curated.presence as p on c.category = p.category and p.month = $month and p.ags = $ags
where c.gap_mode = 'presence'
group by c.category, c.name_{language}
order by c.name_{language}
"""

_BREAKS = """
select series, valid_from, word, meaning, source, file, line
from curated.series_break
order by valid_from
"""

_PEOPLE = """
select m.ags, m.name, sum(s.persons) as people, coalesce(bool_or(s.is_protected), false) as is_protected
from curated.municipality as m
left join curated.stock as s
    on m.ags = s.ags and s.month = $month and s.legal_group in ('fluag', 'wohnsitz')
    and (s.basis = 'reported' or s.is_protected)
where m.in_kreis
group by m.ags, m.name
order by strip_accents(m.name)
"""

_FINDINGS = """
with lines as (
    select r.file, s.line, '' as about from curated.stock as s
    inner join curated.receipt as r on s.receipt_id = r.receipt_id where s.ags = $ags
    union
    select r.file, o.line, o.name from curated.offer as o
    inner join curated.receipt as r on o.receipt_id = r.receipt_id where o.ags = $ags
)
select f.*, l.about from curated.finding as f
inner join lines as l on f.file = l.file and f.line = l.line
order by f.source, f.line
"""


def stock(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """Persons per legal group with basis, period and source; index legal_group; empty persons: missing.

    basis `protected`: counted, but withheld. basis `estimated`: no count of the month; the period is
    that of the last one.
    """
    return frame(snapshot, _STOCK, month=month, ags=ags).set_index("legal_group")


def counted_groups(stock: pd.DataFrame) -> list[str]:
    """The legal groups of `stock` whose people add up; before § 12a AufenthG there is only one."""
    return [group for group in ("fluag", "wohnsitz") if group in stock.index]


def ages(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """Persons per age band with bounds, over the legal groups that were reported; `is_estimated`: the split is."""
    return frame(snapshot, _AGES, month=month, ags=ags)


def age_shares(snapshot: str, month: date) -> pd.DataFrame:
    """The shares of the age bands that hold in a month, with source, file and line; a Kreis' own row wins."""
    sql = """select * from curated.age_share
             where $month >= valid_from and (valid_to is null or $month <= valid_to)
             qualify row_number() over (partition by age_band order by is_own desc) = 1
             order by age_from"""
    return frame(snapshot, sql, month=month)


def obligations(snapshot: str, ags: str) -> pd.DataFrame:
    """Obligations of both schemes on all days known."""
    return frame(snapshot, _OBLIGATIONS, ags=ags)


def stocks(snapshot: str, ags: str) -> pd.DataFrame:
    """All counts ever reported, on the last day of their period, and the estimates of the months after.

    `is_protected`: withheld, without a number.
    """
    return frame(snapshot, _STOCKS, ags=ags)


def gaps(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """One row per gap category: need, places at home and shared, both gaps, answer."""
    return frame(snapshot, _GAPS, month=month, ags=ags)


def scenarios(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """What a single weak source would mean here; never counted. `source`: the ratios with file and line."""
    return frame(snapshot, _SCENARIOS, month=month, ags=ags, line=t("common.line"))


def newcomers(snapshot: str, month: date, ags: str) -> pd.Series:
    """School offers at this seat declared to be for newcomers: `offers`, `places`, `without_capacity`."""
    return frame(snapshot, _NEWCOMERS, month=month, ags=ags).iloc[0]


def breaks(snapshot: str) -> pd.DataFrame:
    """Days from which a series is counted or computed differently, oldest first."""
    return in_words(frame(snapshot, _BREAKS), "word", "meaning")


def offers(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """Offers that run in that month and serve the municipality, those that end first on top."""
    return frame(snapshot, _OFFERS, month=month, ags=ags)


def presence(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """Offers per category without a need figure."""
    return frame(snapshot, _PRESENCE, month=month, ags=ags)


def people(snapshot: str, month: date) -> pd.DataFrame:
    """Persons counted per municipality, by name; `is_protected`: a count that belongs to them is withheld."""
    return frame(snapshot, _PEOPLE, month=month)


def findings(snapshot: str, ags: str) -> pd.DataFrame:
    """Findings about rows of this municipality."""
    return in_words(frame(snapshot, _FINDINGS, ags=ags), "reason", "action")
