"""What became of the files that were taken in last."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.queries import arrivals as ask
from dashboards.text import labels, t
from dashboards.widgets import table_or_list

SHOWN = 10


def show(snapshot: str) -> None:
    """The newest files with what they were recognised as, their period and their rows."""
    found = ask.newest(snapshot, SHOWN)
    if found.empty:
        return
    st.header(t("arrivals.title"), anchor=False)
    shown = found.assign(period=found["period"].map(span), received_at=found["received_at"].map(theme.instant))
    st.caption(t("arrivals.note", shown=theme.number(len(shown)), files=theme.number(int(found["files"].iloc[0]))))
    items = [(row["file"], _in_words(row), 0.0) for _, row in shown.iterrows()]
    table_or_list("arrivals", shown, labels("arrival"), items)


def span(period: str | None) -> str:
    """`2012-09-01/2024-01-31` as `01.09.2012 bis 31.01.2024`, one day as one day; empty where there is none."""
    if not period or pd.isna(period):
        return ""
    days = dict.fromkeys(theme.day(pd.Timestamp(day)) for day in period.split("/"))
    return f" {t('arrivals.to')} ".join(days)


def _in_words(row: pd.Series) -> str:
    values = {name: theme.number(row[name]) for name in ("rows_taken", "rows_set_aside")}
    parts = [row["recognised_as"], row["period"], t("arrivals.rows", **values), row["received_at"]]
    return " · ".join(part for part in parts if part)
