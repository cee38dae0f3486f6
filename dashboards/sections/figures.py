"""The four figures of Überblick."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.folded import folded
from dashboards.queries import overview as ask
from dashboards.queries.cliff import cliff
from dashboards.sections import ends
from dashboards.text import t
from dashboards.widgets import Selection, key_figures, table
from dashboards.withheld import also_withheld

# Months ahead that the fourth figure looks: about what it takes to renew an offer.
SOON = 6

Figure = tuple[str, str, str]


@drawn_once
def show(selection: Selection, month: pd.Series) -> None:
    """People counted, people still to come, categories certainly short, offers that end."""
    people = ask.people(selection.snapshot, selection.month)
    coming = ask.still_to_come(selection.snapshot, selection.month)
    district = ask.district(selection.snapshot, selection.month)
    ending = cliff(selection.snapshot, selection.month)
    key_figures(
        [
            _people(people, month),
            _coming(coming, month, people),
            _short(district, max(month["reported_fluag"], month["reported_wohnsitz"]) > 0),
            _ending(ending, selection),
        ]
    )


def show_ending(selection: Selection) -> None:
    """What stands behind the fourth figure: how much falls away when, and which offers those are."""
    if not cliff(selection.snapshot, selection.month).empty:
        folded(t("overview.ending_list"), "liste-enden", lambda: _ends(selection))


@drawn_once
def _ends(selection: Selection) -> None:
    st.caption(t("overview.ending_cliff"))
    with st.container(key="ends"):
        ends.show(cliff(selection.snapshot, selection.month))
    st.caption(t("overview.ending_offers"))
    table(
        ask.ending(selection.snapshot, selection.month),
        {
            "ends_on": t("overview.ending_on"),
            "name": t("overview.ending_offer"),
            "category_name": t("overview.col_category"),
            "municipality": t("overview.col_name"),
            "provider": t("overview.ending_provider"),
            "file": t("why.col_file"),
            "line": t("why.col_row"),
        },
    )


def _people(people: pd.DataFrame, month: pd.Series) -> Figure:
    late = people["estimated"].dropna()
    estimated = t("overview.people_estimated", people=theme.number(late.sum()), count=len(late)) if len(late) else ""
    hidden = people["fluag_is_protected"] | people["wohnsitz_is_protected"]
    protected = also_withheld(hidden)
    if people["people"].isna().all():
        notes = [estimated, protected] if estimated or protected else [t("overview.people_none")]
        shown = theme.number(None, is_protected=bool(hidden.any()))
        return t("overview.people"), shown, " · ".join(filter(None, notes))
    counted = {
        **{name: _sum(people, name) for name in ("fluag", "wohnsitz")},
        "reported": int(people["people"].notna().sum()),
        "all": month["municipalities"],
    }
    note = t("overview.people_note", **counted)
    if month["fluag_means"]:
        before = month["month"] - pd.DateOffset(days=1)
        days = {"quarter": before.quarter, "year": before.year, "day": theme.day(month["month"])}
        note = t("overview.people_mean", **days, **counted)
    return (
        t("overview.people"),
        theme.number(people["people"].sum()),
        " · ".join(filter(None, [note, protected, estimated])),
    )


def _sum(people: pd.DataFrame, group: str) -> str:
    return theme.number(people[group].sum(min_count=1), is_protected=bool(people[f"{group}_is_protected"].any()))


def _coming(coming: pd.Series, month: pd.Series, people: pd.DataFrame) -> Figure:
    hidden = people["fluag_is_protected"]
    title, value, note = _still_to_come(coming, month, bool(hidden.any()), bool(people["fluag"].notna().any()))
    return title, value, " · ".join(filter(None, [note, also_withheld(hidden)]))


def _still_to_come(coming: pd.Series, month: pd.Series, is_protected: bool, is_counted: bool) -> Figure:
    title = t("overview.coming")
    if pd.isna(coming["value"]):
        why = t("overview.coming_no_obligation" if is_counted else "overview.coming_no_stock")
        return title, theme.number(None, is_protected=is_protected), "" if is_protected else why
    of = {"count": coming["municipalities"], "all": month["municipalities"]}
    if not coming["is_computed"]:
        return title, theme.number(coming["value"]), t("overview.coming_exact", **of)
    bounds = theme.between(coming["low"], coming["high"])
    surplus = theme.number(coming["surplus"])
    note = t(
        "overview.coming_note" if coming["is_without_credit"] else "overview.coming_credited", **of, between=bounds
    )
    return title, theme.number(coming["value"]), t("overview.coming_surplus", note=note, surplus=surplus)


def _short(district: pd.DataFrame, is_reported: bool) -> Figure:
    title, known = t("overview.short"), district[district["municipalities_reported"] > 0]
    if known.empty:
        if district["municipalities_withheld"].any():
            return title, theme.number(None, is_protected=True), t("protected.short_none")
        return title, theme.number(None), t("overview.short_none")
    short = int((known["certainly_short"] > 0).sum())
    if not short and not is_reported:
        # estimates and minima prove no lack, nor that there is none
        return title, theme.number(None), t("overview.short_none")
    return title, t("overview.short_value", short=short, all=len(known)), t("overview.short_note")


def _ending(ending: pd.DataFrame, selection: Selection) -> Figure:
    until = pd.Timestamp(selection.month) + pd.DateOffset(months=SOON)
    soon = ending.loc[ending["horizon_months"] == SOON, "offers"].sum()
    return t("overview.ending"), theme.number(soon), t("overview.ending_note", until=theme.day(until))
