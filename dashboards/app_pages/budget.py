"""Budget: what a sum of money buys where, exactly, beside the ways people choose without a solver."""

import streamlit as st

from dashboards.app_pages import page
from dashboards.sections import (
    budget_answer,
    budget_asked,
    budget_file,
    budget_known,
    budget_left_out,
    budget_result,
)
from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    asked = open_page(budget_asked.title, budget_asked.bar)
    for problem in asked.problems:
        st.warning(problem)
    found = None
    if asked.wish:
        found = budget_answer.of(asked)
        budget_result.show_lead(asked)
    budget_asked.fields(asked)
    if found and found.placed and budget_known.is_known(found, asked):
        budget_result.show(asked)
        budget_file.download(asked)
    budget_left_out.show(asked)
    budget_asked.show_sources(asked.selection.snapshot)
    st.page_link(page("offers"), label=t("budget.to_offers"))
    close_page(asked.selection)
