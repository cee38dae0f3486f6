"""Angebote: which offers run, which end soon, how fresh what is known of them is."""

import streamlit as st

from dashboards.app_pages import page
from dashboards.queries import offers as ask
from dashboards.queries.data_status import day_shown
from dashboards.sections import receipts, register, who
from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(t("offers.title"))
    rows = ask.register(selection.snapshot, selection.month, selection.ags, day_shown(selection.snapshot))
    register.show_lead(rows, selection)
    if not rows.empty:
        register.show(rows, selection)
        receipts.show_offers(selection)
    st.page_link(page("who"), label=t("offers.to_who"), query_params=who.carried())
    close_page(selection)
