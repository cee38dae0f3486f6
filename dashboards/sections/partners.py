"""Whom to talk to: the institutions behind the offers shown, with the contact their inventory names. No persons."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.charts.linked import listing
from dashboards.drawn import drawn_once
from dashboards.sections import who
from dashboards.sections.who import Asked
from dashboards.text import label, t

# So many stand on the page; the register has all.
SHOWN = 12


@drawn_once
def show(asked: Asked) -> None:
    """The institutions with most offers of the choice first."""
    rows = institutions(who.found(who.field(asked)))
    st.header(t("who.partners_title"), anchor=False)
    if rows.empty:
        st.markdown(t("who.partners_none"))
        return
    shown = min(SHOWN, len(rows))
    st.caption(t("who.partners_note", shown=theme.number(shown), all=theme.number(len(rows))))
    heads = [label("register", "provider"), label("register", "kind"), t("who.offers"), t("who.does"), t("who.contact")]
    body = [
        [
            row["provider"],
            label("provider_kind", row["provider_kind"]),
            theme.number(row["offers"]),
            row["categories"],
            row["contact"] or "–",
        ]
        for _, row in rows[:SHOWN].iterrows()
    ]
    st.html(listing(t("who.partners_title"), heads, body))


def institutions(offers: pd.DataFrame) -> pd.DataFrame:
    """One row per institution: provider, provider_kind, offers, categories and contacts written one after another."""
    grouped = offers.groupby(["provider", "provider_kind"], as_index=False).agg(
        offers=("offer_id", "size"),
        categories=("category_name", _together),
        contact=("contact", _together),
    )
    return grouped.sort_values(["offers", "provider"], ascending=[False, True])


def _together(texts: pd.Series) -> str:
    return ", ".join(sorted(texts.dropna().unique()))
