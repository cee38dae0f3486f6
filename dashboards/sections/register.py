"""The register of offers: how many run, which end first, filters that count."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme, vintage
from dashboards.address import typed
from dashboards.facets import containing, facets
from dashboards.queries import offers as ask
from dashboards.queries import shared
from dashboards.text import label, labels, t, words
from dashboards.widgets import Selection, lead, table_or_list

SEARCHED = ["name", "provider", "seat", "languages"]
# How fresh what is known of an offer is; the word stands beside the mark.
MARKS = {"fresh": "●", "due": "◐", "overdue": "○", "delinquent": "○", "ended": "×", "no_rhythm": "–", "missing": "–"}
COLUMNS = [
    "ends",
    "name",
    "state_name",
    "category_name",
    "seat",
    "served",
    "kind",
    "provider",
    "capacity",
    "unit",
    "as_of",
]


def show_lead(rows: pd.DataFrame, selection: Selection) -> None:
    """How many offers run, how many end within six months, how many reports are old."""
    half_year = pd.Timestamp(selection.month) + pd.DateOffset(months=6)
    ending = int((rows["ends_on"] < half_year).sum())
    names = shared.municipalities(selection.snapshot).set_index("ags")["name"]
    values = {
        "month": theme.month_name(selection.month),
        "offers": theme.number(len(rows)),
        "ending": t("offers.ends", count=theme.number(ending)) if ending else t("offers.ends_none"),
        "until": theme.day(half_year - pd.Timedelta(days=1)),
    }
    if rows.empty:
        sentence = t("offers.finding_none", **values)
    elif selection.ags:
        sentence = t("offers.finding_here", name=names[selection.ags], **values)
    else:
        sentence = t("offers.finding", **values)
    reasons = [_late(rows, selection), _silent(selection)]
    lead(sentence, " ".join(filter(None, reasons)), t("offers.running"), values["offers"], values["month"])


def _late(rows: pd.DataFrame, selection: Selection) -> str:
    """How many reports are older than they should be, and where the text to ask for news stands."""
    late = rows[rows["state"].isin(["overdue", "delinquent"])]
    if late.empty:
        return ""
    # nobody can be asked about an invented offer
    ask_for_news = "" if late["is_synthetic"].all() else t("offers.late_ask")
    values = {"old": theme.number(len(late)), "all": theme.number(len(rows))}
    return t("offers.late", **values, when=vintage.when(selection.snapshot), ask=ask_for_news)


def _silent(selection: Selection) -> str:
    silent = ask.silent(selection.snapshot, selection.month)
    if selection.ags in set(silent["ags"]):
        return t("offers.silent_here")
    if silent.empty or selection.ags:
        return ""
    return t("offers.silent_one") if len(silent) == 1 else t("offers.silent", count=len(silent))


def show(rows: pd.DataFrame, selection: Selection) -> None:
    """Search, filters and the offers that pass."""
    st.header(t("offers.register_title"), anchor=False)
    categories = dict(shared.categories(selection.snapshot)[["category", "category_name"]].itertuples(index=False))
    searched = typed("offers.search", "suche", "offers.search_hint")
    fields = {
        "category": ("offers.category", categories),
        "provider_kind": ("offers.provider_kind", labels("provider_kind")),
        "state": ("offers.state", words().named("lateness") | labels("state")),
    }
    found = facets(containing(rows, searched, SEARCHED), fields, t("offers.every"))
    st.caption(
        t(
            "offers.shown",
            shown=theme.number(len(found)),
            all=theme.number(len(rows)),
            when=vintage.when(selection.snapshot),
        )
    )
    shown = _in_words(found)
    items = [(row["name"], t("offers.row", **row), 0.0) for _, row in shown.iterrows()]
    table_or_list("register", shown, {name: label("register", name) for name in COLUMNS}, items, digits=1)


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    names = words().named("lateness") | labels("state")
    return rows.assign(
        ends=[t("offers.open_end") if pd.isna(end) else theme.day(end) for end in rows["ends_on"]],
        served=[t("offers.serves", count=count) if count > 1 else t("offers.serves_seat") for count in rows["served"]],
        state_name=[f"{MARKS[state]} {names[state]}" for state in rows["state"]],
        kind=rows["provider_kind"].map(labels("provider_kind")),
        unit=rows["capacity_unit"].map(labels("unit")),
    )
