"""What more people mean for Kita, school and courses until the next 1 August.

need = people × age share × access × need per person with access; courses only for the part of the year until then
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from pipelines.planning.numbers import floats

DAYS_OF_A_YEAR = 365


class Bounds(NamedTuple):
    """A figure between its bounds; None or NaN where none is known, NaN in every result."""

    low: float | None
    value: float | None
    high: float | None

    def times(self, other: Bounds) -> Bounds:
        """Product, bound by bound: the lowest case takes the low side of both."""
        return Bounds(*(floats(self) * floats(other)).tolist())


EVERYBODY, UNKNOWN = Bounds(1.0, 1.0, 1.0), Bounds(None, None, None)


class AgeShare(NamedTuple):
    """Share of all people from age_from to age_to in full years; age_to None is without end."""

    age_from: int
    age_to: int | None
    share: Bounds


class CategoryNeed(NamedTuple):
    """Need per person with access in a category for people of age_min to age_max (None: without end).

    is_per_year: the need is people who start within a year, so a part of the year has a part of the need.
    """

    category: str
    age_min: int
    age_max: int | None
    factor: Bounds
    is_per_year: bool


class OutlookNeed(NamedTuple):
    """People of the right age and their need until the day asked for, in the unit of the category."""

    category: str
    people: Bounds
    need: Bounds


def next_first_of_august(day: np.datetime64 | str) -> np.datetime64:
    """The first 1 August after the day; on a 1 August the one a year later. Raises ValueError without a day."""
    today = np.datetime64(day, "D")
    if np.isnat(today):
        raise ValueError("without a day there is no next 1 August")
    august = today.astype("datetime64[Y]").astype("datetime64[M]") + 7
    return (august if august.astype("datetime64[D]") > today else august + 12).astype("datetime64[D]")


def outlook_need(
    people: float,
    day: np.datetime64 | str,
    ages: Iterable[AgeShare],
    categories: Iterable[CategoryNeed],
    access: Mapping[str, Bounds],
) -> list[OutlookNeed]:
    """Need of `people` more persons, here from `day`, until the next 1 August, one entry per category.

    ages, need per person and access (share with a right, by category) must be those in force on the day. A
    category without an access row has a need of NaN. Raises ValueError for fewer than 0 people.
    """
    if not people >= 0:
        raise ValueError(f"people must be at least 0, not {people}")
    bands, given = list(ages), Bounds(people, people, people)
    days = next_first_of_august(day) - np.datetime64(day, "D")
    # A leap day must not make more than a year of it.
    part = min(float(days.astype(int)) / DAYS_OF_A_YEAR, 1.0)
    result = []
    for row in categories:
        right_age = given.times(_share_of_age(bands, row.age_min, row.age_max))
        time = Bounds(part, part, part) if row.is_per_year else EVERYBODY
        need = right_age.times(access.get(row.category, UNKNOWN)).times(row.factor).times(time)
        result.append(OutlookNeed(row.category, right_age, need))
    return result


def _share_of_age(bands: list[AgeShare], age_min: int, age_max: int | None) -> Bounds:
    # Of all ages everybody counts once: the bounds of the bands do not add up to everybody.
    if age_min == 0 and age_max is None:
        return EVERYBODY
    inside = [
        band.share
        for band in bands
        if band.age_from >= age_min and (age_max is None or (band.age_to is not None and band.age_to <= age_max))
    ]
    return Bounds(*floats(inside).sum(axis=0).tolist()) if inside else UNKNOWN.times(EVERYBODY)
