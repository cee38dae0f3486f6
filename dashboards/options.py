"""What the select boxes of the bar offer, named once per snapshot and language."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.queries import shared
from dashboards.text import t


@st.cache_resource(max_entries=24, show_spinner=False)
def months(snapshot: str, spoken: str) -> tuple[dict[str, str], int]:
    """Every month with its label in `spoken`, the language of this run, and the place of the one to open with."""
    rows = shared.months(snapshot)
    rows["code"] = rows["month"].dt.strftime("%Y-%m")
    # Nine in ten months hold no report: those with one come first.
    reported = rows[["reported_fluag", "reported_wohnsitz", "reported_asylblg"]].max(axis=1)
    ordered = pd.concat([rows[reported > 0], rows[reported == 0]])
    names = {row["code"]: _month_label(row) for _, row in ordered.iterrows()}
    return names, ordered["is_opening"].tolist().index(True)


@st.cache_resource(max_entries=24, show_spinner=False)
def categories(snapshot: str, spoken: str) -> dict[str, str]:
    """Every category with its name, and a word where it has no need figure."""
    keys = {True: "common.with_need", False: "common.without_need"}
    return {
        row["category"]: t(keys[row["gap_mode"] == "gap"], name=row["category_name"])
        for row in shared.categories(snapshot).to_dict("records")
    }


def _month_label(row: pd.Series) -> str:
    """A month with what was reported for it: `Januar 2024 · 1 von 24`."""
    name, of = theme.month_name(row["month"]), row["municipalities"]
    if row["is_opening"] and row["month"].month == 1:
        after = row["month"].year
        return t("common.month_opening", before=after - 1, after=after % 100, reported=row["reported_both"], all=of)
    if both := max(row["reported_fluag"], row["reported_wohnsitz"]):
        return t("common.month_reported", month=name, reported=both, all=of)
    if row["reported_asylblg"]:
        return t("common.month_asylblg", month=name, reported=row["reported_asylblg"], all=of)
    return t("common.month_empty", month=name)
