"""What can be bought for whom: the question of a budget, checked before anybody reckons with it.

Money and persons are whole numbers; the caller says of what (cents, hundredths of a person).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

#: Work in seconds of an unhurried processor after which a way of choosing stops; counted, not timed: the same answer
#: under any load.
EFFORT = 4.0


class Choice(NamedTuple):
    """Something that can be bought: places of a category at a seat (row), for the municipalities (rows) it serves.

    place_cost and opening_cost a year; least: people it takes to open at all; most: places there is room for.
    """

    category: int
    seat: int
    serves: tuple[int, ...]
    place_cost: int
    opening_cost: int = 0
    least: int = 1
    most: int = 10_000


class Placed(NamedTuple):
    """places per choice; covered[municipality, category] newly served places; cost; value in persons.

    bound: the most persons any choice could reach, -1 where nobody asked; is_proven: nothing is better.
    """

    places: tuple[int, ...]
    covered: np.ndarray
    cost: int
    value: int
    bound: int
    is_proven: bool


class NotAffordable(ValueError):
    """The floor cannot be reached with the budget. price: what it costs at least; None where no money reaches it."""

    def __init__(self, price: int | None) -> None:
        super().__init__("no money reaches the floor" if price is None else f"the floor costs {price}")
        self.price = price


class NotDecided(ValueError):
    """The work ended before a purchase that holds the floor was found, or none was shown to exist."""

    def __init__(self) -> None:
        super().__init__("the work ended before it was known whether the budget reaches the floor")


@dataclass(frozen=True)
class Case:
    """What is missing where, what can be bought, and for how much.

    lack[municipality, category]: missing places, whole; need likewise, at least lack. persons: what one place of a
    category serves. floor: persons to be reached in every municipality, empty for none; in a municipality that
    lacks less, all that is missing there counts as its floor. Raises ValueError for broken input.
    """

    lack: np.ndarray
    need: np.ndarray
    choices: Sequence[Choice]
    persons: Sequence[int]
    budget: int
    floor: Sequence[int] = ()
    effort: float = EFFORT

    def __post_init__(self) -> None:
        lack, need = np.asarray(self.lack), np.asarray(self.need)
        if lack.ndim != 2 or len(self.persons) != lack.shape[1]:
            raise ValueError(f"lack of shape {lack.shape} needs persons of every category, not {len(self.persons)}")
        if not np.issubdtype(lack.dtype, np.integer) or (lack < 0).any():
            raise ValueError("missing places must be whole and not negative")
        if need.shape != lack.shape or not np.issubdtype(need.dtype, np.integer) or (need < lack).any():
            raise ValueError("need must be whole, have the shape of lack and be at least as large")
        if self.budget < 0 or any(weight < 0 for weight in self.persons):
            raise ValueError("budget and persons per place must not be negative")
        if len(self.floor) not in (0, len(lack)) or any(least < 0 for least in self.floor):
            raise ValueError("a floor is one number of every municipality, none of them negative")
        for one in self.choices:
            _check(one, *lack.shape)

    @property
    def is_separable(self) -> bool:
        """Whether every place serves its seat alone, from the first one on and without a price to open."""
        seats = {(one.category, one.seat) for one in self.choices}
        plain = all(
            one.serves == (one.seat,) and one.opening_cost == 0 and one.least == 1
            and one.most >= self.lack[one.seat, one.category]
            for one in self.choices
        )  # fmt: skip
        return plain and len(seats) == len(self.choices) and not any(self.floor)

    def wanted(self, one: Choice) -> dict[int, int]:
        """Missing places by municipality that a choice could fill; none where too few are missing to open it."""
        found = {row: int(self.lack[row, one.category]) for row in one.serves if self.lack[row, one.category] > 0}
        return found if min(sum(found.values()), one.most) >= one.least else {}

    def liftable(self) -> list[tuple[int, int]]:
        """The cells (municipality, category) with missing places that something on sale serves."""
        return sorted({(row, one.category) for one in self.choices for row in self.wanted(one)})

    def worth(self, covered: np.ndarray) -> int:
        """Persons served by newly covered places."""
        return int((covered * np.asarray(self.persons)).sum())


def _check(one: Choice, rows: int, columns: int) -> None:
    if not (0 <= one.category < columns and one.serves and all(0 <= row < rows for row in one.serves)):
        raise ValueError(f"{one} serves a municipality or category that is not there")
    if one.place_cost <= 0:
        raise ValueError(f"{one} costs nothing: a place without a price cannot be weighed against others")
    if one.opening_cost < 0 or one.least < 1 or one.most < 0:
        raise ValueError(f"{one} has a negative cost or room, or opens with less than one place")
