"""Obligation, fulfilment and outstanding persons of a municipality; full precision, missing stays missing."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from pipelines.planning.numbers import Floats, floats

CreditRule = Literal["stock_over_reduced", "stock_plus_credit"]


def obligation(key: ArrayLike, base: ArrayLike) -> Floats:
    """Persons to be counted or credited: key (share 0–1) × base (persons and credited places in NRW)."""
    return floats(key) * floats(base)


def fulfilment(stock: ArrayLike, obligation: ArrayLike, credit: ArrayLike, *, rule: CreditRule) -> Floats:
    """Fulfilment rate, 1.0 = 100 %, from stock, obligation and credit in persons.

    "stock_over_reduced" (as published 2015/16) is stock / (obligation − credit), "stock_plus_credit" is
    (stock + credit) / obligation; without a credit (0) both are stock / obligation. NaN where an input is
    missing or nothing is left to divide by. Raises ValueError for another rule.
    """
    counted, owed, credited = floats(stock), floats(obligation), floats(credit)
    if rule == "stock_over_reduced":
        return _rate(counted, owed - credited)
    if rule == "stock_plus_credit":
        return _rate(counted + credited, owed)
    raise ValueError(f"rule {rule!r} is not one of {', '.join(get_args(CreditRule))}")


def outstanding(stock: ArrayLike, obligation: ArrayLike, credit: ArrayLike) -> Floats:
    """Persons still to come: obligation − credit − stock; negative is a surplus, NaN where one is missing."""
    return floats(obligation) - floats(credit) - floats(stock)


def _rate(numerator: Floats, denominator: Floats) -> Floats:
    return numerator / np.where(denominator > 0, denominator, np.nan)
