"""Prices on the page Budget: those of the snapshot, the reader's own from the address, and what is wrong with them.

`preise=SPR-IK:900,5000,20;WOH:6000`   per category: a place, to begin, smallest group; an empty place: not on sale
"""

from __future__ import annotations

from math import isfinite

import pandas as pd

from dashboards import theme
from dashboards.markup import as_name
from dashboards.queries import budget as ask
from dashboards.text import label, t
from pipelines.budgets import Price

KEY = "preise"
FIELDS = ("place", "opening", "least")
#: More than anything costs here, and still a number to reckon with.
MOST = 1_000_000_000
#: Longer is no list of eight categories.
LONGEST = 600

Own = tuple[float | None, float | None, float | None]


def shipped(snapshot: str) -> pd.DataFrame:
    """One row per category with a gap, in the order of the pages, by category."""
    rows = ask.prices(snapshot).set_index("category")
    return rows.loc[[code for code in theme.SHORT_ORDER if code in rows.index]]


def short_name(category: str) -> str:
    """The name of a category as on the charts, in one line."""
    return label("short", category).replace("-<br>", "").replace("<br>", " ")


def read(text: str, known: pd.DataFrame) -> tuple[dict[str, Own], list[str]]:
    """The reader's own prices by category, and one sentence for each part of the address that says none."""
    own: dict[str, Own] = {}
    problems = []
    for part in filter(None, text[:LONGEST].split(";")):
        category, _, numbers = part.partition(":")
        try:
            found = [_number(number) for number in numbers.split(",")]
        except ValueError:
            found = []
        if category in known.index and 0 < len(found) <= len(FIELDS):
            own[category] = (*found, None, None)[: len(FIELDS)]
        else:
            problems.append(t("budget.bad_part", part=as_name(part, 60)))
    return own, problems


def write(own: dict[str, Own]) -> str | None:
    """The reader's own prices as the address holds them; None where there are none."""
    parts = [f"{category}:{','.join(map(_said, fields)).rstrip(',')}" for category, fields in own.items()]
    return ";".join(parts) or None


def table(known: pd.DataFrame, own: dict[str, Own]) -> pd.DataFrame:
    """One row per category with the prices that count, by category; `is_mine` marks the reader's own."""
    rows = known.copy()
    for category, fields in own.items():
        rows.loc[category, list(FIELDS)] = [float("nan") if value is None else value for value in fields]
    return rows.assign(is_mine=[category in own for category in rows.index])


def on_sale(rows: pd.DataFrame) -> tuple[tuple[Price, ...], list[str]]:
    """What has a price that can be reckoned with, and one sentence for each that cannot."""
    prices, problems = [], []
    for row in rows.reset_index().to_dict("records"):
        place, opening, least = (None if pd.isna(row[name]) else float(row[name]) for name in FIELDS)
        if place is None:
            continue
        name = row["category_name"]
        if place <= 0:
            problems.append(
                t("budget.bad_price", name=name, price=theme.number(place, 0 if place == round(place) else 2))
            )
        elif place > MOST or not (0 <= (opening or 0) <= MOST and 0 <= (least or 0) <= MOST):
            problems.append(t("budget.bad_opening", name=name, most=theme.number(MOST)))
        else:
            prices.append(Price(row["category"], place, opening or 0.0, least or 0.0))
    return tuple(prices), problems


def changed(rows: pd.DataFrame, known: pd.DataFrame, edited: dict[int, dict[str, float | None]]) -> dict[str, Own]:
    """The reader's own prices after an edit of the table: `edited` by row number, as Streamlit tells it."""
    after = rows.copy()
    for place, cells in edited.items():
        for name, value in cells.items():
            after.iloc[int(place), after.columns.get_loc(name)] = float("nan") if value is None else value
    own: dict[str, Own] = {}
    for category in after.index:
        new, old = (tuple(_plain(table.at[category, name]) for name in FIELDS) for table in (after, known))
        if new != old:
            own[category] = new
    return own


def _number(text: str) -> float | None:
    if not text.strip():
        return None
    value = float(text)
    if not isfinite(value):
        raise ValueError(text)
    return value


def _plain(value: object) -> float | None:
    return None if pd.isna(value) else float(value)


def _said(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
