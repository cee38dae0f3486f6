"""curated.shared_place: which offer's places go to whom when places are shared inside declared areas.

need and places of a month and category, in millionths ──planning.sharing──> places per offer and municipality
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.sharing import Sharing, fair_share

READS = (
    "curated.category",
    "curated.need",
    "curated.supply",
    "curated.running_offer",
    "curated.offer",
    "curated.offer_area",
    "curated.need_factor",
)
NAMES = ["month", "category", "offer_id", "ags", "places", "is_synthetic"]
# Shares are exact in whole units; a millionth of a place is far below what any figure shows.
UNITS = 1_000_000

# Who has not reported people or offers takes no part: neither claim nor gift is known.
_TAKES_PART = """
    select n.month, n.category, n.ags, n.need_low, n.need, n.need_high, n.basis, n.rests_on_estimate
    from curated.need as n
    inner join curated.category as c on n.category = c.category
    inner join curated.supply as s on n.month = s.month and n.ags = s.ags and n.category = s.category
    where n.mode = 'gap' and c.sharing_rule in ('area', 'district') and n.need is not null and s.capacity is not null
"""

# An offer as far as it serves those who take part. Who takes no part claims its places as well, unless nobody
# there can have a need: people or offers not reported, or a municipality of another Kreis.
_OFFERS = f"""
    with takes_part as ({_TAKES_PART})
    select
        r.month, r.category, r.offer_id, o.ags as seat, o.capacity * f.supply_factor as places, o.is_synthetic,
        list(a.ags order by a.ags) filter (t.ags is not null) as area,
        bool_or(t.ags is null and n.need_high is distinct from 0) as is_claimed,
        o.counts_as_supply and o.capacity is not null and s.basis is distinct from 'missing' as is_known
    from curated.running_offer as r
    inner join curated.offer as o on r.offer_id = o.offer_id
    inner join curated.category as c on r.category = c.category
    inner join curated.offer_area as a on r.offer_id = a.offer_id
    left join takes_part as t on r.month = t.month and r.category = t.category and a.ags = t.ags
    left join curated.need as n on r.month = n.month and r.category = n.category and a.ags = n.ags
    left join curated.supply as s on r.month = s.month and r.category = s.category and o.ags = s.ags
    left join curated.need_factor as f
        on r.category = f.category and r.month >= f.valid_from and (f.valid_to is null or r.month <= f.valid_to)
    -- another unit of the same category, as volunteers beside posts, holds no places; hours of a course hide theirs
    where o.counts_as_supply or o.capacity_unit <> c.capacity_unit
    group by all
    having count(t.ags) > 0
    order by r.month, r.category, r.offer_id
"""


@dataclass(frozen=True)
class Case:
    """Need of one month and category by municipality, and the offers that may serve it.

    needs: ags, need_low, need, need_high, basis, rests_on_estimate. offers: those with known places, more than
    none. unknown: those that run, but whose places nobody knows; both with offer_id, seat, area, is_claimed.
    """

    month: pd.Timestamp
    category: str
    needs: pd.DataFrame
    offers: pd.DataFrame
    unknown: pd.DataFrame

    @property
    def ags(self) -> list[str]:
        return self.needs["ags"].tolist()

    def rows_of(self, offers: pd.DataFrame) -> list[list[int]]:
        """The area of every offer as rows of needs."""
        row = {ags: place for place, ags in enumerate(self.ags)}
        return [[row[ags] for ags in area] for area in offers["area"]]

    def share(self) -> Sharing:
        """Fair shares of the places against the need, with the offers they come from."""
        row = {ags: place for place, ags in enumerate(self.ags)}
        return fair_share(
            [in_units(value) for value in self.needs["need"]],
            [in_units(value) for value in self.offers["places"]],
            self.rows_of(self.offers),
            seat=[row.get(ags) for ags in self.offers["seat"]],
            label=self.ags,
        )


def in_units(value: float) -> int:
    """A number of places as whole millionths."""
    return round(value * UNITS)


def cases(con: duckdb.DuckDBPyConnection) -> Iterator[Case]:
    """Every month and category in which places are shared and somebody's need is known."""
    needs = con.execute(f"{_TAKES_PART} order by n.month, n.category, n.ags").df()
    offers = con.execute(_OFFERS).df()
    by_case = dict(list(offers.groupby(["month", "category"])))
    for (month, category), rows in needs.groupby(["month", "category"]):
        serving = by_case.get((month, category), offers.iloc[:0])
        is_known = serving["is_known"].to_numpy(dtype=bool)
        has_places = (serving["places"] > 0).to_numpy(dtype=bool)
        yield Case(month, str(category), rows, serving[is_known & has_places], serving[~is_known])


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per month, offer and municipality that gets places of it."""
    parts = []
    for case in cases(con):
        flow = case.share().flow
        offers = case.offers["offer_id"].to_numpy()
        parts.append(
            pd.DataFrame(
                {
                    "month": case.month,
                    "category": case.category,
                    "offer_id": offers[flow.offer],
                    "ags": np.array(case.ags)[flow.row],
                    "places": flow.places / UNITS,
                    "is_synthetic": case.offers["is_synthetic"].to_numpy()[flow.offer],
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=NAMES)
