"""curated.course_group: are there enough people to open a course, and where would they meet?"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.grouping import course_groups
from pipelines.planning.numbers import Floats

READS = ("curated.gap", "curated.category", "curated.distance", "clean.parameter", "clean.travel_time")
LIMITS = {"minutes": "course_max_minutes", "km": "course_max_km"}


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per month, category with a minimum group and municipality whose unserved people are known."""
    unserved = con.execute(
        """select g.month, g.category, g.ags, g.shared_gap as people, c.min_group, g.is_synthetic
           from curated.gap as g inner join curated.category as c on g.category = c.category
           where c.min_group is not null and c.sharing_rule in ('area', 'district') and g.shared_gap is not null
           order by g.month, g.category, g.ags"""
    ).df()
    ways, measure = _ways(con)
    limit = _parameter(con, LIMITS[measure])
    parts = [_groups(rows, ways, measure, limit) for _, rows in unserved.groupby(["month", "category"])]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=NAMES)


NAMES = [
    "month", "category", "ags", "people", "meeting_ags", "way", "way_unit", "group_people", "min_group", "is_proven",
    "is_synthetic",
]  # fmt: skip


def _ways(con: duckdb.DuckDBPyConnection) -> tuple[pd.DataFrame, str]:
    """Ways between all pairs: the Kreis' own travel times where complete, else road kilometres."""
    pairs = con.execute(
        """select d.ags_from, d.ags_to, d.road_km, t.minutes from curated.distance as d
           left join clean.travel_time as t on d.ags_from = t.ags_from and d.ags_to = t.ags_to"""
    ).df()
    measure = "minutes" if len(pairs) and pairs["minutes"].notna().all() else "km"
    column = "minutes" if measure == "minutes" else "road_km"
    return pairs.pivot(index="ags_from", columns="ags_to", values=column), measure


def _parameter(con: duckdb.DuckDBPyConnection, name: str) -> float:
    return con.execute(
        "select value from clean.parameter where parameter = ? order by is_own desc, valid_from desc limit 1", [name]
    ).fetchone()[0]


def _groups(rows: pd.DataFrame, ways: pd.DataFrame, measure: str, limit: float) -> pd.DataFrame:
    ags = rows["ags"].tolist()
    distance = ways.reindex(index=ags, columns=ags).to_numpy(dtype=float, copy=True)
    np.fill_diagonal(distance, 0.0)
    minimum = float(rows["min_group"].iloc[0])
    found = course_groups(rows["people"].to_numpy(), distance, min_group=minimum, max_km=limit, label=ags)
    size: dict[int, float] = {group.place: group.people for group in found.groups}
    place = found.meets_at.tolist()
    return pd.DataFrame(
        {
            "month": rows["month"].to_numpy(),
            "category": rows["category"].to_numpy(),
            "ags": ags,
            "people": rows["people"].to_numpy(),
            "meeting_ags": [ags[at] if at >= 0 else None for at in place],
            "way": _way(distance, place),
            "way_unit": measure,
            "group_people": [size.get(at, np.nan) for at in place],
            "min_group": minimum,
            "is_proven": found.is_proven,
            "is_synthetic": rows["is_synthetic"].to_numpy(),
        }
    )


def _way(distance: Floats, place: list[int]) -> list[float]:
    return [distance[row, at] if at >= 0 else np.nan for row, at in enumerate(place)]
