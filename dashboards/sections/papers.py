"""Papers to take to a meeting: made when a button is pressed, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboards import drop, handing, theme
from dashboards.queries import papers as ask
from dashboards.queries.snapshot import is_internal
from dashboards.text import t
from dashboards.widgets import Selection
from pipelines.papers.naming import ALL


def show(selection: Selection) -> None:
    """For one municipality: its council paper as PDF and DOCX, and what is on offer here."""
    snapshot, ags, month = selection.snapshot, selection.ags or "", selection.month
    st.header(t("papers.title"), anchor=False)
    st.caption(t("papers.note", month=theme.month_name(month)))
    left, middle, right = st.columns(3)
    names = {"pdf": t("papers.council_pdf"), "docx": t("papers.council_docx")}
    for column, (form, label) in zip((left, middle), names.items(), strict=True):
        with column:
            make = ask.council(snapshot, ags, month, form)
            _button(label, make, ask.file_name(snapshot, "council", ags, month, form), form)
    with right:
        name = ask.file_name(snapshot, "here", ags, month, "pdf")
        _button(t("papers.here"), ask.here(snapshot, ags, month), name, "pdf")


def show_all(snapshot: str, month: date) -> None:
    """For the whole Kreis: its council paper, and the papers of all places, each kind as one ZIP."""
    st.header(t("papers.all_title"), anchor=False)
    st.caption(t("papers.all_note", month=theme.month_name(month)))
    columns = st.columns(4)
    with columns[0]:
        name = ask.file_name(snapshot, "council", None, month, "pdf")
        _button(t("papers.kreis"), ask.council(snapshot, None, month, "pdf"), name, "pdf")
    archives = (
        (t("papers.all_pdf"), "council", "pdf", "zip"),
        (t("papers.all_docx"), "council", "docx", "docx.zip"),
        (t("papers.all_here"), "here", "pdf", "zip"),
    )
    for column, (label, kind, form, ending) in zip(columns[1:], archives, strict=True):
        with column:
            name = ask.file_name(snapshot, kind, ALL, month, ending)
            _button(label, ask.all_of(snapshot, kind, month, form), name, "zip")
    if is_internal(snapshot):
        where = t("papers.back_page") if drop.is_on() else t("papers.back_verb")
        st.caption(t("papers.confirm_note", where=where))
        _button(t("papers.confirm"), ask.templates(snapshot), ask.templates_name(snapshot), "zip")


def _button(label: str, make: Callable[[], bytes], name: str, ending: str) -> None:
    handing.button(label, make, file_name=name, mime=ask.TYPES[ending], key=f"paper_{name}")
