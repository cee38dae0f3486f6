"""Eigene Zahlen: what was reported for the municipality somebody is signed in for, unrounded."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import handing, refusal
from dashboards.markup import as_name
from dashboards.queries import own as ask
from dashboards.queries import shared
from dashboards.queries.snapshot import name_of
from dashboards.roles import Role
from dashboards.sign_in import role
from dashboards.text import labels, t
from dashboards.visible import may_open
from dashboards.widgets import Whole, close_page, open_page, table

CODES = {"legal_group": "legal_group", "scheme": "scheme_short", "severity": "severity", "unit": "unit"}


def render() -> None:
    reader = role()
    if not may_open("own", reader):
        refusal.show("own")
        return
    selection = open_page(lambda chosen: _title(chosen.snapshot, reader), Whole)
    name = _name(selection.snapshot, reader)
    if name is None:
        st.info(t("own.unknown_place", ags=reader.ags))
    else:
        st.markdown(t("own.lead", name=as_name(name)))
        st.caption(t("own.note", name=as_name(name)))
        for code, title in labels("own_table").items():
            st.header(title, anchor=False)
            _show(selection.snapshot, reader, code)
    close_page(selection)


def _show(snapshot: str, reader: Role, code: str) -> None:
    rows = ask.own(snapshot, reader, code)
    if rows.empty:
        st.markdown(t("own.none"))
        return
    coded = {column: labels(group) for column, group in CODES.items() if column in rows}
    shown = rows.assign(**{column: rows[column].map(names).fillna(rows[column]) for column, names in coded.items()})
    words = shown.select_dtypes("str").columns
    table(shown.assign(**shown[words].fillna("–")), _heads()[code], digits=0 if code in ("stock", "finding") else 2)
    if code in ask.FILES:
        file_name = f"{ask.FILES[code]}_{reader.ags}_{name_of(snapshot)[:8]}.csv"
        handing.button(
            t("own.download"), ask.file(snapshot, reader, code), file_name=file_name, mime="text/csv", key=code
        )


def _heads() -> dict[str, dict[str, str]]:
    return {
        "stock": labels("own_stock"),
        "obligation": labels("own_obligation"),
        "need": labels("own_need"),
        "offer": labels("own_offer"),
        "finding": labels("own_finding"),
    }


def _title(snapshot: str, reader: Role) -> str:
    name = _name(snapshot, reader)
    return t("own.title", name=name) if name else t("own.nav")


def _name(snapshot: str, reader: Role) -> str | None:
    rows: pd.DataFrame = shared.municipalities(snapshot)
    found = rows.loc[rows["ags"] == reader.ags, "name"]
    return None if found.empty else str(found.iloc[0])
