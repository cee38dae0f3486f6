"""From gaps, prices and a budget to the question the arithmetic answers, and its answer back in places and euros.

gaps, ways, Wish ── situation ──> Case in whole steps ── answers ──> Placed per way ── bought, served ──> tables
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipelines.planning.numbers import Floats
from pipelines.planning.placing import coverage, most_covered, worst_first
from pipelines.planning.placing_by_rule import cheapest_first, per_head
from pipelines.planning.placing_case import Case, Choice, Placed

#: Posts are bought and missing in tenths, as the pages show them; everything else whole.
STEPS = {"fte": 10}
CENTS = 100
#: Persons are weighed in hundredths: a tenth of a post serves 14.3 persons at 1:143.
PARTS = 100
EXACT = ("most", "worst")
WAYS = (*EXACT, "cheapest", "per_head")
SHARED = ("area", "district")
#: Where the gap is certain it counts in whole steps only as far as it goes; an estimate is rounded as it is shown.
_ROUNDED = {True: np.floor, False: np.rint}


class Price(NamedTuple):
    """Euros a year for one unit of a category, euros to begin, and for how many units people must come together."""

    category: str
    place: float
    opening: float = 0.0
    least: float = 0.0


@dataclass(frozen=True)
class Wish:
    """What somebody wants to know.

    budget in euros; floor: persons per municipality, or a share (0–1) of those who lack a place there. reach: who may
    use a new place of a category that is shared at all: `near` (up to max_km by road), `home`, `district`.
    """

    budget: int
    prices: tuple[Price, ...]
    floor: float = 0.0
    floor_is_share: bool = False
    reach: str = "near"
    max_km: float = 20.0
    is_certain: bool = False


@dataclass(frozen=True)
class Situation:
    """The question in whole steps: rows of `case` are `ags`, columns `categories`; `steps` per unit."""

    case: Case
    ags: list[str]
    categories: list[str]
    units: list[str]
    steps: np.ndarray


def situation(gaps: pd.DataFrame, ways: pd.DataFrame, wish: Wish) -> Situation:
    """The question for the categories that have a price.

    gaps: one row per ags and category with unit, need, gap (NaN: not known, then nothing is bought there),
    persons_per_unit (NaN: not known, then the category is left out: see `unweighed`), sharing_rule.
    ways: ags_from, ags_to, road_km. Raises ValueError as `Case` does.
    """
    ags = sorted(set(gaps["ags"]))
    first = gaps.drop_duplicates("category").set_index("category")
    left_out = unweighed(gaps, wish)
    prices = [price for price in wish.prices if price.category in first.index and price.category not in left_out]
    categories = [price.category for price in prices]
    units = [str(first.at[category, "unit"]) for category in categories]
    steps = np.array([STEPS.get(unit, 1) for unit in units])
    known = _table(gaps, "gap", ags, categories)
    lack = np.nan_to_num(_ROUNDED[wish.is_certain](np.round(known * steps, 6))).astype(np.int64)
    need = np.maximum(np.nan_to_num(np.rint(_table(gaps, "need", ags, categories) * steps)).astype(np.int64), lack)
    per_unit = [float(first.at[category, "persons_per_unit"]) for category in categories]
    persons = [round(PARTS * each / step) for each, step in zip(per_unit, steps, strict=True)]
    near = _near(ways, ags, wish)
    choices: list[Choice] = []
    for column, price in enumerate(prices):
        reached = near[first.at[price.category, "sharing_rule"] in SHARED]
        choices += _choices(column, price, int(steps[column]), lack[:, column], reached)
    case = Case(lack, need, choices, persons, wish.budget * CENTS, _floor(lack, persons, wish))
    return Situation(case, ags, categories, units, steps)


def unweighed(gaps: pd.DataFrame, wish: Wish) -> list[str]:
    """The categories with a price of which nobody knows how many persons a unit serves: they cannot be compared."""
    silent = set(gaps.loc[gaps["persons_per_unit"].isna(), "category"])
    return [price.category for price in wish.prices if price.category in silent]


def answers(asked: Situation, people: Sequence[float]) -> dict[str, Placed]:
    """What each way of choosing buys, by WAYS. people: by which money is spread per head, one number per ags, NaN
    where it is not known: then nothing is spent there.

    Raises NotAffordable, with the price in cents, where the floor costs more than the budget, and NotDecided where
    the work ended before that was known.
    """
    heads = [0 if np.isnan(count) else round(count) for count in map(float, people)]
    return {
        "most": most_covered(asked.case),
        "worst": worst_first(asked.case),
        "cheapest": cheapest_first(asked.case),
        "per_head": per_head(asked.case, heads),
    }


def bought(asked: Situation, placed: Placed) -> pd.DataFrame:
    """One row per seat and category that gets something: ags, category, unit, amount in its unit, cost in euros."""
    rows = [
        {
            "ags": asked.ags[one.seat],
            "category": asked.categories[one.category],
            "unit": asked.units[one.category],
            "amount": count / int(asked.steps[one.category]),
            "cost": (one.place_cost * count + one.opening_cost) / CENTS,
        }
        for one, count in zip(asked.case.choices, placed.places, strict=True)
        if count
    ]
    return pd.DataFrame(rows, columns=["ags", "category", "unit", "amount", "cost"])


def served(asked: Situation, placed: Placed) -> pd.DataFrame:
    """One row per ags and category on sale: missing before, covered newly and left, in the unit and in persons."""
    case = asked.case
    rows, columns = np.indices(case.lack.shape).reshape(2, -1)
    lack, covered = case.lack.ravel(), placed.covered.ravel()
    steps, weight = asked.steps[columns], np.array(case.persons)[columns] / PARTS
    return pd.DataFrame(
        {
            "ags": np.array(asked.ags, dtype=object)[rows],
            "category": np.array(asked.categories, dtype=object)[columns],
            "unit": np.array(asked.units, dtype=object)[columns],
            "missing": lack / steps,
            "covered": covered / steps,
            "left": (lack - covered) / steps,
            "persons_missing": lack * weight,
            "persons_covered": covered * weight,
            "coverage": coverage(case, placed.covered).ravel(),
        }
    )


def lowest(asked: Situation, placed: Placed) -> float:
    """The lowest coverage (0–1) of all municipalities and categories where something is missing and on sale."""
    cells = asked.case.liftable()
    shares = coverage(asked.case, placed.covered)
    return min((float(shares[cell]) for cell in cells), default=1.0)


def _table(gaps: pd.DataFrame, column: str, ags: list[str], categories: list[str]) -> Floats:
    wide = gaps.pivot(index="ags", columns="category", values=column).reindex(index=ags, columns=categories)
    return wide.to_numpy(dtype=float)


def _near(ways: pd.DataFrame, ags: list[str], wish: Wish) -> dict[bool, list[tuple[int, ...]]]:
    """Whom a place at each seat serves: its own people, or, where the category is shared, those the wish allows."""
    own = [(row,) for row in range(len(ags))]
    if wish.reach == "home":
        return {False: own, True: own}
    if wish.reach == "district":
        return {False: own, True: [tuple(range(len(ags)))] * len(ags)}
    km = ways.pivot(index="ags_from", columns="ags_to", values="road_km").reindex(index=ags, columns=ags)
    is_near = km.to_numpy(dtype=float) <= wish.max_km
    np.fill_diagonal(is_near, True)
    return {False: own, True: [tuple(np.flatnonzero(line).tolist()) for line in is_near]}


def _choices(column: int, price: Price, steps: int, lack: np.ndarray, near: list[tuple[int, ...]]) -> list[Choice]:
    cost = round(price.place * CENTS / steps)
    least = max(1, ceil(round(price.least * steps, 6)))
    room = [int(lack[list(serves)].sum()) for serves in near]
    return [
        Choice(column, seat, serves, cost, round(price.opening * CENTS), least, max(least, room[seat]))
        for seat, serves in enumerate(near)
        if room[seat]
    ]


def _floor(lack: np.ndarray, persons: list[int], wish: Wish) -> list[int]:
    if not wish.floor:
        return []
    missing = lack @ np.array(persons, dtype=np.int64).reshape(-1)
    asked = missing * wish.floor if wish.floor_is_share else np.full(len(lack), wish.floor * PARTS)
    return [ceil(round(value, 6)) for value in asked]
