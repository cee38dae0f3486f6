"""How old each source is today."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme, vintage
from dashboards.queries import data_status as ask
from dashboards.queries import shared
from dashboards.text import labels, t
from dashboards.widgets import Selection, lead, table
from pipelines.lateness import STATES

LATE = ("delinquent", "overdue", "due")


def show_lead(sources: pd.DataFrame, selection: Selection) -> None:
    """Which source is longest late, and when the snapshot was built."""
    late = sources[sources["state"].isin(LATE)]
    received = sources["received_at"].notna().sum()
    values = {"when": vintage.when(selection.snapshot), "sources": received, "late": len(late)}
    sentence, reason = t("data_status.all_fresh", **values), ""
    if len(late):
        worst = late.sort_values("due_on").iloc[0]
        days = (pd.Timestamp(ask.day_shown(selection.snapshot)) - worst["due_on"]).days
        sentence = t("data_status.some_late", **values)
        reason = t("data_status.longest", title=worst["title"], due=theme.day(worst["due_on"]), days=theme.number(days))
    build = shared.build(selection.snapshot)
    known_on = t("data_status.known_on", day=theme.day(build["known_on"]))
    lead(sentence, reason, t("data_status.built"), theme.instant(build["built_at"]), known_on)


def show(sources: pd.DataFrame, revised: dict[str, str]) -> None:
    """All sources, the most urgent first, with what is usually corrected later."""
    st.subheader(t("data_status.sources_title"), anchor=False)
    shown = sources.assign(
        state=sources["state"].map(STATES),
        period=sources["period"].map(_span),
        received=sources["received_at"].map(theme.day),
        due_on=sources["due_on"].map(theme.day),
        revised=sources["source"].map(revised).fillna(""),
    )
    table(shown, labels("source"))


def _span(period: str | None) -> str:
    """`2012-09-01/2024-01-31` as `01.09.2012 bis 31.01.2024`, one day as one day; empty where there is none."""
    if not period or pd.isna(period):
        return ""
    days = dict.fromkeys(theme.day(pd.Timestamp(day)) for day in period.split("/"))
    return f" {t('data_status.to')} ".join(days)
