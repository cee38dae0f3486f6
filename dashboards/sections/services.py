"""The service column of Gemeinde: what is missing in each category, the surest first. Stands beside intake."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.queries import municipality as ask
from dashboards.text import label, t
from dashboards.widgets import Selection, rows_table

URGENCY = ("certainly_short", "open", "certainly_enough", "protected", "no_figure")


def show(selection: Selection) -> None:
    """Category, what is missing when places are shared, and the answer."""
    st.header(t("municipality.services_title"), anchor=False)
    gaps = ask.gaps(selection.snapshot, selection.month, selection.ags)
    if gaps["need"].isna().all() or gaps["local_supply"].isna().all():
        is_protected = gaps["is_protected"].any() and gaps["local_supply"].notna().any()
        st.write(t("protected.services_none" if is_protected else "municipality.services_none"))
        return
    gaps["urgency"] = gaps["answer"].map(URGENCY.index)
    ordered = gaps.sort_values(["urgency", "coverage", "category_name"])
    with st.container(key="services"):
        rows_table(
            [t("municipality.col_category"), t("municipality.col_missing"), t("municipality.col_answer")],
            [[_name(row), _missing(row), label("answer", row["answer"])] for _, row in ordered.iterrows()],
        )
    st.caption(t("municipality.services_note"))


def _name(row: pd.Series) -> str:
    return t("municipality.school") if row["category"] == "SCH" else row["category_name"]


def _missing(row: pd.Series) -> str:
    if pd.isna(row["shared_gap"]):
        return theme.number(None, is_protected=row["answer"] == "protected")
    text = theme.with_unit(theme.quantity(row["shared_gap"], row["unit"]), row["unit"])
    return t("common.minimum", amount=text) if row["coverage_class"] == "minimum" else text
