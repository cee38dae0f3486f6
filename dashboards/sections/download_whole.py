"""Everything at once: the ZIP, the offers as Open Referral, the entry for a data portal; and the forms to fill in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboards import handing
from dashboards.queries import downloads as ask
from dashboards.text import language, t

TYPES = {".csv": "text/csv", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def draw(snapshot: str, wish: ask.Wish) -> None:
    """Three files that follow the rows, language and hashtags chosen above."""
    origin = ask.origin_of(snapshot)
    whole = replace(wish, relations=(), catalogue=ask.catalogue())
    rows = ask.selected(whole.selection, None, language())
    st.markdown(t("downloads.whole_rows", selection=rows))
    left, middle, right = st.columns(3)
    with left:
        _button("all", t("downloads.all"), ask.archive(snapshot, whole), snapshot, "bedarfsatlas", "zip", whole)
        st.caption(t("downloads.all_hint"))
    with middle:
        if ask.is_offered(snapshot):
            _button("hsds", t("downloads.hsds"), ask.offers(snapshot, whole), snapshot, "offer_hsds", "zip", whole)
            st.caption(t("downloads.hsds_hint"))
        else:
            st.info(t("downloads.hsds_none"))
    with right:
        handing.button(
            t("downloads.record"), ask.record(snapshot, whole), file_name="dcat.jsonld",
            mime="application/ld+json", key="record",
        )  # fmt: skip
        known = whole.catalogue.is_known
        st.caption(
            t("downloads.record_hint", kreis=origin.kreis_name)
            + (" " + t("downloads.record_open") if not known else "")
        )


def templates() -> None:
    """The empty inventories."""
    st.markdown(t("downloads.templates_hint"))
    found = ask.templates()
    for column, path in zip(st.columns(4) * len(found), found, strict=False):
        with column:
            handing.button(
                path.name, path.read_bytes, file_name=path.name, mime=TYPES[path.suffix], key=f"template_{path.name}"
            )


def _button(key: str, label: str, make: object, snapshot: str, stem: str, ending: str, wish: ask.Wish) -> None:
    name = ask.file_name(snapshot, stem, ending, ask.origin_of(snapshot).is_example, wish.selection)
    mime = "application/zip"
    handing.button(label, make, file_name=name, mime=mime, key=key)
