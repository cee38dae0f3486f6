"""Offers that serve one municipality: its own and those from elsewhere."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import municipality as ask
from dashboards.queries.cliff import cliff
from dashboards.sections import ends
from dashboards.text import t
from dashboards.widgets import Selection, ranked_list, table


@drawn_once
def show_ending(selection: Selection) -> None:
    """What falls away here within a year if nothing is renewed."""
    st.header(t("municipality.ends_title"), anchor=False)
    rows = cliff(selection.snapshot, selection.month, selection.ags)
    if rows.empty:
        st.write(t("municipality.ends_none"))
        return
    st.caption(t("municipality.ends_note"))
    with st.container(key="ends"):
        ends.show(rows)


@drawn_once
def show(selection: Selection) -> None:
    """Two tables, what ends first on top."""
    offers = ask.offers(selection.snapshot, selection.month, selection.ags)
    st.header(t("municipality.offers_title"), anchor=False)
    st.caption(t("municipality.offers_note"))
    here, away = offers[offers["is_seat"]], offers[~offers["is_seat"]]
    st.markdown(t("municipality.offers_here", count=len(here)))
    if not here.empty:
        _list(here, {}, "here")
    st.markdown(t("municipality.offers_away", count=len(away)))
    if not away.empty:
        _list(away, {"seat": t("municipality.col_seat")}, "away")


def _list(offers: pd.DataFrame, more: dict[str, str], key: str) -> None:
    shown = offers.assign(
        ends=[theme.day(day) if pd.notna(day) else t("municipality.open_end") for day in offers["ends_on"]],
        places=[
            theme.with_unit(theme.number(value, 0 if value == int(value) else 2), unit)
            if pd.notna(value)
            else theme.number(None)
            for value, unit in zip(offers["capacity"], offers["capacity_unit"], strict=True)
        ],
    )
    with st.container(key=f"wide-{key}"):
        table(
            shown,
            {
                "ends": t("municipality.col_ends"),
                "name": t("municipality.col_offer"),
                "category_name": t("municipality.col_category"),
                "places": t("municipality.col_capacity"),
                **more,
                "provider": t("municipality.col_provider"),
            },
            height="content",
        )
    with st.container(key=f"narrow-{key}"):
        ranked_list([(row["name"], _sentence(row), 0.0) for _, row in shown.iterrows()])


def _sentence(row: pd.Series) -> str:
    values = {"capacity": row["places"], "provider": row["provider"]}
    if pd.isna(row["ends_on"]):
        return t("municipality.offer_row_open", **values)
    return t("municipality.offer_row", ends=row["ends"], **values)
