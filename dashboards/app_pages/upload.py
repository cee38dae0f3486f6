"""Dateien einreichen: takes files into the drop folder; what they hold is judged by the next run, not here."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st

from dashboards import drop, theme
from dashboards.app_pages import page
from dashboards.queries import shared
from dashboards.sections.findings import as_text
from dashboards.text import t
from dashboards.widgets import close_page, lead, open_page


def render() -> None:
    if not drop.is_on():
        st.error(t("upload.off"))
        return
    selection = open_page(t("upload.title"), _Whole)
    head = st.container()
    st.warning(t("upload.no_persons"))
    with st.form("upload", clear_on_submit=True):
        files = st.file_uploader(
            t("upload.files", most=drop.MOST_MEGABYTES),
            accept_multiple_files=True,
            key="files",
            max_upload_size=drop.MOST_MEGABYTES,
        )
        sent = st.form_submit_button(t("upload.send"), type="primary")
    if sent:
        _keep(files)
    with head:  # last: the files just sent count too
        _show_lead(selection)
    st.page_link(page("findings"), label=t("upload.to_findings"))
    close_page(selection)


def _show_lead(selection: _Whole) -> None:
    built_at = theme.instant(shared.build(selection.snapshot)["built_at"])
    waiting = theme.number(drop.waiting_files())
    lead(t("upload.lead"), t("upload.how"), t("upload.waiting"), waiting, t("upload.built", at=built_at))


@dataclass(frozen=True)
class _Whole:
    """No selection: a file is for the whole Kreis."""

    snapshot: str


def _keep(files: list) -> None:
    if not files:
        st.info(t("upload.none"))
    for file in files:
        shown = as_text(file.name, 120)
        try:
            kept = drop.drop(file.name, file.getvalue())
        except drop.InboxFull:
            st.error(t("upload.full", name=shown))
        except OSError as error:
            logging.getLogger(__name__).error("Datei nicht angenommen", exc_info=error)
            st.error(t("upload.failed", name=shown))
        else:
            st.success(t("upload.kept", name=as_text(kept)))
