"""Allocation key of § 3 FlüAG NRW: population and area shares, with a cap on what area may add."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.planning.numbers import Floats, floats


class Round(NamedTuple):
    """One pass of the redistribution: how many are capped, what they give up together (share of NRW), and by
    which factor that raises the uncapped key of everybody else."""

    capped: int
    excess: float
    factor: float


class Key(NamedTuple):
    """The key of one year and the steps to it; arrays of one length, one entry per municipality.

    population_share, area_share, uncapped_key and key are shares (0–1) that each add up to 1. A capped
    municipality gets its cap, cap_factor × population_share; what it gives up goes to the others in proportion
    to their uncapped key. rounds lists how that was repeated until nobody else crossed the cap.
    """

    population_share: Floats
    area_share: Floats
    uncapped_key: Floats
    cap: Floats
    is_capped: NDArray[np.bool_]
    key: Floats
    rounds: tuple[Round, ...]


def allocation_key(
    persons: ArrayLike,
    area_km2: ArrayLike,
    *,
    population_weight: float = 0.9,
    area_weight: float = 0.1,
    cap_factor: float = 1.25,
) -> Key:
    """Key of every municipality from persons and area (km²) of the same day, all of NRW at once.

    Raises ValueError when a column is empty, of another length, has a missing, infinite or negative
    entry or adds up to zero, when the weights do not add up to 1, and when cap_factor is not above 1.
    """
    population, area = floats(persons), floats(area_km2)
    _check_rule(population_weight, area_weight, cap_factor)
    _check_columns(population, area)
    population_share = population / population.sum()
    area_share = area / area.sum()
    uncapped = population_weight * population_share + area_weight * area_share
    cap = cap_factor * population_share
    is_capped, key, rounds = _spread_excess(uncapped, cap)
    return Key(population_share, area_share, uncapped, cap, is_capped, key, rounds)


def _spread_excess(uncapped: Floats, cap: Floats) -> tuple[NDArray[np.bool_], Floats, tuple[Round, ...]]:
    # Growing the capped set until it is stable ends at the first feasible prefix in uncapped/cap order.
    # Σ cap > 1 ≥ Σ uncapped keeps at least one municipality free, so the division is safe.
    is_capped = np.zeros(len(cap), dtype=bool)
    key, rounds = uncapped, []
    while (crosses := ~is_capped & (key > cap)).any():
        is_capped |= crosses
        given_up = (uncapped - cap)[is_capped].sum()
        factor = (1.0 - cap[is_capped].sum()) / uncapped[~is_capped].sum()
        key = np.where(is_capped, cap, uncapped * factor)
        rounds.append(Round(int(is_capped.sum()), float(given_up), float(factor)))
    return is_capped, key, tuple(rounds)


def _check_rule(population_weight: float, area_weight: float, cap_factor: float) -> None:
    if min(population_weight, area_weight) < 0 or abs(population_weight + area_weight - 1) > 1e-9:
        raise ValueError(
            f"population_weight {population_weight} and area_weight {area_weight} must not be negative "
            "and must add up to 1"
        )
    if not cap_factor > 1:
        raise ValueError(f"cap_factor {cap_factor} must be above 1, or the caps leave part of the key to nobody")


def _check_columns(population: Floats, area: Floats) -> None:
    if population.ndim != 1 or population.shape != area.shape:
        raise ValueError(f"persons {population.shape} and area_km2 {area.shape} must be two columns of one length")
    for name, column in (("persons", population), ("area_km2", area)):
        unusable = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
        if unusable.size:
            first = unusable[0]
            raise ValueError(
                f"{name} is missing or negative for {unusable.size} of {column.size} municipalities, "
                f"first in row {first} ({column[first]}): the key needs every municipality"
            )
        if column.sum() == 0:
            raise ValueError(f"{name} adds up to zero: there is nothing to take shares of")
