"""Datenlage: how old each source is, what is wrong with it, what is missing, and what to do next."""

import streamlit as st

from dashboards.app_pages import page
from dashboards.queries import data_status as ask
from dashboards.sections import arrivals, coverage, failure, findings, reminders, revisions, sources
from dashboards.text import t
from dashboards.visible import may_show
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(t("data_status.title"))
    failure.show(selection.snapshot)
    rows = ask.sources(selection.snapshot, ask.day_shown(selection.snapshot))
    sources.show_lead(rows, selection)
    sources.show(rows, revisions.by_source(selection.snapshot))
    arrivals.show(selection.snapshot)
    reminders.show(selection)
    show_findings(selection.snapshot)
    revisions.show(selection.snapshot)
    coverage.show(selection.snapshot)
    close_page(selection)


def show_findings(snapshot: str) -> None:
    """How many findings of which weight, and the way to them."""
    if not may_show("findings", snapshot):
        return
    st.header(t("data_status.findings_title"), anchor=False)
    counted = findings.counted(snapshot)
    st.markdown(findings.sentence(counted))
    if any(counted.values()):
        st.page_link(page("findings"), label=t("data_status.to_findings"))
