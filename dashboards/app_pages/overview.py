"""Überblick: where in the Kreis is what missing, in one sentence, four figures, a table and a map."""

import streamlit as st

from dashboards.queries import shared
from dashboards.sections import figures, finding, gaps, receipts, view, without_need
from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(lambda selection: t("overview.title", kreis=shared.kreis(selection.snapshot)))
    month = shared.month(selection.snapshot, selection.month)
    finding.show(selection, month)
    figures.show(selection.of_month(), month)
    receipts.show_stocks(selection)
    has_need = max(month["reported_fluag"], month["reported_wohnsitz"]) > 0
    mode = shared.category(selection.snapshot, selection.category)["gap_mode"]
    if has_need:
        st.subheader(t("overview.heat_title"), anchor=False)
        chosen = view.choose()
        gaps.show_heat(selection, month, chosen)
    elif month["reported_asylblg"]:
        without_need.show_asylblg(selection, month)
    if has_need and mode == "gap":
        gaps.show_category(selection, month, chosen)
    elif mode != "gap" or not month["reported_asylblg"]:
        without_need.show_presence(selection)
    figures.show_ending(selection.of_month())
    close_page(selection)
