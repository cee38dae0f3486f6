"""Überblick: where in the Kreis is what missing, in one sentence, four figures, a table and a map."""

from dataclasses import replace

import streamlit as st

from dashboards.queries import overview as ask
from dashboards.queries import shared
from dashboards.sections import (
    all_gaps,
    category_gap,
    change,
    chosen,
    course_of_time,
    empty,
    figures,
    finding,
    receipts,
    view,
    why_figures,
    without_need,
)
from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(finding.title)
    chosen.mark(selection.ags)
    month = shared.month(selection.snapshot, selection.month)
    finding.show(selection, month)
    empty.show_next_step(selection, month, "overview")
    figures.show(selection.of_month(), month)
    receipts.show_stocks(selection)
    why_figures.show(selection)
    has_gaps = bool(ask.district(selection.snapshot, selection.month)["municipalities_reported"].max())
    mode = shared.category(selection.snapshot, selection.category)["gap_mode"]
    if has_gaps:
        st.header(t("overview.heat_title"), anchor=False)
        sharing = view.choose()
        all_gaps.show_heat(selection, month, sharing)
    elif month["reported_asylblg"]:
        without_need.show_asylblg(selection, month)
    if has_gaps and mode == "gap":
        category_gap.show_category(selection, month, sharing)
    elif mode != "gap" or not month["reported_asylblg"]:
        without_need.show_presence(selection)
    if mode == "gap":
        # these two are about the Kreis, whichever municipality is marked above
        kreis = replace(selection, ags=None)
        change.show(kreis)
        course_of_time.show(kreis)
    figures.show_ending(selection.of_month())
    receipts.show_offers(selection)
    close_page(selection)
