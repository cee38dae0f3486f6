"""What stands beside the gaps and is never counted with them: scenarios, and offers without a need figure."""

from __future__ import annotations

import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import municipality as ask
from dashboards.text import t
from dashboards.widgets import Selection, rows_table


@drawn_once
def show_scenarios(selection: Selection) -> None:
    """Migration counselling and health: what one weak source would mean here, and why it is no gap."""
    rows = ask.scenarios(selection.snapshot, selection.month, selection.ags).dropna(subset=["need"])
    if rows.empty:
        return
    st.header(t("municipality.scenario_title"), anchor=False)
    st.caption(t("municipality.scenario_note"))
    with st.container(key="scenario"):
        rows_table(
            [
                t("municipality.col_category"),
                t("municipality.col_scenario_need"),
                t("municipality.col_supply"),
                t("municipality.col_scenario_gap"),
            ],
            [
                [
                    t("municipality.scenario_name", name=row["category_name"], unit=theme.unit_name(row["unit"])),
                    *(theme.quantity(row[column], row["unit"]) for column in ("need", "local_supply", "gap")),
                ]
                for _, row in rows.iterrows()
            ],
        )
        with st.expander(t("municipality.why")):
            for _, row in rows.iterrows():
                st.markdown(t("municipality.scenario_source", name=row["category_name"], source=as_name(row["source"])))


@drawn_once
def show_presence(selection: Selection) -> None:
    """The categories without a need figure: only who is there."""
    rows = ask.presence(selection.snapshot, selection.month, selection.ags)
    st.header(t("municipality.presence_title"), anchor=False)
    st.caption(t("municipality.presence_note"))
    with st.container(key="presence"):
        rows_table(
            [t("municipality.col_category"), t("municipality.col_offers"), t("municipality.col_here")],
            [
                [row["category_name"], theme.number(row["offers"]), theme.number(row["offers_here"])]
                for _, row in rows.iterrows()
            ],
        )
