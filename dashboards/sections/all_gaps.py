"""All categories on Überblick: the heat map, on a narrow screen a list."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import elsewhere
from dashboards.charts.heat import heat_table
from dashboards.charts.plain import desk, legend, note, phone, ranked
from dashboards.drawn import drawn_once
from dashboards.folded import folded_table
from dashboards.queries import overview as ask
from dashboards.sections import alternatives
from dashboards.sections.gap_rows import coverage_legend, show_rows, weakest_of
from dashboards.sections.silence import keep_speaking
from dashboards.sections.view import SHARED, seen
from dashboards.text import t
from dashboards.widgets import Selection
from dashboards.withheld import withheld_sentence


def show_heat(selection: Selection, month: pd.Series, view: str) -> None:
    """The heat map, every cell a link to its municipality; on a narrow screen a list of the categories instead."""
    which = (selection.snapshot, selection.month, view)
    _heat(*which, int(month["municipalities"]))
    folded_table("tabelle-alle", lambda: _rows(*which))


@drawn_once
def _heat(snapshot: str, month: date, view: str, municipalities: int) -> None:
    rows = keep_speaking(seen(ask.gaps(snapshot, month), view), "need")
    drawn = set(rows["ags"])
    people = ask.people(snapshot, month)
    order = [ags for ags in people["ags"] if ags in drawn]
    totals = _district(snapshot, month, view)

    def link(ags: str, category: str) -> str:
        return elsewhere("municipality", gemeinde=ags, kategorie=category, monat=f"{month:%Y-%m}")

    explained = note(_explained(view, is_counted=people["people"].notna().any(), rows=rows))
    table = heat_table(rows, order, totals, alternatives.heat(rows), link)
    reported = int(totals["municipalities_reported"].max())
    summed = t("overview.heat_total_note", reported=reported, all=municipalities)
    hidden = withheld_sentence(int(totals["municipalities_withheld"].max()))
    st.html(
        desk(explained + legend(coverage_legend(rows)) + table)
        + phone(ranked(_list_rows(totals)))
        + note(" ".join(filter(None, [summed, hidden])))
    )


@drawn_once
def _rows(snapshot: str, month: date, view: str) -> None:
    show_rows(seen(ask.gaps(snapshot, month), view))


def _explained(view: str, *, is_counted: bool, rows: pd.DataFrame) -> str:
    """What number and colour say, how the rows are sorted, and the sign of an estimate where there is one."""
    order = t("overview.by_people") if is_counted else t("overview.by_name")
    said = t("overview.heat_note" if view == SHARED else "overview.heat_note_local", order=order)
    is_estimated = (rows["need_basis"] == "estimated").any()
    return f"{said} {t('overview.estimated_note')}" if is_estimated else said


def _district(snapshot: str, month: date, view: str) -> pd.DataFrame:
    """Rows of `overview.district` with `gap` as the view shows it, as well founded as its weakest summand."""
    rows, gaps = ask.district(snapshot, month), seen(ask.gaps(snapshot, month), view)
    weakest = [weakest_of(gaps[gaps["category"] == category]) for category in rows["category"]]
    return rows.assign(
        gap=rows["shared_gap" if view == SHARED else "local_gap"],
        **{name: [one[name] for one in weakest] for name in ("coverage_class", "need_basis")},
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
                gap=theme.missing(row["gap"], row["unit"], row),
            ),
            row["certainly_short"] / max(row["municipalities_reported"], 1),
        )
        for _, row in ordered.iterrows()
    ]
