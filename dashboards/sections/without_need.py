"""What Überblick shows where no need can be worked out: AsylbLG counts, or who offers something."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.charts.area_map import area_map
from dashboards.charts.ranking import counts
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import overview as ask
from dashboards.queries import shared
from dashboards.sections import alternatives
from dashboards.sections.gap_rows import ground
from dashboards.sections.silence import keep_speaking
from dashboards.text import t
from dashboards.widgets import Selection, as_table, chart, clicked, open_municipality
from dashboards.withheld import in_words

# Steps of one hue: these maps count, they do not judge.
STEPS = ["#EDF2F7", "#C9D9E8", "#97BFE0", "#3B76AA", "#14406F"]


@drawn_once
def show_asylblg(selection: Selection, month: pd.Series) -> None:
    """Recipients under AsylbLG per municipality; they never enter a need."""
    rows = ask.people(selection.snapshot, selection.month)
    rows = rows.assign(is_protected=rows["asylblg_is_protected"])
    st.header(t("overview.asylblg_title", of=month["reported_asylblg"], all=month["municipalities"]), anchor=False)
    hover = [
        t("overview.asylblg_hover", name=name, count=theme.number(count, is_protected=hidden))
        for name, count, hidden in zip(rows["name"], rows["asylblg"], rows["is_protected"], strict=True)
    ]
    for _, row in rows.dropna(subset=["asylblg_note"]).iterrows():
        st.caption(t("overview.asylblg_note", name=as_name(row["name"]), note=as_name(row["asylblg_note"])))
    _map_and_bars(selection, rows.assign(hover=hover), "asylblg", "accessibility.asylblg")
    as_table(in_words(rows, ("asylblg",)), {"name": t("overview.col_name"), "asylblg": t("overview.col_count")})


@drawn_once
def show_presence(selection: Selection) -> None:
    """How many offers of the chosen category serve each municipality."""
    rows = ask.presence(selection.snapshot, selection.month, selection.category)
    category = shared.category(selection.snapshot, selection.category)
    st.header(t("overview.presence_title", category=category["category_name"]), anchor=False)
    st.caption(t("overview.presence_note"))
    hover = [
        t("overview.presence_hover", name=row["name"], offers=row["offers"], here=row["offers_here"])
        for _, row in rows.iterrows()
    ]
    _map_and_bars(selection, rows.assign(hover=hover), "offers", "accessibility.presence")
    as_table(
        rows,
        {
            "name": t("overview.col_name"),
            "offers": t("overview.col_offers"),
            "offers_here": t("overview.col_here"),
        },
    )


def _map_and_bars(selection: Selection, rows: pd.DataFrame, column: str, kind: str) -> None:
    alt = alternatives.most_and_least(kind, rows, column, theme.number)
    # Where all have the same, none stands out.
    top = max(rows[column].max(), 1) * (2 if rows[column].nunique() == 1 else 1)
    step = (rows[column].fillna(0) / top * (len(STEPS) - 1)).round().astype(int)
    is_protected = rows["is_protected"] if "is_protected" in rows else [False] * len(rows)
    placed = rows.assign(
        figure=[theme.number(n, is_protected=hidden) for n, hidden in zip(rows[column], is_protected, strict=True)],
        colour=[STEPS[n] if known else theme.MISSING for n, known in zip(step, rows[column].notna(), strict=True)],
        ink=["#FFFFFF" if n > 2 else theme.INK for n in step],
        missing=rows[column].isna(),
    ).sort_values(column, ascending=False, na_position="first")
    left, right = st.columns([7, 5], gap="medium")
    with left, st.container(key="wide-map"):
        figure = area_map(placed, ground(selection.snapshot), selection.ags)
        event = chart(figure, key="map", alt=alt, on_select="rerun", selection_mode="points")
    with right:
        chart(counts(keep_speaking(rows, column), column, selection.ags), key="ranking", alt=alt)
    if ags := clicked(event):
        open_municipality(selection, ags)
