"""The form that takes files into the drop folder, and what is said of each."""

from __future__ import annotations

import logging

import streamlit as st

from dashboards import drop, theme
from dashboards.markup import as_text
from dashboards.queries import shared
from dashboards.text import t
from dashboards.widgets import Whole, lead


def show_lead(selection: Whole) -> None:
    """What happens to a file, and how many wait."""
    built_at = theme.instant(shared.build(selection.snapshot)["built_at"])
    waiting = theme.number(drop.waiting_files())
    lead(t("upload.lead"), t("upload.how"), t("upload.waiting"), waiting, t("upload.built", at=built_at))


def show_form() -> None:
    """The form; what was sent is kept at once."""
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
