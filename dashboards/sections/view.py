"""Which of the two gaps Überblick shows, with places shared or only at home; the choice is kept in the address."""

from __future__ import annotations

import pandas as pd

from dashboards.address import pick
from dashboards.text import t

SHARED, LOCAL = "geteilt", "ort"
KEY = "blick"
CLASSES = ["under_25", "25_50", "50_75", "75_100", "full"]


def choose() -> str:
    """Draws the switch and returns SHARED or LOCAL."""
    names = {SHARED: t("overview.view_shared"), LOCAL: t("overview.view_local")}
    return pick("overview.view", names, SHARED, KEY, is_named=False)


def seen(rows: pd.DataFrame, view: str) -> pd.DataFrame:
    """Rows of `overview.gaps` with `gap` as the view shows it, and coverage and its class to match."""
    if view == SHARED:
        return rows.assign(gap=rows["shared_gap"])
    coverage = (rows["local_supply"] / rows["need"]).clip(upper=1).where(rows["coverage"].notna())
    bands = pd.cut(coverage, [0, 0.25, 0.5, 0.75, 1, 2], right=False, labels=CLASSES).astype(object)
    return rows.assign(
        gap=rows["local_gap"], coverage=coverage, coverage_class=bands.where(coverage.notna(), rows["coverage_class"])
    )
