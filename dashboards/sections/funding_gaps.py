"""Which gap can which programme pay: all categories in one table, the chosen one by municipality."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.charts.linked import listing
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import funding as ask
from dashboards.queries import overview
from dashboards.sections.funding import category_names, paying, unasked
from dashboards.sections.funding_asked import Asked, place_name, then
from dashboards.text import t, words
from dashboards.widgets import rows_table
from pipelines.funding.programme import Amount


@drawn_once
def show(asked: Asked) -> None:
    """Every category with a figure: what is missing, who could pay for it, who could only coordinate."""
    st.header(t("funding.gaps_title", where=as_name(place_name(asked))), anchor=False)
    month, day = theme.month_name(asked.selection.month), words().day(asked.day)
    st.caption(t("funding.gaps_note", month=month, day=day))
    if link := then(asked):
        st.html(f'<p class="then"><a href="{link.link}" target="_self">{link.text}</a></p>')
    names = category_names(asked.selection.snapshot)
    lacking = of_place(asked) if asked.selection.ags else of_kreis(asked)
    shown = [code for code in theme.SHORT_ORDER if code in lacking]
    same = _coordinating(asked, shown)
    heads = [t("common.category"), t("funding.col_gap"), t("funding.col_pays")]
    body = [[names[code], lacking[code], _named(asked, code, "pays")] for code in shown]
    if same is None:
        heads.append(t("funding.col_coordinates"))
        body = [[*row, _named(asked, code, "coordinates")] for code, row in zip(shown, body, strict=True)]
    st.html(listing(t("funding.gaps_caption", month=month, day=day), heads, body))
    if same:
        st.caption(t("funding.coordinates_all", programmes=same))


@drawn_once
def show_places(asked: Asked) -> None:
    """The chosen category by municipality, the largest gap first, with what it would cost where a price is known."""
    rows = ask.gaps(asked.selection.snapshot, asked.selection.month, asked.selection.ags)
    rows = rows[(rows["category"] == asked.selection.category) & (rows["gap"] > 0)].sort_values(
        ["gap", "name"], ascending=[False, True]
    )
    if rows.empty:
        return
    name, unit = rows["category_name"].iloc[0], rows["unit"].iloc[0]
    st.subheader(t("funding.places_title", category=as_name(name)), anchor=False)
    price = _price(asked, unit)
    heads = [t("common.municipality"), t("funding.col_gap"), t("funding.col_bounds")]
    body = [_place(row, price) for _, row in rows.iterrows()]
    rows_table([*heads, t("funding.col_cost")] if price else heads, body)
    if price:
        st.caption(t("funding.cost_note", price=theme.number(price.high), unit=theme.unit_name(unit)))


def _place(row: pd.Series, price: Amount | None) -> list[str]:
    unit = row["unit"]
    bounds = theme.between(row["gap_low"], row["gap_high"], unit)
    cells = [row["name"], theme.with_unit(theme.quantity(row["gap"], unit), unit), bounds]
    return [*cells, cost(row, price.high)] if price else cells


def cost(row: pd.Series, price: float) -> str:
    """The gap and its bounds as they are shown beside it, times the price: who multiplies gets the same."""
    low, gap, high = (theme.as_shown(row[name], row["unit"]) for name in ("gap_low", "gap", "gap_high"))
    least = theme.smallest(row["unit"])
    # what is written as `< 1` costs less than one
    amount = theme.number(gap * price) if gap else f"<\u202f{theme.number(least * price)}"
    most = least if row["gap_high"] > 0 and not high else high
    return t("funding.cost", amount=amount, bounds=theme.between(low * price, most * price))


def _price(asked: Asked, unit: str) -> Amount | None:
    """What one unit of the gap costs a year, where a programme that pays names one fixed amount for it."""
    for one in paying(asked, asked.selection.category):
        for amount in one.amounts:
            if amount.per_unit_of == unit and amount.low == amount.high and amount.unit.endswith("_year"):
                return amount
    return None


def _named(asked: Asked, category: str, way: str) -> str:
    found = [one.name for one in paying(asked, category, way)]
    if way == "pays":
        found += [t("funding.unasked", name=one.name) for one in unasked(asked, category)]
    return "; ".join(found) or (t("funding.nobody") if way == "pays" else "–")


def _coordinating(asked: Asked, categories: list[str]) -> str | None:
    """Who coordinates all of these categories alike; None where it differs between them."""
    found = {_named(asked, code, "coordinates") for code in categories}
    return None if len(found) > 1 else "".join(found - {"–"})


def of_place(asked: Asked) -> dict[str, str]:
    """Category -> what the chosen municipality lacks, in words."""
    rows = ask.gaps(asked.selection.snapshot, asked.selection.month, asked.selection.ags)
    return {row["category"]: missing(row) for _, row in rows.iterrows()}


def missing(row: pd.Series) -> str:
    """A gap with its bounds; that there is none is said only where places certainly suffice."""
    if pd.isna(row["gap"]):
        return theme.number(None, is_protected=row["answer"] == "protected")
    if not row["gap"] and row["answer"] == "certainly_enough":
        return t("funding.no_gap")
    amount = theme.with_unit(theme.quantity(row["gap"], row["unit"]), row["unit"])
    return t("funding.gap_between", amount=amount, bounds=theme.between(row["gap_low"], row["gap_high"], row["unit"]))


def of_kreis(asked: Asked) -> dict[str, str]:
    """Category -> what all municipalities with a figure lack together, in words."""
    snapshot, month = asked.selection.snapshot, asked.selection.month
    rows, district = ask.gaps(snapshot, month, None), overview.district(snapshot, month).set_index("category")
    told = {}
    for code, of in rows.groupby("category"):
        known = int(of["gap"].notna().sum())
        if not known or code not in district.index:
            told[code] = theme.number(None, is_protected=bool((of["answer"] == "protected").any()))
            continue
        unit = of["unit"].iloc[0]
        amount = theme.with_unit(theme.quantity(district.loc[code, "shared_gap"], unit), unit)
        # a sum needs all its parts: one bound that nobody knows, and there is none of the Kreis
        low, high = (of.loc[of["gap"].notna(), name].sum(skipna=False) for name in ("gap_low", "gap_high"))
        values = {"amount": amount, "bounds": theme.between(low, high, unit), "of": known}
        told[code] = t("funding.gap_kreis", count=int((of["gap"] > 0).sum()), **values)
    return told
