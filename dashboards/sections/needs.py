"""Need against supply in one municipality, at home and shared, each figure with the way it came about."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import municipality as ask
from dashboards.queries.steps import steps as ask_steps
from dashboards.sections.steps import address, opened
from dashboards.text import label, t
from dashboards.widgets import Selection


@drawn_once
def show(selection: Selection) -> None:
    """All gap categories: need with bounds, places and gap at home and shared, coverage, answer, and *Woher?*."""
    gaps = ask.gaps(selection.snapshot, selection.month, selection.ags).set_index("category")
    steps = ask_steps(selection.snapshot, selection.month, selection.ags).to_dict("records")
    st.header(t("municipality.needs_title"), anchor=False)
    st.caption(t("municipality.needs_note"))
    stock = ask.stock(selection.snapshot, selection.month, selection.ags)
    if (stock.loc[ask.counted_groups(stock), "basis"] == "estimated").any():
        st.caption(t("municipality.needs_estimated"))
    if (gaps["is_protected"] & gaps["need"].notna()).any():
        st.caption(t("protected.needs_part"))
    if gaps["shared_is_upper_bound"].any():
        st.caption(t("municipality.needs_upper_bound"))
    items = []
    for code in (code for code in theme.SHORT_ORDER if code in gaps.index):
        row = gaps.loc[code]
        why = opened([step for step in steps if step["category"] == code], row, address(selection, code))
        items.append(item(row, why, code == selection.category))
        if code == "SCH" and pd.notna(row["local_supply"]):
            items.append(_newcomers(ask.newcomers(selection.snapshot, selection.month, selection.ags)))
    st.html(f'<div class="needs">{_head()}{"".join(items)}</div>')


def _head() -> str:
    heads = [
        t("municipality.col_category"),
        t("municipality.col_need"),
        t("municipality.col_supply"),
        t("municipality.col_shared"),
        t("municipality.col_gap"),
        t("municipality.col_gives"),
        t("municipality.col_coverage"),
        t("municipality.col_answer"),
    ]
    return '<div class="row head">' + "".join(f"<span>{escape(head)}</span>" for head in heads) + "</div>"


def item(row: pd.Series, why: str, is_selected: bool) -> str:
    """One row of `municipality.gaps` (index category) as HTML, with its steps folded away."""
    unit = row["unit"]
    bounds = "" if pd.isna(row["need"]) else theme.between(row["need_low"], row["need_high"], unit)
    cells = [
        _name(row),
        _cell(t("municipality.col_need"), theme.quantity(row["need"], unit, row["is_protected"]), bounds),
        _cell(t("municipality.col_supply"), theme.quantity(row["local_supply"], unit)),
        _shared(row),
        _cell(t("municipality.col_gap"), _gap(row)),
        _cell(t("municipality.col_gives"), theme.quantity(row["gives"], unit) if row["gives"] > 0 else ""),
        _cell(t("municipality.col_coverage"), _coverage(row)),
        f'<span class="answer {row["answer"]}">{escape(label("answer", row["answer"]))}</span>',
    ]
    chosen = " chosen" if is_selected else ""
    summary = f"<summary>{escape(t('municipality.why'))}</summary>"
    return f'<div class="row{chosen}">{"".join(cells)}<details>{summary}{why}</details></div>'


def _name(row: pd.Series) -> str:
    name, unit = row["category_name"], theme.unit_name(row["unit"])
    if row.name == "SCH":
        # Everybody of school age is counted, not only those who came new into school.
        name, unit = t("municipality.school"), t("municipality.school_unit")
    own = f'<mark class="own">{escape(t("municipality.own_value"))}</mark>' if row["uses_own_values"] else ""
    return f'<span class="name"><b>{escape(name)}</b><small>{escape(unit)}</small>{own}</span>'


def _shared(row: pd.Series) -> str:
    head = t("municipality.col_shared")
    if not row["is_shared"]:
        return _cell(head, "" if pd.isna(row["need"]) else "–")
    note = t("municipality.at_most") if row["shared_is_upper_bound"] else ""
    return _cell(head, theme.quantity(row["shared_supply"], row["unit"], row["coverage_class"] == "protected"), note)


def _gap(row: pd.Series) -> str:
    """`22 → 3`: at home, then shared; one number where sharing changes nothing or is not done."""
    if pd.isna(row["local_gap"]):
        return theme.number(None, is_protected=row["coverage_class"] == "protected")
    local, shared = theme.quantity(row["local_gap"], row["unit"]), theme.quantity(row["shared_gap"], row["unit"])
    if row["coverage_class"] == "minimum":
        shared = t("common.minimum", amount=shared)
    return f"<b>{shared}</b>" if local == shared or not row["is_shared"] else f"{local} → <b>{shared}</b>"


def _cell(head: str, value: str, note: str = "") -> str:
    small = f"<small>{escape(note)}</small>" if note else ""
    empty = "" if value else " empty"
    return f'<span class="number{empty}" data-head="{escape(head)}">{value}{small}</span>'


def _coverage(row: pd.Series) -> str:
    if pd.isna(row["coverage"]):
        return escape(label("coverage", row["coverage_class"]))
    colour, width = theme.COVERAGE[row["coverage_class"]], row["coverage"] * 100
    return f'<i class="bar"><i style="width:{width:.0f}%;background:{colour}"></i></i>{theme.percent(row["coverage"])}'


def _newcomers(found: pd.Series) -> str:
    """A line of its own: how long somebody has been here is reported by nobody, so there is no need figure."""
    text = t("municipality.newcomers_none")
    if found["offers"]:
        text = t("municipality.newcomers", offers=theme.number(found["offers"]), places=theme.number(found["places"]))
    if found["without_capacity"]:
        text += " " + t("municipality.newcomers_unknown", count=theme.number(found["without_capacity"]))
    head = f"<b>{escape(t('municipality.newcomers_title'))}</b>"
    return f'<div class="row aside"><span>{head} {escape(text)}</span></div>'
