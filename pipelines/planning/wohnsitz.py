"""Key for the residence rule (§ 12a AufenthG, § 4 AWoV NRW of 15.11.2016): people, area, unemployment.

The weights are law. How unemployment becomes a share is inferred, because its annex was not found: the lower the
rate of registered unemployed, the larger the share, every municipality counting alike whatever its size.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pipelines.planning.numbers import Floats, floats


class WohnsitzKey(NamedTuple):
    """The key of one year and the steps to it; arrays of one length, one entry per municipality.

    All arrays are shares (0–1) that each add up to 1. unreduced is the weighted sum of the three shares before it;
    key is what is left after the reductions, with the freed part given to the municipalities without one: theirs
    is unreduced × redistribution, a factor of at least 1.
    """

    population_share: Floats
    area_share: Floats
    unemployment_share: Floats
    unreduced: Floats
    key: Floats
    redistribution: float


def wohnsitz_key(
    persons: ArrayLike,
    area_km2: ArrayLike,
    unemployed: ArrayLike,
    *,
    population_weight: float,
    area_weight: float,
    unemployment_weight: float,
    reduced: ArrayLike | None = None,
    reduction: ArrayLike = 0.1,
) -> WohnsitzKey:
    """Key of every municipality from persons, area (km²) and registered unemployed, all of NRW at once.

    reduced marks the municipalities whose key shrinks (true or 1; None: nobody's), reduction is the share (0–1) it
    shrinks by, one for all or one each. Raises ValueError when a column is empty, of another length, has a missing,
    infinite or negative entry, when persons or area add up to zero, when somewhere nobody is unemployed (1 ÷ 0 has
    no value: such a figure is withheld or wrong), when the weights do not add up to 1, when a reduction lies
    outside 0 to 1, and when everybody's key is reduced.
    """
    people, area, jobless = floats(persons), floats(area_km2), floats(unemployed)
    _check_weights(population_weight, area_weight, unemployment_weight)
    _check_columns({"persons": people, "area_km2": area, "unemployed": jobless})
    people_per_jobless = people / jobless
    population_share, area_share = people / people.sum(), area / area.sum()
    unemployment_share = people_per_jobless / people_per_jobless.sum()
    unreduced = (
        population_weight * population_share + area_weight * area_share + unemployment_weight * unemployment_share
    )
    marks = np.zeros(len(people)) if reduced is None else floats(reduced)
    key, factor = _reduce(unreduced, marks, floats(reduction))
    return WohnsitzKey(population_share, area_share, unemployment_share, unreduced, key, factor)


def _reduce(unreduced: Floats, marks: Floats, reduction: Floats) -> tuple[Floats, float]:
    if marks.shape != unreduced.shape or reduction.shape not in ((), unreduced.shape):
        raise ValueError(
            f"reduced {marks.shape} and reduction {reduction.shape} must be as long as the columns {unreduced.shape}"
        )
    taken = marks * reduction
    if not ((taken >= 0) & (taken <= 1)).all():
        raise ValueError("a reduction is missing or outside 0 to 1")
    free = taken == 0
    if not unreduced[free].sum() > 0:
        raise ValueError("every municipality is reduced: nobody is left to take what they give up")
    # As under § 3 FlüAG in proportion to the key; the text says only that it goes to all others.
    factor = 1 + (unreduced * taken).sum() / unreduced[free].sum()
    return np.where(free, unreduced * factor, unreduced * (1 - taken)), float(factor)


def _check_weights(*weights: float) -> None:
    if min(weights) < 0 or abs(sum(weights) - 1) > 1e-9:
        raise ValueError(f"weights {weights} of population, area and unemployment must not be negative and add up to 1")


def _check_columns(columns: dict[str, Floats]) -> None:
    shapes = {name: column.shape for name, column in columns.items()}
    if len(set(shapes.values())) > 1 or any(column.ndim != 1 for column in columns.values()):
        raise ValueError(f"columns of one length are needed, not {shapes}")
    for name, column in columns.items():
        least = "not positive" if name == "unemployed" else "negative"
        usable = np.isfinite(column) & ((column > 0) if name == "unemployed" else (column >= 0))
        if not usable.all():
            first = np.flatnonzero(~usable)[0]
            raise ValueError(
                f"{name} is missing or {least} for {(~usable).sum()} of {column.size} municipalities, "
                f"first in row {first} ({column[first]}): the key needs every municipality"
            )
        if column.sum() == 0:
            raise ValueError(f"{name} adds up to zero: there is nothing to take shares of")
