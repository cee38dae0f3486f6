"""Prices on the page Budget: those of the snapshot, the reader's own from the address, and what is wrong with them.

`preise=SPR-IK:900,5000,20;WOH:6000`   per category: a place, to begin, smallest group; an empty place: not on sale

Numbers are plain digits: who writes 4.800 for 4800 is asked again, instead of paying 4.80.
"""

from __future__ import annotations

import re

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
#: Digits without separators, at most two after a dot or a comma.
PLAIN = re.compile(r"-?[0-9]+([.,][0-9]{1,2})?")

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
    if len(text) > LONGEST:
        # a list cut off would end in another price than the one that was meant
        return {}, [t("budget.long_prices", most=LONGEST)]
    own: dict[str, Own] = {}
    problems, twice = [], set()
    for part in filter(None, text.split(";")):
        category, _, numbers = part.partition(":")
        fields = _fields(numbers)
        if category not in known.index or fields is None:
            problems.append(t("budget.bad_part", part=as_name(part, 60)))
        elif category in own:
            twice.add(category)
        else:
            own[category] = fields
    problems += [t("budget.twice", name=known.at[category, "category_name"]) for category in sorted(twice)]
    return {category: fields for category, fields in own.items() if category not in twice}, problems


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


def number(text: str) -> float | None:
    """What somebody wrote as plain digits; None where it is anything else, also with separators of thousands."""
    return float(text.replace(",", ".")) if PLAIN.fullmatch(text) else None


def _fields(text: str) -> Own | None:
    """`900,5000,20` as three numbers, None for those left empty; None for the whole where a part is no number."""
    parts = [part.strip() for part in text.split(",")]
    found = [number(part) for part in parts]
    is_read = all(value is not None or not part for part, value in zip(parts, found, strict=True))
    return (*found, None, None)[: len(FIELDS)] if is_read and len(parts) <= len(FIELDS) else None


def _plain(value: object) -> float | None:
    return None if pd.isna(value) else float(value)


def _said(value: float | None) -> str:
    """Euros and cents as `number` reads them."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
