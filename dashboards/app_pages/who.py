"""Wer macht was wo: who offers what where, where nobody does, whom to talk to, what could be bundled."""

from pathlib import Path

import streamlit as st

from dashboards.app_pages import page
from dashboards.sections import bundling, partners, together, who, who_offers, who_places
from dashboards.text import t
from dashboards.visible import may_show
from dashboards.widgets import close_page, open_page

STYLE = Path(__file__).parents[1] / "who.html"


def render() -> None:
    st.html(STYLE)
    selection = open_page(t("who.title"))
    field = who.field(selection)
    who.show_lead(field)
    if field.offers.empty:
        st.page_link(page("offers"), label=t("who.to_offers"))
    else:
        found = who.filters(field)
        who_offers.show(field, found)
        who_places.show(field)
        who.show_kinds(field)
        partners.show(found)
        if may_show("bundling", selection.snapshot):
            bundling.show(selection)
        together.show(selection)
        st.page_link(page("offers"), label=t("who.to_offers"), query_params=who.carried())
    close_page(selection)
