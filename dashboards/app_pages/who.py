"""Wer macht was wo: who offers what where, where nobody does, whom to talk to, what could be bundled."""

from dataclasses import replace

import streamlit as st

from dashboards.app_pages import page
from dashboards.sections import bundling, partners, together, who, who_offers, who_places
from dashboards.text import t
from dashboards.visible import may_show
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(t("who.title"))
    asked = who.asked(selection)
    known = who.field(asked)
    who.show_lead(asked)
    if known.offers.empty:
        st.page_link(page("offers"), label=t("who.to_offers"))
    else:
        who.filters(known)
        who_offers.show(asked)
        who_places.show(asked)
        who.show_kinds(asked)
        partners.show(asked)
        if may_show("bundling", selection.snapshot):
            bundling.show(selection.of_month())
        together.show(replace(selection, ags=None))
        st.page_link(page("offers"), label=t("who.to_offers"), query_params=who.carried())
    close_page(selection)
