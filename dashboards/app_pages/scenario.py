"""Was wäre wenn: the gaps of all municipalities under assumptions, beside today's; nothing of it touches the data."""

import streamlit as st

from dashboards.sections import (
    scenario_forms,
    scenario_gaps,
    scenario_owed,
    scenario_share,
    scenario_state,
    scenario_top,
)
from dashboards.widgets import close_page, open_page


def render() -> None:
    scenario_state.follow_month()
    case = scenario_state.case_of(open_page(scenario_top.title))
    with st.container(key="supposed" if case.scenario else "as-it-is"):
        scenario_top.show_banner(case)
        scenario_top.show_finding(case)
        scenario_forms.show(case)
        scenario_top.show_assumptions(case)
        scenario_gaps.show_category(case)
        scenario_gaps.show_all(case)
        scenario_owed.show(case)
        scenario_share.show(case)
    close_page(case.selection)
