"""curated.shared_supply: what every municipality gets when places are shared, against low, default and high need."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.curated.shared_place import READS as PLACES_READ
from pipelines.curated.shared_place import UNITS, Case, cases
from pipelines.planning.numbers import Floats
from pipelines.planning.sharing import gives

READS = PLACES_READ
NAMES = ["month", "category", "ags", "served_low", "served", "served_high", "gives", "is_synthetic"]


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per month, category and municipality that takes part in sharing."""
    parts = [_shared(case) for case in cases(con)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=NAMES)


def _shared(case: Case) -> pd.DataFrame:
    row = {ags: place for place, ags in enumerate(case.ags)}
    shared = case.share("need")
    seats = [row.get(ags) for ags in case.offers["seat"]]
    return pd.DataFrame(
        {
            "month": case.month,
            "category": case.category,
            "ags": case.ags,
            "served_low": _served(case, "need_low"),
            "served": _exact(shared.served, case.need["need"]),
            "served_high": _served(case, "need_high"),
            "gives": gives(shared.flow, seats, rows=len(case.ags)) / UNITS,
            # one invented offer among those shared may have moved every share
            "is_synthetic": bool(case.offers["is_synthetic"].any()),
        }
    )


def _served(case: Case, bound: str) -> Floats:
    """NaN for everybody when one municipality's bound is unknown: its claim on the places is unknown too."""
    if np.isnan(case.need[bound]).any():
        return np.full(len(case.ags), np.nan)
    return _exact(case.share(bound).served, case.need[bound])


def _exact(served: Floats, need: list[float]) -> Floats:
    """Back in places; whoever gets all it needs gets it to the last digit."""
    wanted = np.array(need)
    whole = np.round(wanted * UNITS)
    return np.where(served >= whole, wanted, served / UNITS)
