"""curated.need_factor: what one person with access needs and one unit of capacity supplies, by time."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.planning.need import Ratio, need_factor, supply_factor

READS = ("clean.category", "clean.need_ratio")


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per category with a ratio and stretch of time in which no ratio changes."""
    ratios = con.execute(
        """select r.category, r.role, r.low, r.value, r.high, r.demand_effect, r.valid_from, r.valid_to, r.is_own
           from clean.need_ratio as r inner join clean.category as c on r.category = c.category
           where r.role <> 'context' and c.gap_mode in ('gap', 'scenario')
           order by r.category, r.ratio, r.valid_from"""
    ).df()
    rows = [row for category, own in ratios.groupby("category") for row in _stretches(str(category), own)]
    return pd.DataFrame(rows)


def _stretches(category: str, ratios: pd.DataFrame) -> list[dict[str, object]]:
    starts = sorted(set(ratios["valid_from"]) | {day + pd.Timedelta(days=1) for day in ratios["valid_to"].dropna()})
    ends = [start - pd.Timedelta(days=1) for start in starts[1:]] + [pd.NaT]
    rows = []
    for start, end in zip(starts, ends, strict=True):
        valid = ratios[(ratios["valid_from"] <= start) & ~(ratios["valid_to"] < start)]
        if valid.empty:
            continue
        now = [Ratio(row.role, row.low, row.value, row.high, row.demand_effect) for row in valid.itertuples()]
        low, value, high = need_factor(now)
        rows.append(
            {
                "category": category,
                "valid_from": start.date(),
                "valid_to": None if end is pd.NaT else end.date(),
                "low": low,
                "value": value,
                "high": high,
                "supply_factor": supply_factor(now),
                "is_own": bool(valid["is_own"].any()),
            }
        )
    return rows
