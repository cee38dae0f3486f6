"""Where is what: municipalities by category, blank spots drawn as blank, what nobody reported hatched."""

from __future__ import annotations

import streamlit as st

from dashboards import theme
from dashboards.address import view
from dashboards.charts.linked import Cell, Head, matrix, ranked
from dashboards.drawn import drawn_once
from dashboards.facets import ADDRESS
from dashboards.sections.who import Asked, Counts, Field, field, of_kind
from dashboards.text import labels, t
from dashboards.widgets import legend


@drawn_once
def show(asked: Asked) -> None:
    """The matrix on a desk; on a phone the categories and the municipalities with most blank spots."""
    known = field(asked)
    kind = labels("provider_kind").get(known.kind)
    st.header(t("who.places_title_kind", kind=kind) if kind else t("who.places_title"), anchor=False)
    counts = of_kind(known).groupby(["ags", "category"])["offer_id"].nunique().to_dict()
    categories = sorted(known.categories, key=lambda code: (_empty(known, counts, code), known.categories[code]))
    with st.container(key="wide-places"):
        st.caption(t("who.places_note"))
        _legend(known)
        heads = [_category_head(known, code) for code in categories]
        blank = Head(t("who.blank_categories"))
        rows = [_place_row(known, ags, categories, counts) for ags in known.places]
        st.html(matrix(t("who.places_caption"), t("common.municipality"), [*heads, blank], rows, t("who.jump")))
    with st.container(key="narrow-places"):
        st.html(ranked(_category_list(known, categories, counts)))


def _legend(known: Field) -> None:
    entries = [(t("who.legend_count"), "#D3E3F2", False), (t("who.no_offer"), theme.PAPER, False)]
    if known.silent:
        entries.append((t("who.legend_silent"), theme.MISSING, True))
    legend(entries)


def _empty(known: Field, counts: Counts, category: str) -> int:
    return sum((ags, category) not in counts for ags in known.places if ags not in known.silent)


def _category_head(known: Field, code: str) -> Head:
    is_chosen = code == (known.category or known.selection.category)
    return Head(known.categories[code], view(**{ADDRESS["category"]: code}), is_chosen)


def _place_row(known: Field, ags: str, categories: list[str], counts: Counts) -> tuple[Head, list[Cell]]:
    cells = [_cell(known, ags, code, counts.get((ags, code), 0)) for code in categories]
    if ags in known.silent:
        total = Cell(theme.number(None), t("who.said_silent_sum"), kind="missing")
    else:
        empty = sum(cell.kind == "blank" for cell in cells)
        total = Cell(theme.number(empty), t("who.said_blank_sum", count=empty), kind="sum")
    return Head(known.places[ags], view(gemeinde=ags), ags == known.selection.ags), [*cells, total]


def _cell(known: Field, ags: str, code: str, count: int) -> Cell:
    values = {"name": known.places[ags], "category": known.categories[code], "count": theme.number(count)}
    link = view(gemeinde=ags, **{ADDRESS["category"]: code})
    if ags in known.silent:
        if not count:
            return Cell(theme.number(None), t("who.said_silent", **values), kind="missing")
        return Cell(t("who.at_least", **values), t("who.said_at_least", **values), link, "missing", count)
    if not count:
        return Cell("–", t("who.said_blank", **values), kind="blank")
    return Cell(values["count"], t("who.said", **values), link, number=count)


def _category_list(known: Field, categories: list[str], counts: Counts) -> list[tuple[Head, str, float]]:
    """The largest blank spot first; names only where no offer is invented."""
    reported = len(known.places) - len(known.silent)
    rows = []
    for code in reversed(categories):
        empty = [ags for ags in known.places if ags not in known.silent and (ags, code) not in counts]
        text = t("who.list_row" if empty else "who.list_row_full", count=len(empty), of=reported)
        if empty and not known.is_example:
            text += ": " + ", ".join(known.places[ags] for ags in empty)
        rows.append((_category_head(known, code), text, len(empty) / max(reported, 1)))
    return rows
