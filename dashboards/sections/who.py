"""Who does what: what is known of a month, the sentence about blank spots, filters, categories by kind of provider."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.address import view
from dashboards.charts.linked import Cell, Head, matrix, ranked
from dashboards.drawn import drawn_once
from dashboards.facets import ADDRESS, ALL, chosen_in, facets, passing
from dashboards.markup import as_name
from dashboards.queries import offers as ask_offers
from dashboards.queries import shared
from dashboards.queries import who as ask
from dashboards.text import labels, language, t
from dashboards.widgets import Selection, lead

# So many further blank spots are named in the sentence at the top.
NAMED = 3

# (category, kind of provider) or (AGS, category) -> offers; no pair without one.
Counts = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Asked:
    """What the reader chose; `category` and `kind`: ALL for none. `address`: what the links of the page carry along."""

    selection: Selection
    category: str
    kind: str
    address: str


@dataclass(frozen=True)
class Field:
    """A month: `offers` of the Kreis, `reach` (offer and municipality it serves), names of codes, silent AGS."""

    asked: Asked
    offers: pd.DataFrame
    reach: pd.DataFrame
    categories: dict[str, str]
    places: dict[str, str]
    silent: frozenset[str]

    @property
    def selection(self) -> Selection:
        """What the bar says."""
        return self.asked.selection

    @property
    def category(self) -> str:
        """The category chosen among the filters."""
        return self.asked.category

    @property
    def kind(self) -> str:
        """The kind of provider chosen among the filters."""
        return self.asked.kind

    @property
    def is_example(self) -> bool:
        """Whether invented offers are in it: then no sentence names a municipality as lacking."""
        return bool(shared.build(self.selection.snapshot)["is_synthetic"])

    def blank(self, category: str) -> list[str]:
        """AGS of the municipalities that reported and that no offer of the category serves."""
        served = set(self.reach.loc[self.reach["category"] == category, "ags"])
        return [ags for ags in self.places if ags not in served and ags not in self.silent]


def asked(selection: Selection) -> Asked:
    """What the bar, the filters and the address say."""
    categories = dict(shared.categories(selection.snapshot)[["category", "category_name"]].itertuples(index=False))
    chosen = chosen_in("category", categories), chosen_in("provider_kind", labels("provider_kind"))
    return Asked(selection, *chosen, view())


def field(asked: Asked) -> Field:
    """Everything the page is drawn from."""
    return _field(repr(asked), language(), asked)


# The sections of a page ask for the same one after another.
@st.cache_resource(max_entries=24, show_spinner=False)
def _field(key: str, spoken: str, _asked: Asked) -> Field:
    asked = _asked
    snapshot, month = asked.selection.snapshot, asked.selection.month
    categories = dict(shared.categories(snapshot)[["category", "category_name"]].itertuples(index=False))
    places = dict(shared.municipalities(snapshot)[["ags", "name"]].itertuples(index=False))
    silent = frozenset(ask_offers.silent(snapshot, month)["ags"])
    return Field(asked, ask.offers(snapshot, month), ask.reach(snapshot, month), categories, places, silent)


def carried() -> dict[str, str]:
    """What goes along to the page Angebote."""
    keys = ["monat", "gemeinde", "kategorie", ADDRESS["category"], ADDRESS["provider_kind"]]
    return {key: st.query_params[key] for key in keys if key in st.query_params}


@drawn_once
def show_lead(asked: Asked) -> None:
    """Where there is nothing, in one sentence; beside it how many municipalities have reported their offers."""
    known = field(asked)
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


def filters(known: Field) -> None:
    """Draws the filters of category and kind, each option with the offers it would leave."""
    fields = {"category": ("offers.category", known.categories)}
    fields["provider_kind"] = ("offers.provider_kind", labels("provider_kind"))
    facets(_here(known), fields, t("offers.every"))


def found(known: Field) -> pd.DataFrame:
    """The offers that pass the filters, for the chosen municipality."""
    rows = _here(known)
    return rows[passing(rows, {"category": known.category, "provider_kind": known.kind})]


def _here(known: Field) -> pd.DataFrame:
    """The offers that serve the chosen municipality; all where none is chosen."""
    rows = known.offers
    if ags := known.selection.ags:
        rows = rows[rows["offer_id"].isin(known.reach.loc[known.reach["ags"] == ags, "offer_id"])]
    return rows


@drawn_once
def show_kinds(asked: Asked) -> None:
    """Categories by kind of provider; a category without any offer says so across its row."""
    known = field(asked)
    rows = _here(known)
    where = known.places[known.selection.ags] if known.selection.ags else t("who.in_kreis")
    st.header(t("who.kinds_title", where=as_name(where)), anchor=False)
    counts: Counts = rows.groupby(["category", "provider_kind"]).size().to_dict()
    kinds = _fullest_first(labels("provider_kind"), rows["provider_kind"].value_counts().to_dict())
    categories = _fullest_first(known.categories, rows["category"].value_counts().to_dict())
    with st.container(key="wide-kinds"):
        st.caption(t("who.kinds_note"))
        heads = [Head(labels("provider_kind")[kind], _link(kind=kind), kind == known.kind) for kind in kinds]
        body = [_kind_row(known, code, kinds, counts, where) for code in categories]
        sums = Head(t("offers.sum"))
        table = matrix(t("who.kinds_caption", where=where), t("common.category"), [*heads, sums], body, t("who.jump"))
        st.html(table.replace('class="matrix"', 'class="matrix kinds"', 1))
    with st.container(key="narrow-kinds"):
        st.html(ranked(_kind_list(known, categories, kinds, counts)))


def _kind_row(known: Field, code: str, kinds: list[str], counts: Counts, where: str) -> tuple[Head, list[Cell]]:
    name = known.categories[code]
    head = Head(name, _link(category=code), code == known.category)
    total = sum(counts.get((code, kind), 0) for kind in kinds)
    if not total:
        key = "who.blank_row_example" if known.is_example else "who.blank_row"
        text = t(key, category=name, where=where)
        return head, [Cell(text, text, kind="blank")]
    cells = [_kind_cell(known, code, kind, counts.get((code, kind), 0)) for kind in kinds]
    return head, [*cells, Cell(theme.number(total), theme.number(total), _link(category=code, kind=""), "sum")]


def _kind_cell(known: Field, code: str, kind: str, count: int) -> Cell:
    values = {"category": known.categories[code], "kind": labels("provider_kind")[kind], "count": theme.number(count)}
    if not count:
        return Cell("–", t("who.said_kind_blank", **values), kind="blank")
    return Cell(values["count"], t("who.said_kind", **values), _link(category=code, kind=kind), number=count)


def _kind_list(known: Field, categories: list[str], kinds: list[str], counts: Counts) -> list[tuple[Head, str, float]]:
    names = labels("provider_kind")
    sums = {code: sum(counts.get((code, kind), 0) for kind in kinds) for code in categories}
    most = max([*sums.values(), 1])
    rows = []
    for code in categories:
        found = [(kind, counts.get((code, kind), 0)) for kind in kinds]
        told = ", ".join(t("who.kind_count", kind=names[kind], count=theme.number(n)) for kind, n in found if n)
        rows.append((Head(known.categories[code], _link(category=code)), told or t("who.no_offer"), sums[code] / most))
    return rows


def _fullest_first(names: dict[str, str], sums: dict[str, int]) -> list[str]:
    return sorted(names, key=lambda code: (-sums.get(code, 0), names[code]))


def _link(category: str | None = None, kind: str | None = None) -> str:
    changes = {ADDRESS["category"]: category, ADDRESS["provider_kind"]: kind}
    return view(**{key: value for key, value in changes.items() if value is not None})


def of_kind(known: Field) -> pd.DataFrame:
    """The rows of `reach` of the chosen kind of provider."""
    return known.reach[passing(known.reach, {"provider_kind": known.kind or ALL})]
