"""Gaps on Überblick: all categories as a heat map, the chosen one as map and ranking."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.charts.area_map import Ground, area_map
from dashboards.charts.heat import heat_map
from dashboards.charts.ranking import amount, dumbbells
from dashboards.queries import geometry
from dashboards.queries import overview as ask
from dashboards.sections import alternatives
from dashboards.sections.silence import keep_speaking
from dashboards.sections.view import SHARED, seen
from dashboards.text import label, t
from dashboards.widgets import Selection, as_table, chart, clicked, legend, open_municipality, ranked_list


def show_heat(selection: Selection, month: pd.Series, view: str) -> None:
    """The heat map; on a narrow screen a list of the categories instead."""
    rows = seen(ask.gaps(selection.snapshot, selection.month), view)
    district = ask.district(selection.snapshot, selection.month)
    district["gap"] = district["shared_gap" if view == SHARED else "local_gap"]
    order = ask.people(selection.snapshot, selection.month)["ags"].tolist()
    with st.container(key="wide-heat"):
        st.caption(t("overview.heat_note") if view == SHARED else t("overview.heat_note_local"))
        drawn = keep_speaking(rows, "need")
        legend(coverage_legend(drawn))
        event = chart(
            heat_map(drawn, [ags for ags in order if ags in set(drawn["ags"])], district, selection.ags),
            key="heat",
            alt=alternatives.heat(rows),
            on_select="rerun",
            selection_mode="points",
        )
    with st.container(key="narrow-heat"):
        ranked_list(_list_rows(district))
    reported = int(district["municipalities_reported"].max())
    st.caption(t("overview.heat_total_note", reported=reported, all=month["municipalities"]))
    show_rows(rows)
    if ags := clicked(event):
        open_municipality(selection, ags)


def show_category(selection: Selection, month: pd.Series, view: str) -> None:
    """Map and ranking of the chosen category, side by side."""
    rows = seen(ask.gaps(selection.snapshot, selection.month), view)
    own = rows[rows["category"] == selection.category]
    district = ask.district(selection.snapshot, selection.month).set_index("category").loc[selection.category]
    if not district["municipalities_reported"]:
        st.header(t("overview.map_none", category=district["category_name"]), anchor=False)
        return
    is_bound = bool(own["shared_is_upper_bound"].any())
    st.header(_sums(district, is_bound), anchor=False)
    unit = theme.unit_name(district["unit"])
    reported = {"reported": district["municipalities_reported"], "all": month["municipalities"]}
    with st.container(key="wide-note"):
        marks = t("overview.rank_shared") if district["is_shared"] else t("overview.rank_local")
        st.caption(t("overview.rank_note", unit=unit, marks=marks, **reported))
    with st.container(key="narrow-note"):
        st.caption(t("overview.list_note", unit=unit, **reported))
    if is_bound:
        st.caption(t("overview.upper_bound"))
    left, right = st.columns([7, 5], gap="medium")
    with left, st.container(key="wide-map"):
        legend(coverage_legend(own))
        chart(
            area_map(_map_rows(own), ground(selection.snapshot), selection.ags),
            key="map",
            alt=_said("accessibility.map", own),
        )
    with right:
        spoken = keep_speaking(own, "need")
        with st.container(key="wide-rank"):
            chart(dumbbells(spoken, selection.ags), key="ranking", alt=_said("accessibility.ranking", own))
        with st.container(key="narrow-rank"):
            ranked_list(_rank_rows(spoken))
    show_rows(own)


def _said(kind: str, own: pd.DataFrame) -> str:
    unit = own["unit"].iloc[0]
    return alternatives.most_and_least(kind, own, "gap", lambda value: theme.missing(value, unit))


def _sums(district: pd.Series, is_bound: bool) -> str:
    """Both sums and the floor of the Kreis in one sentence."""
    unit = district["unit"]
    local = theme.missing(district["local_gap"], unit)
    if not district["is_shared"]:
        return t("overview.map_title_unshared", category=district["category_name"], local=local)
    shared = theme.quantity(district["shared_gap"], unit)
    return t(
        "overview.map_title",
        category=district["category_name"],
        local=local,
        shared=t("overview.not_less", amount=shared) if is_bound else shared,
        floor=theme.quantity(district["floor_gap"], unit),
    )


def ground(snapshot: str) -> Ground:
    """What the map of a snapshot is drawn on."""
    lon, lat = geometry.extent(snapshot)
    return Ground(geometry.map_url(snapshot), geometry.neighbours(snapshot), geometry.centres(snapshot), lon, lat)


def coverage_legend(rows: pd.DataFrame) -> list[tuple[str, str, bool]]:
    """(name, colour, hatched) of the classes that occur, from most missing to fully covered."""
    order = ["under_25", "25_50", "50_75", "75_100", "full", "no_need", "minimum", "no_figure"]
    present = [code for code in order if code in set(rows["coverage_class"])]
    return [(label("coverage", code), theme.COVERAGE[code], code == "no_figure") for code in present]


def show_rows(rows: pd.DataFrame) -> None:
    """The rows of `overview.gaps` as a table."""
    shown = rows.assign(
        answer_name=[label("answer", code) for code in rows["answer"]],
        unit_name=[theme.unit_name(code) for code in rows["unit"]],
        coverage_percent=rows["coverage"] * 100,
    )
    as_table(
        shown,
        {
            "name": t("overview.col_name"),
            "category_name": t("overview.col_category"),
            "unit_name": t("overview.col_unit"),
            "need_low": t("overview.col_low"),
            "need": t("overview.col_need"),
            "need_high": t("overview.col_high"),
            "local_supply": t("overview.col_supply"),
            "shared_supply": t("overview.col_shared"),
            "local_gap": t("overview.col_local"),
            "shared_gap": t("overview.col_gap"),
            "gives": t("overview.col_gives"),
            "coverage_percent": t("overview.col_coverage"),
            "answer_name": t("overview.col_answer"),
        },
        digits=1,
    )


def _map_rows(own: pd.DataFrame) -> pd.DataFrame:
    classes = own["coverage_class"]
    return own.assign(
        colour=classes.map(theme.COVERAGE),
        ink=classes.map(theme.COVERAGE_INK),
        missing=classes == "no_figure",
        hover=[_hover(row) for _, row in own.iterrows()],
    )


def _hover(row: pd.Series) -> str:
    if row["coverage_class"] == "no_figure":
        return t("overview.hover_missing", name=row["name"], category=row["category_name"])
    return t(
        "overview.map_hover",
        name=row["name"],
        gap=theme.missing(row["gap"], row["unit"]),
        coverage=theme.percent(row["coverage"]),
        answer=label("answer", row["answer"]),
    )


def _list_rows(district: pd.DataFrame) -> list[tuple[str, str, float]]:
    known = district[district["municipalities_reported"] > 0]
    ordered = known.sort_values("certainly_short", ascending=False)
    return [
        (
            row["category_name"],
            t(
                "overview.list_row",
                short=row["certainly_short"],
                of=row["municipalities_reported"],
                gap=theme.missing(row["gap"], row["unit"]),
            ),
            row["certainly_short"] / max(row["municipalities_reported"], 1),
        )
        for _, row in ordered.iterrows()
    ]


def _rank_rows(own: pd.DataFrame) -> list[tuple[str, str, float]]:
    ordered = own.sort_values(["shared_gap", "name"], ascending=[False, True], na_position="last")
    longest = max(own["shared_gap"].max(), 1e-9)
    rows = []
    for _, row in ordered.iterrows():
        if pd.isna(row["shared_gap"]):
            rows.append((row["name"], t("common.missing"), 0.0))
            continue
        text = t("overview.rank_row", amount=amount(row), answer=label("answer", row["answer"]))
        rows.append((row["name"], text, row["shared_gap"] / longest))
    return rows
