"""The tables to take away: which rows, in which form, protected how, with which notices."""

from __future__ import annotations

import streamlit as st

from dashboards import theme
from dashboards.queries import downloads as ask
from dashboards.sections import download_table, download_whole, notices, papers
from dashboards.text import language, t
from dashboards.widgets import close_page, lead, open_page


def render() -> None:
    selection = open_page(t("downloads.title"))
    snapshot = selection.snapshot
    origin, relations = ask.origin_of(snapshot), ask.relations(snapshot)
    lead(
        t("downloads.what", tables=len(relations), kreis=origin.kreis_name),
        t("downloads.what_note"),
        t("downloads.known_on"),
        theme.day(origin.known_on),
        t("downloads.built", at=theme.instant(origin.built_at)),
    )
    with st.container(key="protection"):
        st.markdown(t("downloads.unprotected" if origin.protection == "none" else "downloads.protected"))
    st.header(t("downloads.one_title"), anchor=False)
    wish = download_table.draw(selection, relations)
    st.header(t("downloads.whole_title"), anchor=False)
    download_whole.draw(snapshot, wish)
    papers.show_all(snapshot, selection.month)
    st.header(t("downloads.templates_title"), anchor=False)
    download_whole.templates()
    st.header(t("downloads.cite_title"), anchor=False)
    st.code(ask.citation(origin, origin.is_example, language()), language=None, wrap_lines=True)
    notices.show()
    close_page(selection)
