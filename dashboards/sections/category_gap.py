"""The chosen category on Überblick: map and ranking side by side, both leading to the municipality."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import theme
from dashboards.app_pages import elsewhere
from dashboards.charts.area_map import area_map
from dashboards.charts.ranking import dumbbells
from dashboards.drawn import drawn_once
from dashboards.folded import folded_table
from dashboards.queries import overview as ask
from dashboards.sections import alternatives
from dashboards.sections.gap_rows import coverage_legend, ground, show_rows, weakest_of
from dashboards.sections.silence import keep_speaking
from dashboards.sections.view import seen
from dashboards.text import label, language, t
from dashboards.widgets import Selection, chart, clicked, legend, open_municipality
from dashboards.withheld import withheld_sentence


def show_category(selection: Selection, month: pd.Series, view: str) -> None:
    """Map and ranking of the chosen category, side by side; where no gap is known, only the sentence that says so."""
    district = ask.district(selection.snapshot, selection.month).set_index("category").loc[selection.category]
    if not district["municipalities_reported"]:
        st.header(t("overview.map_none", category=district["category_name"]), anchor=False)
        if hidden := withheld_sentence(district["municipalities_withheld"]):
            st.caption(hidden)
        return
    which = (selection.snapshot, selection.month, selection.category, view)
    _head(*which, int(month["municipalities"]))
    _side_by_side(selection, *which)
    folded_table("tabelle-kategorie", lambda: _rows(*which))


@drawn_once
def _head(snapshot: str, month: date, category: str, view: str, municipalities: int) -> None:
    own = _own(snapshot, month, category, view)
    district = ask.district(snapshot, month).set_index("category").loc[category]
    is_bound = bool(own["shared_is_upper_bound"].any())
    st.header(_sums(district, weakest_of(own), is_bound), anchor=False)
    unit = theme.unit_name(district["unit"])
    reported = {"reported": district["municipalities_reported"], "all": municipalities}
    marks = t("overview.rank_shared") if district["is_shared"] else t("overview.rank_local")
    st.caption(t("overview.rank_note", unit=unit, marks=marks, **reported))
    if hidden := withheld_sentence(district["municipalities_withheld"]):
        st.caption(hidden)
    if is_bound:
        st.caption(t("overview.upper_bound"))


def _side_by_side(selection: Selection, *which: object) -> None:
    on_map, said = _map(*which, selection.ags, language())
    with st.container(key="seite-an-seite"):
        left, right = st.columns([7, 5], gap="medium")
    with left, st.container(key="wide-map"):
        _legend(*which)
        picked = chart(on_map, key="map", alt=said, on_select="rerun", selection_mode="points")
    with right:
        _ranking(*which)
    if ags := clicked(picked):
        open_municipality(selection, ags)


# A chart that can be clicked is a widget, which `drawn_once` cannot keep; its figure can be kept.
@st.cache_resource(max_entries=200, show_spinner=False)
def _map(
    snapshot: str, month: date, category: str, view: str, selected: str | None, spoken: str
) -> tuple[go.Figure, str]:
    """The map with its text alternative in `spoken`, the language of this run."""
    own = _own(snapshot, month, category, view)
    return area_map(_map_rows(own), ground(snapshot), selected), _said("accessibility.map", own, "gap")


@drawn_once
def _legend(*which: object) -> None:
    own = _own(*which)
    legend(_counted(coverage_legend(own), own))


@drawn_once
def _ranking(snapshot: str, month: date, category: str, view: str) -> None:
    own = _own(snapshot, month, category, view)

    def link(ags: str) -> str:
        return elsewhere("municipality", gemeinde=ags, kategorie=category, monat=f"{month:%Y-%m}")

    gap = t("overview.rank_head") if own["is_shared"].iloc[0] else t("overview.rank_head_local")
    heads = (t("common.municipality"), gap)
    st.html(dumbbells(keep_speaking(own, "need"), heads, _said("accessibility.ranking", own, "shared_gap"), link))


@drawn_once
def _rows(*which: object) -> None:
    show_rows(_own(*which))


def _own(snapshot: str, month: date, category: str, view: str) -> pd.DataFrame:
    rows = seen(ask.gaps(snapshot, month), view)
    return rows[rows["category"] == category]


def _said(kind: str, own: pd.DataFrame, gap: str) -> str:
    unit = own["unit"].iloc[0]
    return alternatives.most_and_least(kind, own, gap, lambda value: theme.missing(value, unit))


def _sums(district: pd.Series, weakest: dict[str, str], is_bound: bool) -> str:
    """Both sums and the floor of the Kreis in one sentence; `weakest`: what the sums are."""
    unit = district["unit"]
    local = theme.missing(district["local_gap"], unit, weakest)
    if not district["is_shared"]:
        return t("overview.map_title_unshared", category=district["category_name"], local=local)
    plain = theme.quantity(district["shared_gap"], unit)
    shared = theme.stated(plain, weakest)
    if is_bound:
        # at least a minimum is that minimum
        shared = t("overview.not_less", amount=plain if weakest["coverage_class"] == "minimum" else shared)
    return t(
        "overview.map_title",
        category=district["category_name"],
        local=local,
        shared=shared,
        floor=theme.quantity(district["floor_gap"], unit),
    )


def _counted(entries: list[tuple[str, str, bool]], rows: pd.DataFrame) -> list[tuple[str, str, bool]]:
    """The entries of a legend with the number of municipalities in each."""
    classes = rows["coverage_class"].map(lambda code: label("coverage", code)).value_counts()
    return [
        (t("finding.with_bounds", value=name, bounds=theme.number(classes[name])), colour, hatched)
        for name, colour, hatched in entries
    ]


def _map_rows(own: pd.DataFrame) -> pd.DataFrame:
    own = own.sort_values(["gap", "name"], ascending=[False, True], na_position="first")
    classes = own["coverage_class"]
    return own.assign(
        figure=[_on_map(row) for _, row in own.iterrows()],
        colour=classes.map(theme.COVERAGE),
        ink=classes.map(theme.COVERAGE_INK),
        missing=classes.isin(theme.WITHOUT_FIGURE),
        hover=[_hover(row) for _, row in own.iterrows()],
    )


def _on_map(row: pd.Series) -> str:
    return theme.stated(theme.quantity(row["gap"], row["unit"], row["coverage_class"] == "protected"), row)


def _hover(row: pd.Series) -> str:
    if row["coverage_class"] in theme.WITHOUT_FIGURE:
        key = "protected.hover" if row["coverage_class"] == "protected" else "overview.hover_missing"
        name = f"<b>{theme.in_chart(row['name'])}</b>"
        return t(key, name=name, category=row["category_name"]).replace("\n", "<br>")
    return t(
        "overview.map_hover",
        name=theme.in_chart(row["name"]),
        gap=theme.missing(row["gap"], row["unit"]),
        coverage=theme.percent(row["coverage"]),
        answer=label("answer", row["answer"]),
    )
