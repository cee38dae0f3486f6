"""Working together: enough people for a course, load on volunteers."""

from __future__ import annotations

import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import shared
from dashboards.queries import together as ask
from dashboards.text import label, labels, t
from dashboards.widgets import Selection, rows_table, table


@drawn_once
def show(selection: Selection) -> None:
    """The two tables; each says in words when there is nothing to show."""
    _courses(selection)
    _volunteers(selection)


def _courses(selection: Selection) -> None:
    category = shared.category(selection.snapshot, selection.category)["category_name"]
    st.header(t("together.courses_title", category=category), anchor=False)
    left = ask.without_course(selection.snapshot, selection.month, selection.category)
    groups = ask.courses(selection.snapshot, selection.month, selection.category)
    if left["min_group"] != left["min_group"]:
        st.caption(t("together.courses_none"))
        return
    values = {"least": theme.number(left["min_group"]), "without": theme.number(left["people"])}
    st.caption(t("together.courses_note", **values))
    if groups.empty:
        return
    heads = labels("course") | {"farthest": t("together.farthest", unit=label("way_unit", groups["way_unit"].iloc[0]))}
    # read to its end: who comes from where would be cut in a cell of a scrolling table
    rows_table(list(heads.values()), [[_read(row[name]) for name in heads] for row in groups.to_dict("records")])
    if not groups["is_proven"].all():
        st.caption(t("together.unproven"))


def _volunteers(selection: Selection) -> None:
    st.header(t("together.volunteers_title"), anchor=False)
    rows = ask.volunteers(selection.snapshot, selection.month)
    st.caption(t("together.volunteers_note") if len(rows) else t("together.volunteers_none"))
    if len(rows):
        table(rows, labels("volunteer"), digits=1)


def _read(value: object) -> str:
    return value if isinstance(value, str) else theme.number(value)
