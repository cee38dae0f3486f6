"""What a snapshot knows of the month a scenario is about: what it may change, and what stands against it."""

from __future__ import annotations

from datetime import date

import duckdb

from pipelines.planning.scenario_checks import Known, KnownOffer, KnownRatio

_COUNTED = """
select m.ags, s.legal_group, s.persons
from curated.municipality as m
left join curated.stock as s on m.ags = s.ags and s.month = $month and s.legal_group <> 'asylblg_other'
where m.in_kreis
order by m.ags, s.legal_group
"""

_OFFERS = """
select o.offer_id, o.name, o.category, o.ags, o.capacity, coalesce(o.capacity_unit, '')
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
where r.month = $month
order by o.offer_id
"""

_RATIOS = """
select q.category, q.ratio, q.value, q.role, coalesce(q.unit, '')
from curated.need_ratio as q
inner join curated.category as c on q.category = c.category
where q.role <> 'context' and c.gap_mode = 'gap' and q.value is not null
    and $month >= q.valid_from and (q.valid_to is null or $month <= q.valid_to)
order by q.category, q.ratio
"""

_CATEGORIES = """
select category, name_{language}, supply_unit from curated.category where gap_mode = 'gap' order by name_{language}
"""


def known_in(con: duckdb.DuckDBPyConnection, month: str, language: str = "de") -> Known:
    """What is known of a month (`2018-01`; where there is none, of the month pages open with)."""
    months = con.execute("select strftime(month, '%Y-%m'), is_opening from curated.month").fetchall()
    there = {name for name, _ in months}
    shown = month if month in there else next(name for name, is_opening in months if is_opening)
    day = {"month": date.fromisoformat(f"{shown}-01")}
    counted: dict[str, dict[str, float | None]] = {}
    for ags, group, persons in con.execute(_COUNTED, day).fetchall():
        counted.setdefault(ags, {}).update({group: persons} if group else {})
    places = con.execute("select ags, name from curated.municipality where in_kreis order by ags").fetchall()
    named = con.execute(_CATEGORIES.format(language=language)).fetchall()
    offers = con.execute(_OFFERS, day).fetchall()
    ratios = con.execute(_RATIOS, day).fetchall()
    return Known(
        month=shown,
        months=frozenset(there),
        places=dict(places),
        counted=counted,
        offers={offer: KnownOffer(*told) for offer, *told in offers},
        categories={category: name for category, name, _ in named},
        ratios={(category, ratio): KnownRatio(*told) for category, ratio, *told in ratios},
        units={category: unit for category, _, unit in named},
    )
