"""Dateien einreichen: takes files into the drop folder; what they hold is judged by the next run, not here."""

import streamlit as st

from dashboards import drop
from dashboards.app_pages import page
from dashboards.sections import arrivals, upload
from dashboards.text import t
from dashboards.widgets import Whole, close_page, open_page


def render() -> None:
    if not drop.is_on():
        st.error(t("upload.off"))
        return
    selection = open_page(t("upload.title"), Whole, newest=True)
    head = st.container()
    upload.show_form()
    with head:  # last: the files just sent count too
        upload.show_lead(selection)
    arrivals.show(selection.snapshot)
    st.page_link(page("findings"), label=t("upload.to_findings"))
    close_page(selection)
