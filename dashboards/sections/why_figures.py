"""*Woher?* of the figures at the top of Überblick: the sum taken apart, each part linked to its calculation."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import PAGES
from dashboards.queries import outstanding, overview
from dashboards.text import language, t
from dashboards.widgets import Selection

KEY = "woher-zahlen"
CATEGORY_COLUMNS = ["category_name", "certainly_short", "municipalities_reported"]
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
    opened = st.expander(t("why.title"), key=KEY, on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.markdown(t("why.short", categories=short_in_words(overview.district(selection.snapshot, selection.month))))
        rows = outstanding.rows(selection.snapshot, selection.month)
        if rows.empty:
            st.markdown(t("why.coming_none"))
        else:
            st.markdown(t("why.coming"))
            st.html(linked(rows))


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


def linked(rows: pd.DataFrame) -> str:
    """The rows of `queries.outstanding` as an HTML table; each figure leads to its calculation on Zuweisung."""
    heads = [
        "why.col_name",
        "why.col_obligation",
        "why.col_credit",
        "why.col_stock",
        "why.col_outstanding",
        "why.col_line",
    ]
    head = "".join(f"<th>{escape(t(key))}</th>" for key in heads)
    body = "".join(f"<tr>{_cells(row)}</tr>" for _, row in rows.iterrows())
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cells(row: pd.Series) -> str:
    address = {"gemeinde": row["ags"], "verfahren": "fluag", "tag": f"{row['as_of']:%Y-%m-%d}", "sprache": language()}
    link = f'<a href="/{PAGES["allocation"]}?{escape(urlencode(address))}" target="_self">{{}}</a>'
    bounds = ""
    if row["outstanding_low"] != row["outstanding_high"]:
        bounds = f" ({theme.between(row['outstanding_low'], row['outstanding_high'])})"
    cells = [
        escape(row["name"]),
        theme.number(row["obligation"]),
        theme.number(row["credit"]),
        theme.number(row["stock"]),
        link.format(theme.number(row["outstanding"])) + escape(bounds),
        escape(t("municipality.why_line", file=row["file"], line=row["line"]) if pd.notna(row["file"]) else "–"),
    ]
    return "".join(f"<td>{cell}</td>" for cell in cells)
