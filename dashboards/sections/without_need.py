"""What Überblick shows where no need can be worked out: AsylbLG counts, or who offers something."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import theme
from dashboards.app_pages import elsewhere
from dashboards.charts import shades
from dashboards.charts.area_map import area_map
from dashboards.charts.ranking import counts
from dashboards.drawn import drawn_once
from dashboards.folded import folded_table
from dashboards.markup import as_name
from dashboards.queries import overview as ask
from dashboards.queries import shared
from dashboards.sections import alternatives
from dashboards.sections.gap_rows import ground
from dashboards.sections.silence import keep_speaking
from dashboards.text import language, t
from dashboards.widgets import Selection, chart, clicked, legend, open_municipality, table
from dashboards.withheld import in_words


def show_asylblg(selection: Selection, month: pd.Series) -> None:
    """Recipients under AsylbLG per municipality; they never enter a need."""
    _above_asylblg(selection.snapshot, selection.month, month)
    _map_and_bars(selection, "asylblg", "")
    which = (selection.snapshot, selection.month)
    folded_table("tabelle-asylblg", lambda: _asylblg_rows(*which))


@drawn_once
def _above_asylblg(snapshot: str, day: date, month: pd.Series) -> None:
    st.header(t("overview.asylblg_title", of=month["reported_asylblg"], all=month["municipalities"]), anchor=False)
    for _, row in ask.people(snapshot, day).dropna(subset=["asylblg_note"]).iterrows():
        st.caption(t("overview.asylblg_note", name=as_name(row["name"]), note=as_name(row["asylblg_note"])))


@drawn_once
def _asylblg_rows(snapshot: str, day: date) -> None:
    rows = ask.people(snapshot, day)
    rows = rows.assign(is_protected=rows["asylblg_is_protected"])
    table(in_words(rows, ("asylblg",)), {"name": t("overview.col_name"), "asylblg": t("overview.col_count")})


def show_presence(selection: Selection) -> None:
    """How many offers of the chosen category serve each municipality."""
    which = (selection.snapshot, selection.month, selection.category)
    _above_presence(selection.snapshot, selection.category)
    _map_and_bars(selection, "offers", selection.category)
    folded_table("tabelle-angebote", lambda: _presence_rows(*which))


@drawn_once
def _above_presence(snapshot: str, category: str) -> None:
    name = shared.category(snapshot, category)["category_name"]
    st.header(t("overview.presence_title", category=name), anchor=False)
    st.caption(t("overview.presence_note"))


@drawn_once
def _presence_rows(*which: object) -> None:
    table(
        ask.presence(*which),
        {
            "name": t("overview.col_name"),
            "offers": t("overview.col_offers"),
            "offers_here": t("overview.col_here"),
        },
    )


def _map_and_bars(selection: Selection, column: str, category: str) -> None:
    which = (selection.snapshot, selection.month, column, category)
    on_map, alt = _map(*which, selection.ags, language())
    left, right = st.columns([7, 5], gap="medium")
    with left, st.container(key=f"wide-map-{column}"):
        _legend(*which)
        event = chart(on_map, key=f"map-{column}", alt=alt, on_select="rerun", selection_mode="points")
    with right:
        _bars(*which)
    if ags := clicked(event):
        open_municipality(selection, ags)


# A chart that can be clicked is a widget, which `drawn_once` cannot keep; its figure can be kept.
@st.cache_resource(max_entries=200, show_spinner=False)
def _map(
    snapshot: str, month: date, column: str, category: str, selected: str | None, spoken: str
) -> tuple[go.Figure, str]:
    """The map of a column, and its text alternative in `spoken`, the language of this run."""
    rows = _rows(snapshot, month, column, category)
    return area_map(_placed(rows, column), ground(snapshot), selected), _said(rows, column)


@drawn_once
def _legend(snapshot: str, month: date, column: str, category: str) -> None:
    rows = _rows(snapshot, month, column, category)
    counted = t("overview.shade_asylblg") if column == "asylblg" else t("overview.shade_offers")
    legend(shades.legend(rows[column], _hidden(rows)), counted)


@drawn_once
def _bars(snapshot: str, month: date, column: str, category: str) -> None:
    rows = _rows(snapshot, month, column, category)
    heads = (t("common.municipality"), t(f"overview.col_{'count' if column == 'asylblg' else 'offers'}"))

    def link(ags: str) -> str:
        kept = {"kategorie": category} if category else {}
        return elsewhere("municipality", gemeinde=ags, monat=f"{month:%Y-%m}", **kept)

    st.html(counts(keep_speaking(rows, column), column, heads, _said(rows, column), link))


def _said(rows: pd.DataFrame, column: str) -> str:
    kind = "accessibility.asylblg" if column == "asylblg" else "accessibility.presence"
    return alternatives.most_and_least(kind, rows, column, theme.number)


def _rows(snapshot: str, month: date, column: str, category: str) -> pd.DataFrame:
    return _asylblg(snapshot, month) if column == "asylblg" else _presence(snapshot, month, category)


def _asylblg(snapshot: str, month: date) -> pd.DataFrame:
    rows = ask.people(snapshot, month)
    rows = rows.assign(is_protected=rows["asylblg_is_protected"])
    hover = [
        t("overview.asylblg_hover", name=theme.in_chart(name), count=theme.number(count, is_protected=hidden))
        for name, count, hidden in zip(rows["name"], rows["asylblg"], rows["is_protected"], strict=True)
    ]
    return rows.assign(hover=hover)


def _presence(snapshot: str, month: date, category: str) -> pd.DataFrame:
    rows = ask.presence(snapshot, month, category)
    hover = [
        t("overview.presence_hover", name=theme.in_chart(row["name"]), offers=row["offers"], here=row["offers_here"])
        for row in rows.to_dict("records")
    ]
    return rows.assign(hover=hover)


def _placed(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows as `area_map` takes them, the largest first."""
    counts = rows[column]
    return rows.assign(
        figure=[theme.number(n, is_protected=hidden) for n, hidden in zip(counts, _hidden(rows), strict=True)],
        colour=shades.colours(counts),
        ink=shades.inks(counts),
        missing=counts.isna(),
    ).sort_values(column, ascending=False, na_position="first")


def _hidden(rows: pd.DataFrame) -> pd.Series:
    return rows["is_protected"] if "is_protected" in rows else pd.Series(False, rows.index)
