"""Distribution base of all of NRW on any day, from the few days on which it is known."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.planning.numbers import Floats, floats

Days = NDArray[np.datetime64]


class Base(NamedTuple):
    """Base in persons and credited places with its bounds, one entry per day asked for; NaN where missing.

    basis is "reported" on a known day, "estimated" between two, "missing" before the first or after the last.
    """

    base: Floats
    low: Floats
    high: Floats
    basis: NDArray[np.str_]


def base_on(days: ArrayLike, known_days: ArrayLike, base: ArrayLike, low: ArrayLike, high: ArrayLike) -> Base:
    """Base on each of days (datetime64[D]; NaT is missing) from known days in any order.

    Between two known days base and bounds run straight from one to the other. The bounds also widen with
    the distance to the nearer known day: by nothing there, and at half-way out to the lower of the two low
    and the higher of the two high bounds. Raises ValueError when the known columns differ in length, name
    a day twice, lack a figure, or break low ≤ base ≤ high.
    """
    asked = np.asarray(days, dtype="datetime64[D]")
    when, value, lowest, highest = _known(known_days, base, low, high)
    if when.size == 0:
        nothing = np.full(asked.shape, np.nan)
        return Base(nothing, nothing.copy(), nothing.copy(), np.full(asked.shape, "missing"))
    inside = ~np.isnat(asked) & (asked >= when[0]) & (asked <= when[-1])
    day = np.where(inside, asked, when[0])
    before = np.searchsorted(when, day, side="right") - 1
    after = np.searchsorted(when, day, side="left")
    span = np.maximum((when[after] - when[before]).astype(np.int64), 1)
    way = (day - when[before]).astype(np.int64) / span
    widening = 2 * np.minimum(way, 1 - way)

    def between(column: Floats) -> Floats:
        return column[before] + (column[after] - column[before]) * way

    def widened(column: Floats, outer: Floats) -> Floats:
        return between(column) + (outer - between(column)) * widening

    bounds_low = widened(lowest, np.minimum(lowest[before], lowest[after]))
    bounds_high = widened(highest, np.maximum(highest[before], highest[after]))
    basis = np.select([~inside, before == after], ["missing", "reported"], "estimated")
    figures = (np.where(inside, column, np.nan) for column in (between(value), bounds_low, bounds_high))
    return Base(*figures, basis)


def _known(
    known_days: ArrayLike, base: ArrayLike, low: ArrayLike, high: ArrayLike
) -> tuple[Days, Floats, Floats, Floats]:
    when = np.asarray(known_days, dtype="datetime64[D]")
    columns = [floats(column) for column in (base, low, high)]
    if when.ndim != 1 or any(column.shape != when.shape for column in columns):
        lengths = [column.size for column in (when, *columns)]
        raise ValueError(f"known days, base, low and high must be four columns of one length, not {lengths}")
    order = np.argsort(when)
    when, (value, lowest, highest) = when[order], (column[order] for column in columns)
    if np.isnat(when).any():
        raise ValueError("a known base has no day")
    if (twice := when[1:][when[1:] == when[:-1]]).size:
        raise ValueError(f"the base of {twice[0]} is given twice")
    if (wrong := when[~((lowest <= value) & (value <= highest))]).size:
        raise ValueError(f"the base of {wrong[0]} lacks a figure or does not lie between its bounds")
    return when, value, lowest, highest
