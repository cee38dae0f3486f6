"""Datenlage: how old each source is, what is wrong with it, what is missing, and what to do next."""

import pandas as pd
import streamlit as st

from dashboards.queries import data_status as ask
from dashboards.sections import coverage, revisions, sources
from dashboards.text import label, labels, t
from dashboards.widgets import close_page, open_page, table


def render() -> None:
    selection = open_page(t("data_status.title"))
    rows = ask.sources(selection.snapshot, ask.day_shown(selection.snapshot))
    sources.show_lead(rows, selection)
    sources.show(rows, revisions.by_source(selection.snapshot))
    st.subheader(t("data_status.findings_title"), anchor=False)
    show_findings(ask.findings(selection.snapshot))
    revisions.show(selection.snapshot)
    coverage.show(selection.snapshot)
    close_page(selection)


def show_findings(findings: pd.DataFrame) -> None:
    """One table for each thing to do, the worst first."""
    if findings.empty:
        st.markdown(t("data_status.no_findings"))
    for (severity, action), rows in findings.groupby(["severity", "action"], sort=False):
        st.markdown(t("data_status.finding", severity=label("severity", severity), count=len(rows), action=action))
        table(rows, labels("finding"))
