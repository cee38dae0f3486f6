"""All categories on Überblick: the heat map, on a narrow screen a list."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import theme
from dashboards.charts.heat import heat_map
from dashboards.drawn import drawn_once
from dashboards.queries import overview as ask
from dashboards.sections import alternatives
from dashboards.sections.gap_rows import coverage_legend, show_rows
from dashboards.sections.silence import keep_speaking
from dashboards.sections.view import SHARED, seen
from dashboards.text import language, t
from dashboards.widgets import Selection, chart, clicked, legend, open_municipality, ranked_list
from dashboards.withheld import withheld_sentence


def show_heat(selection: Selection, month: pd.Series, view: str) -> None:
    """The heat map; on a narrow screen a list of the categories instead. A click opens the municipality."""
    with st.container(key="wide-heat"):
        _above_heat(selection.snapshot, selection.month, view)
        figure, alt, columns = _heat(selection.snapshot, selection.month, view, selection.ags, language())
        event = chart(figure, key="heat", alt=alt, on_select="rerun", selection_mode="points")
    _below_heat(selection.snapshot, selection.month, view, int(month["municipalities"]))
    if ags := clicked(event):
        open_municipality(selection, ags, columns[event.selection.points[0]["curve_number"]])


@drawn_once
def _above_heat(snapshot: str, month: date, view: str) -> None:
    st.caption(t("overview.heat_note") if view == SHARED else t("overview.heat_note_local"))
    legend(coverage_legend(keep_speaking(seen(ask.gaps(snapshot, month), view), "need")))


# A chart that can be clicked is a widget, which `drawn_once` cannot keep; its figure can be kept.
@st.cache_resource(max_entries=200, show_spinner=False)
def _heat(snapshot: str, month: date, view: str, selected: str | None, spoken: str) -> tuple[go.Figure, str, list[str]]:
    """The figure, its text alternative in `spoken`, the language of this run, and the categories of its traces."""
    rows = keep_speaking(seen(ask.gaps(snapshot, month), view), "need")
    drawn = set(rows["ags"])
    order = [ags for ags in ask.people(snapshot, month)["ags"] if ags in drawn]
    columns = [code for code in theme.SHORT_ORDER if code in set(rows["category"])]
    return heat_map(rows, order, _district(snapshot, month, view), selected), alternatives.heat(rows), columns


@drawn_once
def _below_heat(snapshot: str, month: date, view: str, municipalities: int) -> None:
    district = _district(snapshot, month, view)
    with st.container(key="narrow-heat"):
        ranked_list(_list_rows(district))
    reported = int(district["municipalities_reported"].max())
    note = t("overview.heat_total_note", reported=reported, all=municipalities)
    hidden = withheld_sentence(int(district["municipalities_withheld"].max()))
    st.caption(" ".join(filter(None, [note, hidden])))
    show_rows(seen(ask.gaps(snapshot, month), view))


def _district(snapshot: str, month: date, view: str) -> pd.DataFrame:
    """Rows of `overview.district` with `gap` as the view shows it."""
    rows = ask.district(snapshot, month)
    return rows.assign(gap=rows["shared_gap" if view == SHARED else "local_gap"])


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
