"""Offers that serve one municipality: its own and those from elsewhere."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.queries import municipality as ask
from dashboards.text import label, t
from dashboards.widgets import Selection, table


def show(selection: Selection) -> None:
    """Two tables, what ends first on top."""
    offers = ask.offers(selection.snapshot, selection.month, selection.ags)
    st.subheader(t("municipality.offers_title"), anchor=False)
    st.caption(t("municipality.offers_note"))
    here, away = offers[offers["is_seat"]], offers[~offers["is_seat"]]
    st.markdown(t("municipality.offers_here", count=len(here)))
    if not here.empty:
        _list(here, {})
    st.markdown(t("municipality.offers_away", count=len(away)))
    if not away.empty:
        _list(away, {"seat": t("municipality.col_seat")})


def _list(offers: pd.DataFrame, more: dict[str, str]) -> None:
    shown = offers.assign(
        ends=[theme.day(day) if pd.notna(day) else t("municipality.open_end") for day in offers["ends_on"]],
        places=[
            t(
                "municipality.capacity",
                capacity=theme.number(value, 0 if value == int(value) else 2),
                unit=label("unit_short", unit),
            )
            if pd.notna(value)
            else theme.number(None)
            for value, unit in zip(offers["capacity"], offers["capacity_unit"], strict=True)
        ],
    )
    table(
        shown,
        {
            "ends": t("municipality.col_ends"),
            "name": t("municipality.col_offer"),
            "name_de": t("municipality.col_category"),
            "places": t("municipality.col_capacity"),
            **more,
            "provider": t("municipality.col_provider"),
        },
        height="content",
    )
