"""Lump sums of the State for people counted, and how many of a month's people are doubtful.

euro     = persons × euro per person and month
doubtful = the largest of: persons above the register, above both neighbouring months, past their time limit
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.planning.numbers import Floats, floats

MONTHS_PER_YEAR = 12
# Of equal reasons the first one is named.
REASONS = ("above_register", "above_neighbours", "past_limit")


class Doubt(NamedTuple):
    """Doubtful persons of each count, NaN where unknown.

    The first three are the checks, NaN where one could not be made. persons is the largest of those made, NaN where
    none was; low ≤ persons ≤ high, and low = 0 where none was. reason names the check that decides, "" where nobody
    is doubtful.
    """

    above_register: Floats
    above_neighbours: Floats
    past_limit: Floats
    low: Floats
    persons: Floats
    high: Floats
    reason: NDArray[np.str_]


def per_month(euro_per_year: float) -> float:
    """Euro per person and month from euro per person and year: a twelfth."""
    return euro_per_year / MONTHS_PER_YEAR


def amount(persons: ArrayLike, euro_per_month: ArrayLike) -> Floats:
    """Euro of a month: persons × euro per person and month; NaN where one of them is missing."""
    return floats(persons) * floats(euro_per_month)


def neighbours(series: ArrayLike, month: ArrayLike, persons: ArrayLike) -> tuple[Floats, Floats]:
    """Persons of the month before and of the month after in the same series, NaN where there is no count.

    series is any key as text, month datetime64 of any unit, in any order. Raises ValueError when a series has a
    month twice.
    """
    counted = floats(persons)
    code = np.unique(np.asarray(series, dtype=str), return_inverse=True)[1]
    when = np.asarray(month, dtype="datetime64[M]").astype(np.int64)
    order = np.lexsort((when, code))
    same, step = np.diff(code[order]) == 0, np.diff(when[order])
    if (same & (step == 0)).any():
        raise ValueError("a series counts a month twice")
    follows = same & (step == 1)
    earlier, later = order[:-1][follows], order[1:][follows]
    before, after = np.full(counted.shape, np.nan), np.full(counted.shape, np.nan)
    before[later], after[earlier] = counted[earlier], counted[later]
    return before, after


def doubtful(
    persons: ArrayLike, before: ArrayLike, after: ArrayLike, register: ArrayLike, past_limit: ArrayLike
) -> Doubt:
    """How many of the persons counted in a month are doubtful; all columns in persons, NaN where not known.

    The neighbouring months support the larger of their two counts: people who come or leave within a steady rise or
    fall are then never doubtful, only a month that stands out above both. Where a neighbour is unknown it may support
    everybody or nobody: unless the one known supports all, nothing is said, and high reaches down to the known one, or
    to none.
    The largest reason counts and not their sum, for one person can be doubtful for several reasons.
    """
    counted, first, second = floats(persons), floats(before), floats(after)
    checks = np.stack(
        [
            _above(counted, floats(register)),
            _above_both(counted, first, second),
            np.minimum(floats(past_limit), counted),
        ]
    )
    largest = np.fmax.reduce(checks)
    low = np.where(np.isnan(counted), np.nan, np.nan_to_num(largest))
    high = np.fmax(low, _above(counted, np.nan_to_num(np.fmax(first, second))))
    decides = np.argmax(np.nan_to_num(checks, nan=-1.0), axis=0)
    reason = np.where(largest > 0, np.asarray(REASONS)[decides], "")
    return Doubt(*checks, low, largest, high, reason)


def _above_both(persons: Floats, first: Floats, second: Floats) -> Floats:
    """Persons above both neighbours, NaN where an unknown one decides."""
    return np.where(np.fmax(first, second) >= persons, 0.0, _above(persons, np.maximum(first, second)))


def _above(persons: Floats, supported: Floats) -> Floats:
    return np.clip(persons - supported, 0, persons)
