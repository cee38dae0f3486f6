"""Which of the two gaps Überblick shows, with places shared or only at home; the choice is kept in the address."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.text import t

SHARED, LOCAL = "geteilt", "ort"
KEY = "blick"
CLASSES = ["under_25", "25_50", "50_75", "75_100", "full"]


def choose() -> str:
    """Draws the switch and returns SHARED or LOCAL."""
    names = {SHARED: t("overview.view_shared"), LOCAL: t("overview.view_local")}
    kept = f"kept_{KEY}"
    value = st.query_params.get(KEY, st.session_state.get(kept, SHARED))
    st.session_state[KEY] = st.session_state[kept] = value if value in names else SHARED
    _to_address(st.session_state[KEY])

    def keep() -> None:
        st.session_state[kept] = st.session_state[KEY]
        _to_address(st.session_state[KEY])

    return st.segmented_control(
        t("overview.view"),
        list(names),
        format_func=names.__getitem__,
        key=KEY,
        on_change=keep,
        required=True,
        label_visibility="collapsed",
    )


def seen(rows: pd.DataFrame, view: str) -> pd.DataFrame:
    """Rows of `overview.gaps` with `gap` as the view shows it, and coverage and its class to match."""
    if view == SHARED:
        return rows.assign(gap=rows["shared_gap"])
    coverage = (rows["local_supply"] / rows["need"]).clip(upper=1).where(rows["coverage"].notna())
    bands = pd.cut(coverage, [0, 0.25, 0.5, 0.75, 1, 2], right=False, labels=CLASSES).astype(object)
    return rows.assign(
        gap=rows["local_gap"], coverage=coverage, coverage_class=bands.where(coverage.notna(), rows["coverage_class"])
    )


def _to_address(value: str) -> None:
    if value != SHARED:
        st.query_params[KEY] = value
    elif KEY in st.query_params:
        del st.query_params[KEY]
