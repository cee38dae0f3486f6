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
# Shares are exact in whole units; a millionth of a place is far below what any figure shows.
UNITS = 1_000_000


@dataclass(frozen=True)
class Case:
    """Need of one month and category by municipality, and the offers that may serve it."""

    month: pd.Timestamp
    category: str
    ags: list[str]
    need: dict[str, list[float]]
    offers: pd.DataFrame

    def share(self, bound: str) -> Sharing:
        """Fair shares of the places against the need of that bound (`need_low`, `need`, `need_high`)."""
        row = {ags: place for place, ags in enumerate(self.ags)}
        return fair_share(
            [in_units(value) for value in self.need[bound]],
            [in_units(value) for value in self.offers["places"]],
            [[row[ags] for ags in area] for area in self.offers["area"]],
            seat=[row.get(ags) for ags in self.offers["seat"]],
            label=self.ags,
        )


def in_units(value: float) -> int:
    """A number of places as whole millionths."""
    return round(value * UNITS)


def cases(con: duckdb.DuckDBPyConnection) -> Iterator[Case]:
    """Every month and category in which places are shared and somebody's need is known.

    Who has not reported people or offers takes no part: neither claim nor gift is known.
    """
    needs = con.execute(
        """select n.month, n.category, n.ags, n.need_low, n.need, n.need_high
           from curated.need as n
           inner join curated.category as c on n.category = c.category
           inner join curated.supply as s on n.month = s.month and n.ags = s.ags and n.category = s.category
           where n.mode = 'gap' and c.sharing_rule in ('area', 'district')
               and n.need is not null and s.capacity is not null
           order by n.month, n.category, n.ags"""
    ).df()
    offers = con.execute(
        """select r.month, r.category, r.offer_id, o.ags as seat, o.capacity * f.supply_factor as places,
                  o.is_synthetic,
                  list(a.ags order by a.ags) as area
           from curated.running_offer as r
           inner join curated.offer as o on r.offer_id = o.offer_id
           inner join curated.offer_area as a on r.offer_id = a.offer_id
           inner join curated.need as n on r.month = n.month and r.category = n.category and a.ags = n.ags
           inner join curated.supply as here on n.month = here.month and n.ags = here.ags and n.category = here.category
           inner join curated.need_factor as f on r.category = f.category
               and r.month >= f.valid_from and (f.valid_to is null or r.month <= f.valid_to)
           left join curated.supply as s on r.month = s.month and o.ags = s.ags and r.category = s.category
           where o.counts_as_supply and o.capacity is not null and n.mode = 'gap' and n.need is not null
               and here.capacity is not null and coalesce(s.basis, 'reported') <> 'missing'
           group by all order by r.month, r.category, r.offer_id"""
    ).df()
    by_case = dict(list(offers.groupby(["month", "category"])))
    for (month, category), rows in needs.groupby(["month", "category"]):
        bounds = {name: rows[name].tolist() for name in ("need_low", "need", "need_high")}
        serving = by_case.get((month, category), offers.iloc[:0])
        yield Case(month, str(category), rows["ags"].tolist(), bounds, serving)


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per month, offer and municipality that gets places of it."""
    parts = []
    for case in cases(con):
        flow = case.share("need").flow
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
    names = ["month", "category", "offer_id", "ags", "places", "is_synthetic"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
