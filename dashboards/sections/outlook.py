"""What more people would need until the next 1 August: day care, school, courses. Need, never a gap."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.markup import as_name
from dashboards.queries import next_in_line as ask
from dashboards.text import t
from dashboards.widgets import Selection, rows_table
from pipelines.facts import Facts
from pipelines.planning.outlook_need import next_first_of_august


def show(selection: Selection, facts: Facts, line: pd.DataFrame, n: int) -> None:
    """Need of the n of the Kreis, or of the chosen municipality's part of them (`line`: of the Kreis)."""
    st.header(t("next_in_line.outlook_title", more=theme.number(n)), anchor=False)
    people, who = part_of(line, selection.ags, n)
    st.markdown(who)
    if people <= 0:
        return
    rows = ask.outlook(selection.snapshot, facts.as_of, facts.scheme, people)
    if rows.empty:
        st.markdown(t("next_in_line.outlook_no_ratio"))
        return
    august = next_first_of_august(np.datetime64(facts.as_of)).item()
    heads = [
        t("next_in_line.col_what"),
        t("next_in_line.col_people"),
        t("next_in_line.col_need", august=theme.day(august)),
        t("next_in_line.col_bounds"),
    ]
    with st.container(key="outlook"):
        rows_table(heads, [_cells(row) for _, row in rows.iterrows()])
    st.caption(t("next_in_line.outlook_note", day=theme.day(facts.as_of), august=theme.day(august)))
    with st.expander(t("municipality.why")):
        for _, row in rows.iterrows():
            st.markdown("- " + _why(row, people, (august - facts.as_of).days))


def part_of(line: pd.DataFrame, ags: str | None, n: int) -> tuple[int, str]:
    """How many people the need is worked out for, and the sentence that says why."""
    values = {"more": theme.number(n)}
    if ags is None:
        return n, t("next_in_line.outlook_kreis", **values)
    row = line.loc[ags]
    values["name"] = as_name(row["name"])
    if row["reason"] == "credited":
        return 0, t("next_in_line.outlook_none", **values)
    if not row["reason"]:
        people = int(row["allocated"])
        key = "next_in_line.outlook_ranked" if people else "next_in_line.outlook_none"
        return people, t(key, people=theme.number(people), **values)
    share = ask.share_of_kreis(line, ags)
    if isnan(share):
        return n, t("next_in_line.outlook_no_share", **values)
    people = round(share * n)
    told = {"people": theme.number(people), "share": theme.number(share * 100, 1)}
    return people, t("next_in_line.outlook_share", **told, **values)


def _cells(row: pd.Series) -> list[str]:
    name = t("next_in_line.what", name=row["category_name"], unit=_unit(row))
    low, need, high = (theme.quantity(row[column], "persons") for column in ("need_low", "need", "need_high"))
    bounds = low if low == high else theme.between(row["need_low"], row["need_high"])
    return [name, theme.quantity(row["people"], "persons"), need, bounds]


def _unit(row: pd.Series) -> str:
    """Courses count those who start, everything else places."""
    return t("next_in_line.starting") if _is_per_year(row) else theme.unit_name(row["need_unit"])


def _is_per_year(row: pd.Series) -> bool:
    return row["need_unit"] == "persons_per_year"


def _why(row: pd.Series, people: int, days: int) -> str:
    """`100 × 7,3 % im Alter × 100 % mit Zugang × 0,31 je Person = 2,3 Plätze`, and where the shares stand."""
    return t(
        "next_in_line.why_part" if _is_per_year(row) else "next_in_line.why",
        name=row["category_name"],
        people=theme.number(people),
        share=theme.number(row["share"] * 100, 1),
        access=theme.number(row["access"] * 100),
        factor=theme.number(row["factor"], 2),
        days=theme.number(days),
        need=theme.number(row["need"], 1),
        unit=_unit(row),
        source=row["source"],
    )
