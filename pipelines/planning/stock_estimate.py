"""Stock of a municipality whose report is late: base path × key × its last known fulfilment, with bounds.

A municipality keeps its share of all people in NRW until it reports again; how wrong that is grows with
the age of the report and is larger where few people live. An error of 0.3 means 30 % fewer to 30 % more.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pipelines.planning.numbers import Floats, floats


class Estimate(NamedTuple):
    """Persons with bounds, one entry per municipality and day; NaN in all three where nothing can be said."""

    persons: Floats
    low: Floats
    high: Floats


def estimate(
    obligation: ArrayLike,
    obligation_low: ArrayLike,
    obligation_high: ArrayLike,
    last_rate: ArrayLike,
    age_months: ArrayLike,
    error_at_months: ArrayLike,
    error: ArrayLike,
) -> Estimate:
    """Persons on a day from the obligation of that day (key × base, persons, without credit) and the last report.

    last_rate is the last reported stock ÷ (key × base on its day), 1.0 = 100 %; age_months says how old that
    report is. error (share, never falling) holds at the ages error_at_months, in between it runs straight,
    from 0 at age 0; with one row per municipality its last axis follows error_at_months. The other columns
    broadcast. Missing (NaN) where an input is, where the report is older than the last of error_at_months or
    from the future, and where the last stock was 0: a share of nothing says nothing about tomorrow. Raises
    ValueError for negative figures, bounds out of order, and ages or errors that do not rise.
    """
    months, errors = _error_path(error_at_months, error)
    value, lowest, highest, rate, age = np.broadcast_arrays(
        *map(floats, (obligation, obligation_low, obligation_high, last_rate, age_months))
    )
    _check(value, lowest, highest, rate)
    wrong = error_at(age, months, errors)
    known = (rate > 0) & ~np.isnan(value + lowest + highest + wrong)
    columns = (value * rate, lowest * rate * np.maximum(1 - wrong, 0), highest * rate * (1 + wrong))
    return Estimate(*(np.where(known, column, np.nan) for column in columns))


def error_at(age_months: ArrayLike, error_at_months: ArrayLike, error: ArrayLike) -> Floats:
    """Error (share) of an estimate whose report is age_months old; NaN below 0 and beyond the last month.

    error has the shape (k,) of error_at_months or (…, k), one row per entry of age_months. Raises ValueError
    when ages or errors do not rise or are negative.
    """
    months, errors = _error_path(error_at_months, error)
    age = floats(age_months)
    inside = (age >= 0) & (age <= months[-1])
    day = np.where(inside, age, 0.0)
    steps, path = np.append(0.0, months), np.concatenate([np.zeros((*errors.shape[:-1], 1)), errors], axis=-1)
    path = np.broadcast_to(path, (*day.shape, len(steps)))
    before = np.clip(np.searchsorted(steps, day, side="right") - 1, 0, len(months) - 1)
    at, then = (np.take_along_axis(path, (before + shift)[..., None], -1)[..., 0] for shift in (0, 1))
    way = (day - steps[before]) / (steps[before + 1] - steps[before])
    return np.where(inside, at + (then - at) * way, np.nan)


def errors_by_size(last_stock: ArrayLike, size_from: ArrayLike, error: ArrayLike) -> Floats:
    """One row of errors per municipality, by the size of its last reported stock in persons.

    error has one row per size class, size_from the smallest stock of each, rising from 0. NaN rows where the
    stock is missing or negative. Raises ValueError when there is not one rising size_from per row.
    """
    stock, start, rows = floats(last_stock), floats(size_from), floats(error)
    if rows.ndim != 2 or start.shape != rows.shape[:1] or start[0] != 0 or not (np.diff(start) > 0).all():
        raise ValueError(f"size_from {start.tolist()} must rise from 0 with one entry per row of errors {rows.shape}")
    counted = stock >= 0
    chosen = np.searchsorted(start, np.where(counted, stock, 0.0), side="right") - 1
    return np.where(counted[..., None], rows[chosen], np.nan)


def _error_path(error_at_months: ArrayLike, error: ArrayLike) -> tuple[Floats, Floats]:
    months, errors = floats(error_at_months), floats(error)
    if months.ndim != 1 or months.size == 0 or not (np.diff(np.append(0.0, months)) > 0).all():
        raise ValueError(f"error_at_months must rise from above 0, not {months.tolist()}")
    if errors.shape[-1:] != months.shape:
        raise ValueError(f"error {errors.shape} must end in one entry per month of {months.tolist()}")
    if (errors < 0).any() or (np.diff(errors, axis=-1) < 0).any():
        raise ValueError("an error must not be negative nor fall while the report grows older")
    return months, errors


def _check(value: Floats, lowest: Floats, highest: Floats, rate: Floats) -> None:
    if ((lowest < 0) | (rate < 0)).any():
        raise ValueError("an obligation or a last rate is negative")
    if ((lowest > value) | (value > highest)).any():
        raise ValueError("an obligation does not lie between its bounds")
