"""How old each source is today."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme, vintage
from dashboards.queries import data_status as ask
from dashboards.queries import shared
from dashboards.sections.arrivals import span
from dashboards.text import labels, t, words
from dashboards.widgets import Selection, lead, table_or_list

LATE = ("delinquent", "overdue", "due")
DATED = ("fresh", *LATE)


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
    st.header(t("data_status.sources_title"), anchor=False)
    shown = sources.assign(
        state_name=sources["state"].map(words().named("lateness")),
        period=sources["period"].map(span),
        received=sources["received_at"].map(theme.day),
        due_on=sources["due_on"].map(theme.day),
        revised=[revised.get(source, "") for source in sources["source"]],
    )
    items = [(row["title"], _in_words(row), 0.0) for _, row in shown.iterrows()]
    table_or_list("sources", shown, labels("source"), items)


def _in_words(row: pd.Series) -> str:
    """A source on a phone: what is only known of some of them is left out of the others."""
    told = [
        row["state_name"],
        t("data_status.row_period", period=row["period"]) if row["period"] else "",
        t("data_status.row_due", day=row["due_on"]) if row["state"] in DATED else "",
        t("data_status.row_revised", usual=row["revised"]) if row["revised"] else "",
    ]
    return " · ".join(part for part in told if part)
