"""The ledger of a day: from key and base to obligation, credit, fulfilment and what is still to come, with bounds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pipelines.planning.numbers import Floats, floats
from pipelines.planning.obligation import CreditRule, fulfilment, obligation, outstanding

# Codes of parameter fulfilment_credit_rule.
CREDIT_RULES: dict[int, CreditRule] = {0: "stock_over_reduced", 1: "stock_plus_credit"}


class Bounded(NamedTuple):
    """A figure with its bounds, one entry per municipality; NaN where it is not known."""

    value: Floats
    low: Floats
    high: Floats


class Ledger(NamedTuple):
    """Persons owed, their fulfilment (1.0 = 100 %) and persons still to come (negative: surplus)."""

    obligation: Bounded
    fulfilment: Bounded
    outstanding: Bounded


def bounded(value: ArrayLike, low: ArrayLike | None = None, high: ArrayLike | None = None) -> Bounded:
    """A figure with bounds; without bounds it is its own."""
    figure = floats(value)
    return Bounded(figure, figure if low is None else floats(low), figure if high is None else floats(high))


def owed(key: Bounded, base: Bounded) -> Bounded:
    """Obligation in persons = key × base; the bounds of both multiply."""
    return Bounded(*(obligation(*pair) for pair in zip(key, base, strict=True)))


def unrounded(published: ArrayLike, computed: Bounded) -> Bounded:
    """The obligation behind a printed one: published in whole persons, so known to half a person.

    Where key × base lies within that half, it is the better figure, and its bounds are cut to the half; where
    nothing is published it is all there is; where it contradicts the printed one, the printed one counts.
    """
    said = floats(published)
    low, high = np.fmax(computed.low, said - 0.5), np.fmin(computed.high, said + 0.5)
    fits = ~np.isnan(said + computed.value) & (low <= high)
    value = np.where(fits, np.clip(computed.value, low, high), said)
    columns = (value, np.where(fits, low, said - 0.5), np.where(fits, high, said + 0.5))
    return Bounded(*(np.where(np.isnan(said), plain, best) for plain, best in zip(computed, columns, strict=True)))


def settle(obligations: Bounded, credit: Bounded, stock: Bounded, *, rule: CreditRule) -> Ledger:
    """Fulfilment and outstanding persons with bounds from obligation, credit and stock in persons.

    Where credit.value is missing the figures are worked out without any credit, and credit.low and
    credit.high still bound them: a missing upper bound of the credit leaves the fulfilment open upwards
    and what is still to come open downwards. Both rules of fulfilment rise with stock and credit and fall
    with the obligation, so each bound comes from one corner. Raises ValueError for another rule.
    """
    counted = np.nan_to_num(credit.value, nan=0.0)
    rate = Bounded(
        fulfilment(stock.value, obligations.value, counted, rule=rule),
        fulfilment(stock.low, obligations.high, credit.low, rule=rule),
        fulfilment(stock.high, obligations.low, credit.high, rule=rule),
    )
    to_come = Bounded(
        outstanding(stock.value, obligations.value, counted),
        outstanding(stock.high, obligations.low, credit.high),
        outstanding(stock.low, obligations.high, credit.low),
    )
    return Ledger(obligations, rate, to_come)
