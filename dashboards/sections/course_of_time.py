"""How people, need, places or gap moved in the year before and after: one small picture each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import theme
from dashboards.address import pick
from dashboards.charts.panels import panels
from dashboards.drawn import drawn_once
from dashboards.folded import folded_table
from dashboards.markup import as_name
from dashboards.queries import change as ask
from dashboards.queries import shared
from dashboards.sections.change import OF_CATEGORY, short_name
from dashboards.text import label, labels, language, t
from dashboards.widgets import (
    SHORT_LIST,
    Selection,
    chart,
    clicked,
    open_municipality,
    ranked_list,
    table,
)
from dashboards.withheld import in_words

KEY = "verlauf"
# Bases without a figure.
NOTHING = ("missing", "protected")
# Months shown before and after the chosen one.
REACH = 12


@dataclass(frozen=True)
class Course:
    """What is drawn: figure with its text alternative, notes above it, (title, sentence, 0) per panel, all rows."""

    figure: go.Figure
    alt: str
    notes: list[str]
    sayings: list[tuple[str, str, float]]
    rows: pd.DataFrame


def show(selection: Selection) -> None:
    """On Überblick a picture for each municipality, on Gemeinde one for each category."""
    st.header(t("time.title_categories" if selection.ags else "time.title"), anchor=False)
    names = labels("measure_compared")
    if selection.ags:
        names = {code: names[code] for code in OF_CATEGORY}
    measure = pick("change.measure", names, "need" if selection.ags else "people", KEY)
    # neither people nor what a municipality lacks depends on the chosen category
    asked = selection.of_municipality() if selection.ags or measure == "people" else selection
    course = _course(repr(asked), measure, language(), asked)
    _notes(asked, measure)
    if course is None:
        return
    with st.container(key="wide-time"):
        event = chart(course.figure, key="time", alt=course.alt, on_select="rerun", selection_mode="points")
    _in_words(asked, measure)
    folded_table("tabelle-verlauf", lambda: _table(asked, measure))
    if not selection.ags and (ags := clicked(event)):
        open_municipality(selection, ags)


# A chart that can be clicked is a widget, which `drawn_once` cannot keep; its figure can be kept.
@st.cache_resource(max_entries=200, show_spinner=False)
def _course(asked: str, measure: str, spoken: str, _selection: Selection) -> Course | None:
    """What is drawn of `asked` in `spoken`, the language of this run; None where nothing is known."""
    rows = window(_selection, measure)
    return None if rows["value"].isna().all() else _drawn(_selection, rows, _what(measure))


def _what(measure: str) -> str:
    return label("measure_compared", measure)


def window(selection: Selection, measure: str) -> pd.DataFrame:
    """Rows of `change.figures` of one measure for the months around the chosen one, with panel, title, top, hover."""
    months = shared.months(selection.snapshot)["month"]
    chosen = pd.Timestamp(selection.month)
    first = max(months.min(), chosen - pd.DateOffset(months=REACH))
    last = min(months.max(), chosen + pd.DateOffset(months=REACH))
    which = {"ags": selection.ags} if selection.ags else {"category": selection.category}
    rows = ask.figures(selection.snapshot, first.date(), last.date(), measure=measure, **which)
    panel = "category" if selection.ags else "ags"
    title = rows["category"].map(short_name) if selection.ags else rows["name"]
    rows = rows.assign(panel=rows[panel], title=title, value=rows["value"].where(~rows["basis"].isin(NOTHING)))
    return rows.assign(
        top=_tops(rows, by_panel=bool(selection.ags)), hover=[hover(row) for row in rows.to_dict("records")]
    )


def _tops(rows: pd.DataFrame, by_panel: bool) -> pd.Series:
    """What full height stands for: the same for all, but where units differ the panel's own largest value."""
    # upper bounds may be many times the value: they are cut at half as much again
    most = rows.groupby("panel")["value"].transform("max") if by_panel else pd.Series(rows["value"].max(), rows.index)
    return (most * 1.5).where(most > 0, 1.0).fillna(1.0)


def hover(row: dict) -> str:
    """`Rheine, Januar 2018: 564, gezählt`."""
    text = t(
        "time.hover",
        title=theme.in_chart(row["title"]),
        month=theme.month_name(row["month"]),
        value=theme.quantity(row["value"], row["unit"], row["is_protected"]),
        basis=label("change_basis", row["basis"]),
    )
    if row["basis"] == "estimated":
        return t("finding.with_bounds", value=text, bounds=theme.between(row["low"], row["high"], row["unit"]))
    return text


def told(rows: pd.DataFrame, chosen: pd.Timestamp) -> dict[str, str]:
    """What each panel shows for the chosen month: `24`, `mind. 4`, `≈ 9`, *fehlt*."""
    now = rows[rows["month"] == chosen].set_index("panel")
    return {panel: _figure(row) for panel, row in now.iterrows()}


def _figure(row: pd.Series | dict) -> str:
    amount = theme.quantity(row["value"], row["unit"], row["is_protected"])
    if pd.isna(row["value"]) or row["basis"] == "reported":
        return amount
    return t("common.minimum", amount=amount) if row["basis"] == "partial" else t("time.about", amount=amount)


