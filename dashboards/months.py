"""The month of the bar: a slider over the months somebody reported, beside it a box with all of them.

slider ─┐
        ├─> `monat` in the address ─> both
box ────┘
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.address import choose, write
from dashboards.queries import shared
from dashboards.text import language, t

KEY = "monat"
SLIDER = "monat-regler"
REPORTS = ["reported_fluag", "reported_wohnsitz", "reported_asylblg"]


def box(snapshot: str) -> str:
    """The select box with every month, those with a report first; returns the chosen one as `2018-01`."""
    names, first = _offered(snapshot, language())
    return choose("common.month", names, first, KEY)


@st.cache_resource(max_entries=24, show_spinner=False)
def _offered(snapshot: str, spoken: str) -> tuple[dict[str, str], int]:
    """Every month with its label in `spoken`, the language of this run, and the place of the one to open with."""
    ordered = _reported_first(_months(snapshot))
    return {row["code"]: month_label(row) for _, row in ordered.iterrows()}, opening(ordered)


def slider(snapshot: str, chosen: str) -> None:
    """The months with a report in a row, the oldest on the left; `chosen` (`2018-01`) is a stop even without one.

    Draws nothing where there is no second stop to go to.
    """
    names, default = _stops(snapshot, chosen, language())
    if len(names) < 2:
        return
    st.session_state[SLIDER] = chosen

    def keep() -> None:
        st.session_state[f"kept_{KEY}"] = st.session_state[SLIDER]
        write(KEY, st.session_state[SLIDER], default)

    st.select_slider(t("months.slider"), list(names), format_func=names.__getitem__, key=SLIDER, on_change=keep)


@st.cache_resource(max_entries=200, show_spinner=False)
def _stops(snapshot: str, chosen: str, spoken: str) -> tuple[dict[str, str], str]:
    """The slider's stops in `spoken`, the language of this run, and the code of the month to open with."""
    months = _months(snapshot)
    return stops(months, chosen), months["code"].iloc[opening(months)]


def stops(months: pd.DataFrame, chosen: str) -> dict[str, str]:
    """Code and short label of the slider's stops, oldest first: months with a report and the chosen one."""
    shown = months[is_reported(months) | (months["code"] == chosen)].sort_values("month")
    return {row["code"]: _stop(row) for _, row in shown.iterrows()}


def is_reported(months: pd.DataFrame) -> pd.Series:
    """Whether anybody reported a count for each month."""
    return months[REPORTS].max(axis=1) > 0


def opening(months: pd.DataFrame) -> int:
    """The position of the month the pages open on."""
    return months["is_opening"].tolist().index(True)


def nearest_reported(months: pd.DataFrame, month: date) -> pd.Series | None:
    """The month closest to `month`, but not it, with at least half as many counts as the best; None without any."""
    counts = months[REPORTS[:2]].max(axis=1)
    counted = months[(counts > 0) & (counts * 2 >= counts.max())]
    others = counted[counted["month"] != pd.Timestamp(month)]
    if others.empty:
        return None
    return others.loc[(others["month"] - pd.Timestamp(month)).abs().idxmin()]


def month_label(row: pd.Series) -> str:
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


def _stop(row: pd.Series) -> str:
    name, of = theme.month_short(row["month"]), row["municipalities"]
    if both := max(row["reported_fluag"], row["reported_wohnsitz"]):
        return t("months.stop", month=name, reported=both, all=of)
    if row["reported_asylblg"]:
        return t("months.stop_asylblg", month=name)
    return t("months.stop_empty", month=name)


def _months(snapshot: str) -> pd.DataFrame:
    months = shared.months(snapshot)
    return months.assign(code=months["month"].dt.strftime("%Y-%m"))


def _reported_first(months: pd.DataFrame) -> pd.DataFrame:
    # Nine in ten months hold no report.
    reported = is_reported(months)
    return pd.concat([months[reported], months[~reported]])
