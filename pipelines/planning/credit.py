"""Credit of a municipality for places in state facilities (§ 3 FlüAG NRW): places × factor of the day × share left."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan, nan
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pipelines.planning.law import Law, Parameter
from pipelines.planning.numbers import Floats, floats

if TYPE_CHECKING:
    from datetime import date

Kind = Literal["eae", "zue", "standby", "special", "minors", "credited", "none"]
FACTORS = {
    "eae": "credit_factor_eae",
    "zue": "credit_factor_zue",
    "standby": "credit_factor_standby",
    "minors": "credit_unaccompanied_minors",
}
LIMIT = "credit_special_site_max"
# How long a statement about a facility bounds what came after it, in months.
BOUNDS_FOR = 12


class Facility(NamedTuple):
    """What is stated of a facility: it had `places` from opened_on to closed_on (its last day) or as_of.

    kind "credited": places are persons credited, as published; "none": the municipality has no facility.
    """

    ags: str
    kind: Kind
    places: float
    opened_on: date
    closed_on: date | None
    as_of: date
    source: str = ""
    file: str = ""
    line: int = 0


class Credit(NamedTuple):
    """Persons credited on a day; value is NaN where only bounds are known, high NaN where not even that.

    factor and share explain it: places × factor × share; parameter is the row of the law behind the factor.
    """

    value: float
    low: float
    high: float
    factor: float = 1.0
    share: float = 1.0
    parameter: Parameter | None = None


UNKNOWN = Credit(nan, 0.0, nan)


def credit_of(facility: Facility, day: date, law: Law) -> Credit | None:
    """Credit for one facility on a day; None where the statement says nothing about that day.

    After the last statement about an open facility only bounds are left for a year, then not even those: it may
    have closed (0) or not. Where the law of the day names no factor for its kind, the places bound it.
    """
    if day < facility.opened_on:
        return None
    is_old = months_between(facility.as_of, day) > BOUNDS_FOR
    if facility.closed_on is None and is_old:
        return UNKNOWN
    share = _share_left(facility, day, law)
    if share == 0 and is_old:
        return None
    factor, parameter, places = _factor(facility, day, law)
    if factor is None:
        return Credit(nan, 0.0, places * share, nan, share)
    credit = 0.0 if _runs_too_short(facility, day, law) else places * factor * share
    if facility.closed_on is None and day > facility.as_of:
        return Credit(nan, 0.0, credit, factor, share, parameter)
    return Credit(credit, credit, credit, factor, share, parameter)


def counted(facilities: Iterable[Facility], day: date, law: Law) -> list[tuple[Facility, Credit]]:
    """The facilities of a municipality that say something about a day, each with its credit.

    What was published as credited is the total of the municipality: on its days it stands alone, on others it
    gives way to any other statement.
    """
    found = [(facility, credit_of(facility, day, law)) for facility in facilities]
    known = [(facility, credit) for facility, credit in found if credit is not None]
    published = [pair for pair in known if pair[0].kind == "credited" and not isnan(pair[1].value)]
    others = [pair for pair in known if pair[0].kind != "credited"]
    return published or others or known


def total_credit(credits: Iterable[Credit]) -> Credit:
    """Credit of a municipality from its facilities; without any statement about the day nothing is known."""
    known = list(credits)
    if not known:
        return UNKNOWN
    return Credit(*(sum(column) for column in list(zip(*known, strict=True))[:3]))


def implied_credit(obligation: ArrayLike, outstanding: ArrayLike, stock: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Credit in persons with bounds that published figures leave: obligation − outstanding − stock.

    Both are printed in whole persons, so the credit is only known to the person; less than one is none. NaN
    where a figure is missing.
    """
    left = floats(obligation) - floats(outstanding) - floats(stock)
    credit = np.where(np.abs(left) <= 1, 0.0, left)
    return credit, np.maximum(left - 1, 0.0), np.maximum(left + 1, 0.0)


def months_between(first: date, second: date) -> int:
    """Whole months from one day to a later one; negative when it is earlier."""
    months = 12 * (second.year - first.year) + second.month - first.month
    return months - (second.day < first.day)


def _share_left(facility: Facility, day: date, law: Law) -> float:
    if facility.closed_on is None or day <= facility.closed_on:
        return 1.0
    month = months_between(facility.closed_on, day) + 1
    return law.value(f"credit_fade_out_month_{month}", day) or 0.0


def _factor(facility: Facility, day: date, law: Law) -> tuple[float | None, Parameter | None, float]:
    if facility.kind == "none":
        return 0.0, None, facility.places
    if facility.kind == "credited":
        return 1.0, None, facility.places
    if facility.kind == "special":
        limit = law.on(LIMIT, day)
        return (None, None, facility.places) if limit is None else (1.0, limit, min(facility.places, limit.value))
    row = law.on(FACTORS[facility.kind], day)
    return (None if row is None else row.value), row, facility.places


def _runs_too_short(facility: Facility, day: date, law: Law) -> bool:
    """Until September 2015 only a facility that runs at least six months counted."""
    least = law.value("credit_min_months_open", day)
    if least is None or facility.closed_on is None or facility.kind in ("credited", "none"):
        return False
    return months_between(facility.opened_on, facility.closed_on) < least
