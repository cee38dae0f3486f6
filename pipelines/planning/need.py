"""From ratios to need: what one person with access needs, what one unit of capacity supplies.

need   = persons with access × shares ÷ persons per unit
supply = capacity × served by one course line ÷ places of that line
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """One ratio with its bounds; NaN where no source gives one.

    `role`: share (multiplies need), persons_per_unit (divides need), supply_multiply, supply_divide.
    `effect`: `up` when a larger ratio means more need, `down` when it means less.
    """

    role: str
    low: float
    value: float
    high: float
    effect: str = "up"


def need_factor(ratios: Iterable[Ratio]) -> tuple[float, float, float]:
    """Need per person with access as (low, default, high); a bound is NaN when one ratio lacks it.

    Raises ValueError for persons per unit of zero or below: nobody can be served by that.
    """
    low, value, high = 1.0, 1.0, 1.0
    for ratio in ratios:
        if ratio.role == "share":
            steps = (ratio.low, ratio.value, ratio.high)
        elif ratio.role == "persons_per_unit":
            steps = tuple(_one_over(bound) for bound in (ratio.low, ratio.value, ratio.high))
        else:
            continue
        # The low need comes from the low share, but from the high number of persons per unit.
        if ratio.effect == "down":
            steps = steps[::-1]
        low, value, high = low * steps[0], value * steps[1], high * steps[2]
    return low, value, high


def supply_factor(ratios: Iterable[Ratio]) -> float:
    """Units of need that one unit of capacity serves; 1 where capacity and need share a unit.

    Raises ValueError for a divisor of zero or below.
    """
    factor = 1.0
    for ratio in ratios:
        if ratio.role == "supply_multiply":
            factor *= ratio.value
        elif ratio.role == "supply_divide":
            factor *= _one_over(ratio.value)
    return factor


def _one_over(number: float) -> float:
    if number <= 0:
        raise ValueError(f"Ein Teiler muss größer als 0 sein, nicht {number:g}; prüfen Sie die Bedarfsquote.")
    return math.nan if math.isnan(number) else 1.0 / number
