"""The tables to take away: for which day, in which form, with which notices."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.queries import downloads as ask
from dashboards.text import labels, t
from dashboards.widgets import close_page, lead, open_page, table

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "excel": "text/csv",
    "rfc4180": "text/csv",
}


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
    st.markdown(t("downloads.unprotected"))
    st.download_button(
        t("downloads.all"),
        ask.archive(snapshot),
        file_name=ask.file_name(snapshot, "bedarfsatlas", "zip", origin.is_example),
        mime="application/zip",
        on_click="ignore",
        type="primary",
        key="all",
    )
    st.caption(t("downloads.all_hint"))
    st.header(t("downloads.one_title"), anchor=False)
    _one(snapshot, relations)
    st.header(t("downloads.cite_title"), anchor=False)
    st.code(origin.citation(origin.is_example), language=None, wrap_lines=True)
    st.markdown(t("downloads.notices") + "".join(f"\n- {notice}" for notice in ask.NOTICES))
    close_page(selection)


def _one(snapshot: str, relations: dict[str, int]) -> None:
    titles = {
        name: t("downloads.table", title=ask.contract_of(name).title, name=name, rows=theme.number(count))
        for name, count in relations.items()
    }
    left, right = st.columns(2)
    relation = left.selectbox(
        t("downloads.which"), list(titles), list(titles).index("gap"), format_func=titles.__getitem__, key="relation"
    )
    forms = labels("form")
    form = right.radio(t("downloads.form"), list(forms), format_func=forms.__getitem__, key="form")
    contract = ask.contract_of(relation)
    st.markdown(t("downloads.about", meaning=contract.meaning, grain=contract.grain))
    ending = "xlsx" if form == "xlsx" else "csv"
    st.download_button(
        t("downloads.one", title=contract.title),
        ask.file(snapshot, relation, form),
        file_name=ask.file_name(snapshot, relation, ending, ask.is_example(snapshot, relation)),
        mime=TYPES[form],
        on_click="ignore",
        key="one",
    )
    with st.expander(t("downloads.columns", count=len(contract.columns))):
        table(pd.DataFrame(ask.described(relation)), labels("column"))
