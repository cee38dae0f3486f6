"""The offers behind a cell: whatever is chosen by category, kind or municipality, one by one with its source line."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.address import view
from dashboards.charts.linked import listing
from dashboards.drawn import drawn_once
from dashboards.facets import ADDRESS
from dashboards.markup import as_name
from dashboards.sections import who
from dashboards.sections.who import Asked
from dashboards.text import label, labels, t

# More are read better in the register.
SHOWN = 25
COLUMNS = ("name", "category_name", "provider", "kind", "seat", "capacity")


@drawn_once
def show(asked: Asked) -> None:
    """The list, or in words that there is nothing; without a choice nothing is drawn."""
    known = who.field(asked)
    found = who.found(known)
    chosen = [
        known.places.get(known.selection.ags or ""),
        known.categories.get(known.category),
        labels("provider_kind").get(known.kind),
    ]
    if not any(chosen):
        return
    names = " · ".join(name for name in chosen if name)
    title = {"chosen": as_name(names), "count": theme.number(len(found))}
    with st.container(key="behind"):
        st.header(t("who.behind_title", **title), anchor=False)
        if found.empty:
            st.markdown(t("who.behind_silent" if known.selection.ags in known.silent else "who.behind_none"))
        else:
            columns = [column for column in COLUMNS if column != "category_name" or not known.category]
            rows = [_row(row, columns) for _, row in found[:SHOWN].iterrows()]
            heads = [*(label("register", column) for column in columns), t("who.contact"), t("who.source")]
            st.html(listing(t("who.behind_caption", chosen=names), heads, rows))
        if len(found) > SHOWN:
            st.caption(t("who.behind_more", shown=SHOWN, all=theme.number(len(found))))
        nothing = view(gemeinde="", **{ADDRESS["category"]: "", ADDRESS["provider_kind"]: ""})
        st.html(f'<p><a href="{escape(nothing)}" target="_self">{escape(t("who.undo"))}</a></p>')


def _row(row: pd.Series, columns: list[str]) -> list[str]:
    amount = theme.number(None)
    if pd.notna(row["capacity"]):
        amount = t(
            "common.amount",
            amount=theme.quantity(row["capacity"], row["capacity_unit"]),
            unit=label("unit", row["capacity_unit"]),
        )
    told = row.to_dict() | {"kind": label("provider_kind", row["provider_kind"]), "capacity": amount}
    source = t("who.source_line", file=row["file"], line=row["line"])
    said = [*(told[column] for column in columns), row["contact"]]
    return [*("–" if pd.isna(value) or not value else value for value in said), source]