def _drawn(selection: Selection, rows: pd.DataFrame, what: str) -> Course:
    chosen = pd.Timestamp(selection.month)
    now = rows[rows["month"] == chosen].sort_values(["value", "title"], ascending=[False, True], na_position="last")
    shown, spoken = told(rows, chosen), dict(zip(now["panel"], now["title"], strict=True))
    known = set(rows.loc[rows["value"].notna(), "panel"])
    order = [panel for panel in now["panel"] if panel in known]
    silent = [spoken[panel] for panel in spoken if panel not in known]
    unit = theme.unit_name(rows["unit"].iloc[0])
    scale = {"top": theme.number(rows["top"].iloc[0]), "unit": unit}
    note = t("time.scale_own") if selection.ags else t("time.scale", **scale)
    notes = [t("time.note", what=what, scale=note, month=theme.month_name(chosen), **_span(rows))]
    if silent:
        is_hidden = rows.loc[rows["title"].isin(silent), "is_protected"].any()
        key = "protected.time_silent" if is_hidden else "time.silent"
        notes.append(t(key, count=len(silent), names=as_name(", ".join(silent), longest=2000)))
    titles = {panel: f"<b>{theme.in_chart(spoken[panel])}</b>  {theme.in_chart(shown[panel])}" for panel in order}
    own: dict[str, list[dict]] = {panel: [] for panel in order}
    for row in rows[rows["panel"].isin(known)].sort_values("month").to_dict("records"):
        own[row["panel"]].append(row)
    sayings = [(spoken[panel], _moved(own[panel], shown[panel], chosen), 0.0) for panel in order]
    listed = "; ".join(f"{title}: {shown[panel]}" for panel, title in spoken.items())
    alt = t("time.alt", what=what, month=theme.month_name(chosen), rows=listed)
    return Course(panels(rows[rows["panel"].isin(known)], order, titles, chosen), alt, notes, sayings, rows)


@drawn_once
def _notes(selection: Selection, measure: str) -> None:
    course = _course(repr(selection), measure, language(), selection)
    if course is None:
        rows = window(selection, measure)
        key = "protected.time_nothing" if rows["is_protected"].any() else "time.nothing"
        st.markdown(t(key, what=_what(measure), **_span(rows)))
        return
    how, *silent = course.notes
    with st.container(key="wide-time-note"):
        st.caption(how)
    with st.container(key="narrow-time-note"):
        st.caption(t("time.note_list", what=_what(measure), month=theme.month_name(selection.month)))
    for note in silent:
        st.caption(note)


@drawn_once
def _in_words(selection: Selection, measure: str) -> None:
    course = _course(repr(selection), measure, language(), selection)
    with st.container(key="narrow-time"):
        ranked_list(course.sayings, is_scrolled=len(course.sayings) > SHORT_LIST)


def _moved(own: list[dict], shown: str, chosen: pd.Timestamp) -> str:
    """A panel in words, for a list: the chosen month, then the first and last known of the others.

    `own`: its rows in the order of months.
    """
    known = [row for row in own if not pd.isna(row["value"])]
    if len(known) == 1:
        hidden = any(row["is_protected"] for row in own)
        return _alone("protected.item_only" if hidden else "time.item_only", known[0], shown, chosen)
    # a minimum leaves a legal group out: beside a whole count it would look like a fall
    whole = [row for row in known if row["basis"] != "partial"]
    if len(whole) == 1:
        rest = "time.item_minimum" if len(known) == len(own) else "time.item_partly"
        return _alone(rest, whole[0], shown, chosen)
    ends = {"first": (whole or known)[0], "last": (whole or known)[-1]}
    return t("time.item", value=shown, **{name: _dated(row) for name, row in ends.items()})


def _alone(key: str, row: dict, shown: str, chosen: pd.Timestamp) -> str:
    """The one figure there is: that of the chosen month by `key`, or that of another month beside what is shown."""
    if row["month"] == chosen:
        return t(key, value=shown)
    return t("time.item_other", value=shown, other=_dated(row))


def _dated(row: dict) -> str:
    return f"{theme.month_short(row['month'])}: {_figure(row)}"


def _span(rows: pd.DataFrame) -> dict[str, str]:
    return {"start": theme.month_name(rows["month"].min()), "end": theme.month_name(rows["month"].max())}


@drawn_once
def _table(selection: Selection, measure: str) -> None:
    rows = _course(repr(selection), measure, language(), selection).rows
    known = rows.assign(
        basis_name=[label("change_basis", code) for code in rows["basis"]],
        unit_name=[theme.unit_name(code) for code in rows["unit"]],
        month_name=rows["month"].map(theme.month_short),
    )
    table(
        in_words(known, ("low", "value", "high"), digits=1),
        {
            "title": t("change.col_what"),
            "month_name": t("common.month"),
            "low": t("municipality.col_low"),
            "value": t("time.col_value"),
            "high": t("municipality.col_high"),
            "unit_name": t("overview.col_unit"),
            "basis_name": t("time.col_basis"),
        },
        digits=1,
    )
