"""Keeping and sharing a scenario: its name, its file, its link, the gaps as CSV; and opening one from its text."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboards import handing
from dashboards.queries import scenario as ask
from dashboards.sections import scenario_state
from dashboards.sections.scenario_state import ADDRESS, Case
from dashboards.text import t
from pipelines.file_names import safe_name
from pipelines.planning.scenario_file import LONGEST_TEXT
from pipelines.scenarios.table import csv_of

TEXT, NAME = "szenario-text", "szenario-name"


def show(case: Case) -> None:
    """Name, files and link while anything is supposed; the field for a file's text always."""
    st.header(t("scenario.share_title"), anchor=False)
    if case.scenario:
        _keep(case)
    with st.expander(t("scenario.open_title"), expanded=False):
        st.text_area(t("scenario.open_label"), key=TEXT, height=160, max_chars=4 * LONGEST_TEXT)
        st.button(t("scenario.open"), key="szenario-oeffnen", on_click=_open)


def _keep(case: Case) -> None:
    st.session_state[NAME] = case.scenario.name
    st.text_input(
        t("scenario.name"), key=NAME, max_chars=100, placeholder=t("scenario.name_hint"), on_change=_named, args=(case,)
    )
    title, snapshot = case.scenario.name or t("scenario.unnamed"), case.selection.snapshot
    with st.container(key="szenario-dateien", horizontal=True):
        handing.button(
            t("scenario.save"),
            lambda: scenario_state.file_of(case).encode(),
            file_name=f"{safe_name(title)}.json",
            mime="application/json",
            key="szenario-datei",
        )
        handing.button(
            t("scenario.save_gaps"),
            lambda: csv_of(ask.gaps(snapshot, case.scenario), title, case.scenario.month, "excel"),
            file_name=ask.file_name(snapshot, case.scenario, title),
            mime="text/csv",
            key="szenario-luecken-csv",
        )
    if ADDRESS not in st.query_params:
        st.caption(t("scenario.too_long_for_link"))
        return
    st.caption(t("scenario.link_note"))
    st.code(_link(), language=None, wrap_lines=True)


def _link() -> str:
    page = (st.context.url or "").partition("?")[0]
    return f"{page}?{urlencode(st.query_params.to_dict())}"


def _named(case: Case) -> None:
    scenario_state.put(case, name=st.session_state[NAME].strip())


def _open() -> None:
    if scenario_state.open_text(st.session_state[TEXT]):
        st.session_state[TEXT] = ""
