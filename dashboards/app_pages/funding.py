"""Förderung: which gap which programme could pay, which deadline is next, and what an application needs."""

import streamlit as st

from dashboards.sections import (
    funding,
    funding_annex,
    funding_asked,
    funding_deadlines,
    funding_gaps,
    funding_programmes,
)
from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    written = st.query_params.get("gemeinde", "")
    selection = open_page(t("funding.title"))
    funding_asked.tell_unknown_place(written, selection)
    asked = funding_asked.asked(selection)
    funding.show_lead(asked)
    if asked.is_for_groups:
        funding_programmes.show_for_groups(asked)
        funding_deadlines.show(asked)
    else:
        funding_gaps.show(asked)
        funding_programmes.show(asked)
        funding_gaps.show_places(asked)
        funding_deadlines.show(asked)
    funding_annex.show(asked)
    close_page(selection)
