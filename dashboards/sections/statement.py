"""The accessibility statement: state, what to expect, what is not accessible and why, whom to tell."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboards import theme
from dashboards.charts.linked import listing
from dashboards.queries.data_status import contact
from dashboards.sections.findings import as_text
from dashboards.text import t
from dashboards.widgets import lead

# The day somebody last went through all pages; docs/accessibility.md says how.
REVIEWED = date(2026, 11, 23)


def show() -> None:
    """The whole statement; the contact is the one of the settings."""
    day = theme.day(REVIEWED)
    reviewed = t("accessibility.reviewed"), day, t("accessibility.reviewed_how")
    lead(t("accessibility.lead"), t("accessibility.lead_note"), *reviewed)
    st.header(t("accessibility.works_title"), anchor=False)
    works = [
        t("accessibility.works_keyboard"),
        t("accessibility.works_charts"),
        t("accessibility.works_colour"),
        t("accessibility.works_zoom"),
    ]
    st.markdown("\n".join(f"- {text}" for text in works))
    _limits()
    st.header(t("accessibility.feedback_title"), anchor=False)
    told = t("accessibility.feedback", contact=as_text(contact())) if contact() else t("accessibility.feedback_none")
    st.markdown(told)
    st.header(t("accessibility.ombuds_title"), anchor=False)
    st.markdown(t("accessibility.ombuds"))


def _limits() -> None:
    st.header(t("accessibility.limits_title"), anchor=False)
    st.caption(t("accessibility.limits_note"))
    heads = [t("accessibility.limit_what"), t("accessibility.limit_why"), t("accessibility.limit_way")]
    rows = [
        [t("accessibility.limit_grid"), t("accessibility.limit_grid_why"), t("accessibility.limit_grid_way")],
        [t("accessibility.limit_chart"), t("accessibility.limit_chart_why"), t("accessibility.limit_chart_way")],
        [t("accessibility.limit_english"), t("accessibility.limit_english_why"), t("accessibility.limit_english_way")],
    ]
    st.html(listing(t("accessibility.limits_title"), heads, rows))
