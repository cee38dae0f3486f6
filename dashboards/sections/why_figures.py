"""*Woher?* of the figures at the top of Überblick: the sum taken apart, each part linked to its calculation."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme, vintage
from dashboards.app_pages import elsewhere
from dashboards.charts.linked import Cell
from dashboards.folded import folded
from dashboards.queries import outstanding, overview
from dashboards.text import t
from dashboards.widgets import Selection, rows_table

KEY = "woher-zahlen"
HEADS = (
    "why.col_name",
    "why.col_obligation",
    "why.col_credit",
    "why.col_stock",
    "why.col_outstanding",
    "why.col_line",
)


def show(selection: Selection) -> None:
    """A folded list that is only asked for when somebody opens it."""
    folded(t("why.title"), KEY, lambda: _list(selection))


def _list(selection: Selection) -> None:
    st.markdown(t("why.short", categories=short_in_words(overview.district(selection.snapshot, selection.month))))
    rows = outstanding.rows(selection.snapshot, selection.month)
    if rows.empty:
        st.markdown(t("why.coming_none"))
    else:
        st.markdown(t("why.coming"))
        rows_table([t(key) for key in HEADS], [_cells(row, selection.snapshot) for _, row in rows.iterrows()])


def short_in_words(district: pd.DataFrame) -> str:
    """The categories of the third figure, each with its number of municipalities."""
    short = district[district["certainly_short"] > 0].sort_values("certainly_short", ascending=False)
    named = [
        t(
            "why.category",
            category=row["category_name"],
            short=row["certainly_short"],
            of=row["municipalities_reported"],
        )
        for _, row in short.iterrows()
    ]
    return "; ".join(named) or t("common.none")


def _cells(row: pd.Series, snapshot: str) -> list[str | Cell]:
    """A row of `queries.outstanding`; its figure leads to the calculation on Zuweisung, as known on the same day."""
    amount = theme.number(row["outstanding"])
    if row["outstanding_low"] != row["outstanding_high"]:
        amount += f" ({theme.between(row['outstanding_low'], row['outstanding_high'])})"
    line = t("municipality.why_line", file=row["file"], line=row["line"]) if pd.notna(row["file"]) else "–"
    counts = [theme.number(row[name]) for name in ("obligation", "credit", "stock")]
    return [row["name"], *counts, Cell(amount, amount, calculation(row, snapshot)), line]


def calculation(row: pd.Series, snapshot: str) -> str:
    """Where Zuweisung explains a row of `queries.outstanding`, in the language and state of knowledge of this run."""
    address = {"gemeinde": row["ags"], "verfahren": "fluag", "tag": f"{row['as_of']:%Y-%m-%d}"}
    if day := vintage.day_of(snapshot):
        address[vintage.KEY] = day.isoformat()
    return elsewhere("allocation", **address)
