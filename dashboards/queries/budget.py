"""What the page Budget asks: gaps with their certain part, prices, ways, people."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame

# The certain part needs all that makes an answer certain; who has no figure has none of either.
_GAPS = """
select
    g.ags, m.name, g.category, c.name_{language} as category_name, c.sharing_rule, g.unit, g.is_protected,
    g.need_basis, g.supply_basis, g.rests_on_estimate, g.is_synthetic,
    g.need, g.shared_gap as gap,
    case when g.shared_gap is not null then coalesce(g.need_low, 0) end as need_low,
    case
        when g.shared_gap is null then null
        when g.answer <> 'certainly_short' then 0
        else g.gap_low
    end as gap_low,
    case when g.unit = 'fte' then 1 / nullif(f.value, 0) else 1 end as persons_per_unit
from curated.gap as g
inner join curated.municipality as m on g.ags = m.ags
inner join curated.category as c on g.category = c.category
left join curated.need_factor as f
    on g.category = f.category and g.month >= f.valid_from and (f.valid_to is null or g.month <= f.valid_to)
where g.month = $month
order by g.category, g.ags
"""

_PRICES = """
select
    u.category, c.name_{language} as category_name, c.sharing_rule, u.unit, u.value as place,
    u.opening_cost as opening, cast(u.min_group as double) as least, u.basis, u.year, u.source, u.note, u.is_own,
    parse_filename(u.file) as file, u.line
from curated.unit_cost as u
inner join curated.category as c on u.category = c.category
"""

_PEOPLE = """
select
    m.ags,
    m.name,
    -- a part of the people is not all of them: without one of the legal groups the sum is not known
    case when count(s.legal_group) = count(s.persons) then sum(s.persons) end as people
from curated.municipality as m
left join curated.stock as s on m.ags = s.ags and s.month = $month and s.legal_group in ('fluag', 'wohnsitz')
where m.in_kreis
group by m.ags, m.name
order by m.ags
"""

_LIMIT = """
select value from curated.parameter
where parameter = 'course_max_km' and $month >= valid_from and (valid_to is null or $month <= valid_to)
"""


def gaps(snapshot: str, month: date) -> pd.DataFrame:
    """One row per municipality and category with a gap: need and gap, both also at their certain least."""
    return frame(snapshot, _GAPS, month=month)


def prices(snapshot: str) -> pd.DataFrame:
    """One row per category with a gap: its price as the snapshot knows it, empty where nobody does."""
    return frame(snapshot, _PRICES)


def people(snapshot: str, month: date) -> pd.DataFrame:
    """ags, name and people of the Kreis, by ags: FlüAG and residence rule together, NaN unless both are known."""
    return frame(snapshot, _PEOPLE, month=month)


def ways(snapshot: str) -> pd.DataFrame:
    """ags_from, ags_to, road_km of every pair."""
    return frame(snapshot, "select ags_from, ags_to, road_km from curated.distance")


def max_km(snapshot: str, month: date) -> float | None:
    """How far people go to a course in that month, in kilometres by road; None where no rule is in force."""
    found = frame(snapshot, _LIMIT, month=month)["value"]
    return float(found.iloc[0]) if len(found) else None
