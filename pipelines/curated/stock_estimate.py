"""curated.stock_estimate: what a municipality presumably has on the first of a month without a report of its own."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.obligations import KEYS, estimates, read_base, read_keys, read_law

READS = (
    "clean.calendar",
    "clean.parameter",
    "clean.state_figure",
    "curated.allocation_key",
    "curated.reported_stock",
    "curated.wohnsitz_key",
)
NAMES = [
    "legal_group", "ags", "as_of", "persons_low", "persons", "persons_high", "obligation", "last_rate", "age_months",
    "period_start", "period_end", "source", "receipt_id", "line",
]  # fmt: skip


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per legal group, municipality and first of a month that has no report but one not too old before it."""
    parts = [_group(con, group) for group in KEYS]
    return pd.concat(parts, ignore_index=True)


def _group(con: duckdb.DuckDBPyConnection, group: str) -> pd.DataFrame:
    reports = con.execute(
        """select ags, as_of, persons_low, persons, persons_high, period_start, period_end, source, receipt_id, line
           from curated.reported_stock where legal_group = ?""",
        [group],
    ).df()
    asked = con.execute(
        """select c.month as as_of, m.ags from clean.calendar as c
           cross join (select distinct ags from curated.reported_stock where legal_group = $group) as m
           anti join (
               select ags, date_trunc('month', as_of) as month from curated.reported_stock where legal_group = $group
           ) as r on c.month = r.month and m.ags = r.ags
           where c.month <= (select max(date_trunc('month', as_of)) from curated.reported_stock)""",
        {"group": group},
    ).df()
    found = estimates(
        asked, reports, read_keys(con, group), read_base(con, "clean.state_figure", group),
        read_law(con, "clean.parameter"),
    )  # fmt: skip
    found = found.drop(columns=["persons", "persons_low", "persons_high"]).rename(
        columns={
            "estimate": "persons",
            "estimate_low": "persons_low",
            "estimate_high": "persons_high",
            "obligation_computed": "obligation",
        }
    )
    return found.assign(legal_group=group)[NAMES]
