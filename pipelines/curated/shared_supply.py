"""curated.shared_supply: what every municipality gets when places are shared, against low, default and high need.

The default comes from curated.shared_place; only the bounds are shared anew. How far unreported people and offers
reach is decided per connected area: municipalities that offers with declared areas tie together.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.curated.shared_place import READS as PLACES_READ
from pipelines.curated.shared_place import UNITS, Case, cases, in_units
from pipelines.planning.connected import connected_areas
from pipelines.planning.maximum_flow import Flags, Index
from pipelines.planning.numbers import Floats
from pipelines.planning.sharing import fair_served

READS = (*PLACES_READ, "curated.shared_place")
NAMES = [
    "month", "category", "ags", "served_low", "served", "served_high", "gives", "is_upper_bound", "is_lower_bound",
    "rests_on_estimate", "is_synthetic",
]  # fmt: skip


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per month, category and municipality that takes part in sharing."""
    shared, silent = _already_shared(con), _months_with_silence(con)
    parts = [_shared(case, shared, case.month in silent) for case in cases(con)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=NAMES)


def _already_shared(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """`served` and `gives` per month, category and ags, from the places of every offer."""
    return con.execute(
        """with side as (
               select p.month, p.category, p.ags, p.places as served, 0 as gives from curated.shared_place as p
               union all
               select p.month, p.category, o.ags, 0, p.places
               from curated.shared_place as p inner join curated.offer as o on p.offer_id = o.offer_id
               where p.ags <> o.ags
           )
           -- whole millionths as decimals, so that a sum is the same in whatever order it is taken
           select month, category, ags, cast(sum(cast(served as decimal(28, 6))) as double) as served,
                  cast(sum(cast(gives as decimal(28, 6))) as double) as gives
           from side group by all"""
    ).df().set_index(["month", "category", "ags"])  # fmt: skip


def _months_with_silence(con: duckdb.DuckDBPyConnection) -> set[pd.Timestamp]:
    """Months in which a municipality of the Kreis has not reported its offers."""
    return set(con.execute("select distinct month from curated.supply where basis = 'missing'").df()["month"])


def _shared(case: Case, shared: pd.DataFrame, is_silent: bool) -> pd.DataFrame:
    keys = pd.MultiIndex.from_product([[case.month], [case.category], case.ags])
    found = shared.reindex(keys).fillna(0.0)
    area = connected_areas(case.rows_of(case.offers), rows=len(case.ags))
    return pd.DataFrame(
        {
            "month": case.month,
            "category": case.category,
            "ags": case.ags,
            "served_low": _served(case, "need_low", area),
            "served": _exact(found["served"].to_numpy(), case.needs["need"].to_numpy()),
            "served_high": _served(case, "need_high", area),
            "gives": found["gives"].to_numpy(),
            "is_upper_bound": _others_may_claim(case, area),
            "is_lower_bound": is_silent | _more_places_may_come(case),
            "rests_on_estimate": np.isin(area, area[case.needs["rests_on_estimate"].to_numpy(dtype=bool)]),
            # one invented offer among those shared may have moved every share
            "is_synthetic": bool(case.offers["is_synthetic"].any()),
        }
    )


def _served(case: Case, bound: str, area: Index) -> Floats:
    """NaN for everybody in a connected area where one municipality's bound, its claim on the places, is unknown."""
    need = case.needs[bound].to_numpy(dtype=float)
    is_open = np.isin(area, area[np.isnan(need)])
    wanted = np.where(is_open, 0.0, need)
    served = fair_served(
        [in_units(value) for value in wanted],
        [in_units(value) for value in case.offers["places"]],
        case.rows_of(case.offers),
    )
    return np.where(is_open, np.nan, _exact(served / UNITS, wanted))


def _exact(served: Floats, need: Floats) -> Floats:
    """Whoever gets all it needs in whole units gets it to the last digit; sums of parts are not that exact."""
    is_full = served * UNITS >= np.round(need * UNITS) * (1 - 1e-12)
    return np.where(is_full, need, np.minimum(served, need))


def _others_may_claim(case: Case, area: Index) -> Flags:
    """True where somebody else in the connected area may need places nobody knows of."""
    own = (case.needs["basis"] == "partial").to_numpy()
    first = np.array([rows[0] for rows in case.rows_of(case.offers)], dtype=np.intp)
    claimed = case.offers["is_claimed"].to_numpy(dtype=bool)
    claims = np.bincount(area, own, len(area)) + np.bincount(area[first], claimed, len(area))
    return claims[area] - own > 0


def _more_places_may_come(case: Case) -> Flags:
    """True where an offer whose places nobody knows may serve somebody in the connected area."""
    both = case.rows_of(pd.concat([case.offers, case.unknown]))
    area = connected_areas(both, rows=len(case.ags))
    hidden = np.array([rows[0] for rows in both[len(case.offers) :]], dtype=np.intp)
    return np.isin(area, area[hidden])
