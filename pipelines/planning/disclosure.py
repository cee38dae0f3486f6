"""What of a count of people everybody may see: rounded to 5, or nothing where it is small.

A published figure depends on its own count and on nothing else: not on other cells, not on chance, not on when it
was built. So the same count is always shown alike, in every rebuild, month and vintage, and nothing is learnt by
subtracting or averaging what was published. What was published of a cell stays until its count changes.

Below 3 nothing is shown. That alone would say "0 to 2" of every cell that is left out, so cells of 3 to 7, which
would be shown as 5, are left out as well: that is the secondary suppression. A rule that chose only some of them
could be undone: one that looks at neighbours, by a report that comes later than what is already published; one
that draws lots, by many months in which the same cell is drawn anew.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pipelines.planning.numbers import Floats, floats

# Changed once, both roundings of the same counts are public, and together they tell more than either.
ROUNDED_TO = 5
SUPPRESSED_BELOW = 3
# The whole numbers that would be shown as 5 lie between SUPPRESSED_BELOW and this one.
WITHHELD_UP_TO = 7
# What the least certain attacker must be left with, in persons from lowest to highest possible count.
LEAST_INTERVAL = 3


def protected(counts: ArrayLike) -> Floats:
    """Counts of people as everybody may see them: the nearest multiple of 5, NaN where withheld or missing.

    counts: persons, whole or the mean of a period; a half goes up. Raises ValueError for a count below 0.
    """
    exact = floats(counts)
    if (exact < 0).any():
        raise ValueError(f"a count of people below 0: {np.nanmin(exact)}")
    rounded = ROUNDED_TO * np.floor(exact / ROUNDED_TO + 0.5)
    return np.where(is_primary(exact) | is_secondary(exact), np.nan, rounded)


def is_primary(counts: ArrayLike) -> np.ndarray:
    """Whether a count is small: it must not be shown, and nobody may learn that it is one of these."""
    return _nearest(counts) == 0


def is_secondary(counts: ArrayLike) -> np.ndarray:
    """Whether a count is withheld only so that the small ones cannot be told from it."""
    return _nearest(counts) == ROUNDED_TO


def left_open(shown: ArrayLike) -> tuple[Floats, Floats]:
    """Lowest and highest whole count that is shown like this; NaN stands for a cell that is withheld."""
    figure = floats(shown)
    slack = ROUNDED_TO // 2
    hidden = np.isnan(figure)
    return np.where(hidden, 0.0, figure - slack), np.where(hidden, float(WITHHELD_UP_TO), figure + slack)


def total_leaves_open(low: ArrayLike, high: ArrayLike, total: tuple[float, float]) -> bool:
    """Whether every cell keeps an interval of LEAST_INTERVAL when the sum of all cells is known.

    low, high: what is left open of each cell, inf where it is not known at all; total: lowest and highest sum.
    With a sum a cell is what the others leave of it: 22 shown as 20 beside 7 withheld can be nothing else if
    together they are 29.
    """
    lows, highs = floats(low), floats(high)
    others_low, others_high = lows.sum() - lows, _sum_of_others(highs)
    least = np.maximum(lows, total[0] - others_high)
    most = np.minimum(highs, total[1] - others_low)
    return bool((most - least >= LEAST_INTERVAL).all())


def _sum_of_others(values: Floats) -> Floats:
    """The sum without each one; infinite where another one is."""
    endless = np.isinf(values)
    finite = np.where(endless, 0.0, values)
    return np.where(endless.sum() - endless > 0, np.inf, finite.sum() - finite)


def _nearest(counts: ArrayLike) -> Floats:
    return ROUNDED_TO * np.floor(floats(counts) / ROUNDED_TO + 0.5)
