"""Candidates for bundling side by side: two weakly filled offers, what they share, and why they are asked about."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.charts.linked import pair
from dashboards.drawn import drawn_once
from dashboards.queries import who as ask
from dashboards.text import t
from dashboards.widgets import Selection


@drawn_once
def show(selection: Selection) -> None:
    """All pairs of the month, the emptiest first, or that there is none."""
    st.header(t("together.bundling_title"), anchor=False)
    pairs = ask.bundling(selection.snapshot, selection.month)
    st.caption(t("together.bundling_note") if len(pairs) else t("together.bundling_none"))
    st.html("".join(_pair(row) for _, row in pairs.iterrows()) or "<span></span>")


def _pair(row: pd.Series) -> str:
    larger = max(row["capacity_a"], row["capacity_b"])
    values = {"occupied": theme.number(row["occupied"]), "larger": theme.number(larger)}
    shared = t("who.pair_area_one") if row["municipalities"] == 1 else t("who.pair_area", count=row["municipalities"])
    reason = t("who.pair_reason", shared=shared, **values)
    return pair(row["category_name"], reason, [_side(row, side) for side in ("a", "b")])


def _side(row: pd.Series, side: str) -> tuple[str, list[str]]:
    filled = t(
        "who.pair_filled",
        occupied=theme.number(row[f"occupied_{side}"]),
        capacity=theme.number(row[f"capacity_{side}"]),
        share=theme.percent(row[f"occupancy_{side}"]),
    )
    provider, contact = ("" if pd.isna(row[name]) else row[name] for name in (f"provider_{side}", f"contact_{side}"))
    return row[f"name_{side}"], [provider, filled, contact]
