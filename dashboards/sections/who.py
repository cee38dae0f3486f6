"""Who does what: what is known of a month, the sentence about blank spots, filters, categories by kind of provider."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.address import view
from dashboards.charts.linked import Cell, Head, matrix, ranked
from dashboards.facets import ADDRESS, ALL, chosen_in, facets, passing
from dashboards.queries import offers as ask_offers
from dashboards.queries import shared
from dashboards.queries import who as ask
from dashboards.text import labels, t
from dashboards.widgets import Selection, lead

# So many further blank spots are named in the sentence at the top.
NAMED = 3


@dataclass(frozen=True)
class Field:
    """A month: `offers` of the Kreis, `reach` (offer and municipality it serves), names of codes, AGS that are silent.

    `category` and `kind` are the chosen ones, ALL for none.
    """

    selection: Selection
    offers: pd.DataFrame
    reach: pd.DataFrame
    categories: dict[str, str]
    places: dict[str, str]
    silent: frozenset[str]
    category: str
    kind: str

    @property
    def is_example(self) -> bool:
        """Whether invented offers are in it: then no sentence names a municipality as lacking."""
        return bool(shared.build(self.selection.snapshot)["is_synthetic"])

    def blank(self, category: str) -> list[str]:
        """AGS of the municipalities that reported and that no offer of the category serves."""
        served = set(self.reach.loc[self.reach["category"] == category, "ags"])
        return [ags for ags in self.places if ags not in served and ags not in self.silent]


def field(selection: Selection) -> Field:
    """Everything the page is drawn from."""
    snapshot, month = selection.snapshot, selection.month
    categories = dict(shared.categories(snapshot)[["category", "category_name"]].itertuples(index=False))
    places = dict(shared.municipalities(snapshot)[["ags", "name"]].itertuples(index=False))
    silent = frozenset(ask_offers.silent(snapshot, month)["ags"])
    chosen = chosen_in("category", categories), chosen_in("provider_kind", labels("provider_kind"))
    return Field(
        selection, ask.offers(snapshot, month), ask.reach(snapshot, month), categories, places, silent, *chosen
    )


def carried() -> dict[str, str]:
    """What goes along to the page Angebote."""
    keys = ["monat", "gemeinde", "kategorie", ADDRESS["category"], ADDRESS["provider_kind"]]
    return {key: st.query_params[key] for key in keys if key in st.query_params}


def show_lead(known: Field) -> None:
    """Where there is nothing, in one sentence; beside it how many municipalities have reported their offers."""
    reported, everywhere = len(known.places) - len(known.silent), len(known.places)
    month = theme.month_name(known.selection.month)
    sentence, reason = finding(known)
    value = t("who.reported_value", reported=theme.number(reported), all=theme.number(everywhere))
    lead(sentence, reason, t("who.reported"), value, t("who.reported_note", month=month))


def finding(known: Field) -> tuple[str, str]:
    """The sentence about blank spots and the one that follows from it."""
    month = theme.month_name(known.selection.month)
    reported = len(known.places) - len(known.silent)
    if known.offers.empty or not reported:
        return t("who.finding_none", month=month), t("who.why_none")
    if ags := known.selection.ags:
        return _finding_here(known, ags, month)
    blanks = {code: len(known.blank(code)) for code in known.categories}
    chosen = known.category or known.selection.category
    values = {"count": blanks[chosen], "of": reported, "category": known.categories[chosen], "month": month}
    sentence = t("who.finding" if blanks[chosen] else "who.finding_full", **values)
    return sentence, _most_blank(known, blanks, reported)


def _finding_here(known: Field, ags: str, month: str) -> tuple[str, str]:
    served = known.reach[known.reach["ags"] == ags]
    values = {"name": known.places[ags], "offers": theme.number(len(served)), "month": month}
    values |= {"some": served["category"].nunique(), "all": len(known.categories)}
    if ags in known.silent:
        return t("who.finding_silent", **values), t("who.why_silent")
    return t("who.finding_here", **values), ""


def _most_blank(known: Field, blanks: dict[str, int], reported: int) -> str:
    largest = sorted(
        (code for code in blanks if blanks[code]), key=lambda code: (-blanks[code], known.categories[code])
    )
    if not largest:
        return t("who.no_blanks", all=len(blanks))
    named = "; ".join(
        t("who.blank_spot", category=known.categories[code], count=blanks[code], of=reported)
        for code in largest[:NAMED]
    )
    text = t("who.most_blank", named=named)
    if known.is_example:
        return text
    empty = {ags: sum(ags in known.blank(code) for code in known.categories) for ags in known.places}
    worst = max(empty, key=lambda ags: (empty[ags], known.places[ags]))
    return text + " " + t("who.most_blank_place", name=known.places[worst], count=empty[worst], all=len(blanks))


def filters(known: Field) -> pd.DataFrame:
    """Draws the filters of category and kind and returns the offers that pass, for the chosen municipality."""
    rows = known.offers
    if ags := known.selection.ags:
        rows = rows[rows["offer_id"].isin(known.reach.loc[known.reach["ags"] == ags, "offer_id"])]
    fields = {"category": ("offers.category", known.categories)}
    fields["provider_kind"] = ("offers.provider_kind", labels("provider_kind"))
    return facets(rows, fields, t("offers.every"))


def show_kinds(known: Field) -> None:
    """Categories by kind of provider; a category without any offer says so across its row."""
    rows = known.offers
    where = t("who.in_kreis")
    if ags := known.selection.ags:
        rows = rows[rows["offer_id"].isin(known.reach.loc[known.reach["ags"] == ags, "offer_id"])]
        where = known.places[ags]
    st.header(t("who.kinds_title", where=where), anchor=False)
    counts = rows.groupby(["category", "provider_kind"]).size()
    kinds = _fullest_first(labels("provider_kind"), counts.groupby(level=1).sum())
    categories = _fullest_first(known.categories, counts.groupby(level=0).sum())
    with st.container(key="wide-kinds"):
        st.caption(t("who.kinds_note"))
        heads = [Head(labels("provider_kind")[kind], _link(kind=kind), kind == known.kind) for kind in kinds]
        body = [_kind_row(known, code, kinds, counts, where) for code in categories]
        sums = Head(t("offers.sum"))
        table = matrix(t("who.kinds_caption", where=where), t("common.category"), [*heads, sums], body, t("who.jump"))
        st.html(table.replace('class="matrix"', 'class="matrix kinds"', 1))
    with st.container(key="narrow-kinds"):
        st.html(ranked(_kind_list(known, categories, kinds, counts)))


def _kind_row(known: Field, code: str, kinds: list[str], counts: pd.Series, where: str) -> tuple[Head, list[Cell]]:
    name = known.categories[code]
    head = Head(name, _link(category=code), code == known.category)
    total = int(counts.get(code, pd.Series(dtype=int)).sum())
    if not total:
        key = "who.blank_row_example" if known.is_example else "who.blank_row"
        text = t(key, category=name, where=where)
        return head, [Cell(text, text, kind="blank")]
    cells = [_kind_cell(known, code, kind, int(counts.get((code, kind), 0))) for kind in kinds]
    return head, [*cells, Cell(theme.number(total), theme.number(total), _link(category=code, kind=""), "sum")]


def _kind_cell(known: Field, code: str, kind: str, count: int) -> Cell:
    values = {"category": known.categories[code], "kind": labels("provider_kind")[kind], "count": theme.number(count)}
    if not count:
        return Cell("–", t("who.said_kind_blank", **values), kind="blank")
    return Cell(values["count"], t("who.said_kind", **values), _link(category=code, kind=kind), number=count)


def _kind_list(
    known: Field, categories: list[str], kinds: list[str], counts: pd.Series
) -> list[tuple[Head, str, float]]:
    names = labels("provider_kind")
    most = max(counts.groupby(level=0).sum().max(), 1) if len(counts) else 1
    rows = []
    for code in categories:
        found = [(kind, int(counts.get((code, kind), 0))) for kind in kinds]
        told = ", ".join(t("who.kind_count", kind=names[kind], count=theme.number(n)) for kind, n in found if n)
        total = sum(n for _, n in found)
        rows.append((Head(known.categories[code], _link(category=code)), told or t("who.no_offer"), total / most))
    return rows


def _fullest_first(names: dict[str, str], sums: pd.Series) -> list[str]:
    return sorted(names, key=lambda code: (-sums.get(code, 0), names[code]))


def _link(category: str | None = None, kind: str | None = None) -> str:
    changes = {ADDRESS["category"]: category, ADDRESS["provider_kind"]: kind}
    return view(**{key: value for key, value in changes.items() if value is not None})


def of_kind(known: Field) -> pd.DataFrame:
    """The rows of `reach` of the chosen kind of provider."""
    return known.reach[passing(known.reach, {"provider_kind": known.kind or ALL})]
