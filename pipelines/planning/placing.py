"""Where do new places help most? What a budget buys, exactly.

Something can be bought at a seat for the municipalities it serves: at least so many places or none, at a price to
open it and a price per place. Two answers are exact up to a bound that is printed:

- most covered: as many persons as possible get a place;
- worst served first: the lowest coverage of all cells (municipality, category) that money can still lift is lifted
  as far as it goes; then as many persons as possible get a place.

Of equally good purchases the cheapest counts. A floor per municipality can be asked for; more than can be bought is
refused, not rounded.

CP-SAT solves it in whole places and whole euros. Where the work is cut off, `bound` says what no other choice
can beat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from pipelines.planning.numbers import Floats

#: Coverage is compared in thousandths of a need.
LEVELS = 1000


class Choice(NamedTuple):
    """Something that can be bought: places of a category at a seat (row), for the municipalities (rows) it serves.

    place_cost and opening_cost in euros a year; least: places it takes to open at all; most: places there is room for.
    """

    category: int
    seat: int
    serves: tuple[int, ...]
    place_cost: int
    opening_cost: int = 0
    least: int = 1
    most: int = 10_000


class Placed(NamedTuple):
    """places per choice; covered[municipality, category] newly served places; cost in euros; value in persons.

    bound: the most persons any choice could reach; is_proven: none reaches more. level: the coverage (0–1) below
    which no cell is left that money could lift; 1.0 where it was not asked for.
    """

    places: tuple[int, ...]
    covered: np.ndarray
    cost: int
    value: int
    bound: int
    is_proven: bool
    level: float = 1.0


class NotAffordable(ValueError):
    """The floor cannot be reached with the budget; the message says what it would cost at least."""


@dataclass(frozen=True)
class _Model:
    model: cp_model.CpModel
    places: list[cp_model.IntVar]
    served: dict[tuple[int, int], list[cp_model.IntVar]]
    cost: cp_model.LinearExprT
    value: cp_model.LinearExprT


def most_covered(
    lack: np.ndarray,
    choices: Sequence[Choice],
    budget: int,
    *,
    persons: Sequence[int],
    floor: Sequence[int] | None = None,
    effort: float = 20.0,
) -> Placed:
    """The purchase within `budget` (euros) that gives a place to most persons; of equal ones the cheapest.

    lack[municipality, category]: missing places, whole. persons: persons one place of a category serves. floor:
    persons to be reached in each municipality at least. effort: work in seconds of an unhurried processor; the same
    effort gives the same result under any load. Raises ValueError for negative or broken input, NotAffordable.
    """
    lack = _checked(lack, choices, budget, persons)
    made = _model(lack, choices, budget, persons, floor)
    return _cheapest_of_best(made, choices, lack, persons, floor, effort)


def worst_first(
    lack: np.ndarray,
    need: Floats,
    choices: Sequence[Choice],
    budget: int,
    *,
    persons: Sequence[int],
    floor: Sequence[int] | None = None,
    effort: float = 20.0,
) -> Placed:
    """The purchase that lifts the lowest coverage of all cells as far as money reaches, then covers most persons.

    need[municipality, category] in places, at least lack; cells that no choice serves are left out of the comparison,
    as no money lifts them. Raises ValueError and NotAffordable as `most_covered`.
    """
    lack = _checked(lack, choices, budget, persons)
    need = np.asarray(need)
    if need.shape != lack.shape or (need < lack).any():
        raise ValueError("need must have the shape of lack and be at least as large")
    made = _model(lack, choices, budget, persons, floor)
    level = made.model.new_int_var(0, LEVELS, "level")
    for (row, category), flows in made.served.items():
        wanted = round(float(need[row, category]))
        had = wanted - int(lack[row, category])
        made.model.add(LEVELS * (sum(flows) + had) >= level * wanted)
    made.model.maximize(level)
    solver = _solved(made, effort, choices, lack, persons, floor)
    reached = int(solver.value(level))
    lifted_fully = solver.best_objective_bound < reached + 1
    made.model.add(level == reached)
    placed = _cheapest_of_best(made, choices, lack, persons, floor, effort)
    return placed._replace(level=reached / LEVELS, is_proven=placed.is_proven and lifted_fully)


def _checked(lack: np.ndarray, choices: Sequence[Choice], budget: int, persons: Sequence[int]) -> np.ndarray:
    whole = np.asarray(lack)
    if whole.ndim != 2 or len(persons) != whole.shape[1]:
        raise ValueError(f"lack of shape {whole.shape} needs persons per place of every category, not {len(persons)}")
    if not np.issubdtype(whole.dtype, np.integer) or (whole < 0).any():
        raise ValueError("missing places must be whole and not negative")
    if budget < 0 or any(weight < 0 for weight in persons):
        raise ValueError("budget and persons per place must not be negative")
    rows, columns = whole.shape
    for one in choices:
        if not (0 <= one.category < columns and one.serves and all(0 <= row < rows for row in one.serves)):
            raise ValueError(f"{one} serves a municipality or category that is not there")
        if one.place_cost < 0 or one.opening_cost < 0 or not one.least >= 1 or one.most < 0:
            raise ValueError(f"{one} has a negative cost, or opens with less than one place")
    return whole


def _model(
    lack: np.ndarray, choices: Sequence[Choice], budget: int, persons: Sequence[int], floor: Sequence[int] | None
) -> _Model:
    model = cp_model.CpModel()
    served: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    places, costs = [], []
    for one in choices:
        wanted = {row: int(lack[row, one.category]) for row in one.serves if lack[row, one.category] > 0}
        most = min(one.most, max(sum(wanted.values()), one.least))
        bought = model.new_int_var(0, max(most, 0), "")
        opens = model.new_bool_var("")
        model.add(bought <= most * opens)
        model.add(bought >= one.least * opens)
        flows = []
        for row, missing in wanted.items():
            flow = model.new_int_var(0, min(missing, max(most, 0)), "")
            served.setdefault((row, one.category), []).append(flow)
            flows.append(flow)
        model.add(sum(flows) <= bought)
        places.append(bought)
        costs.append(one.place_cost * bought + one.opening_cost * opens)
    for (row, category), flows in served.items():
        model.add(sum(flows) <= int(lack[row, category]))
    cost = sum(costs)
    model.add(cost <= budget)
    for row, least in enumerate(floor or ()):
        if least > 0:
            own = [persons[category] * sum(flows) for (at, category), flows in served.items() if at == row]
            model.add(sum(own) >= int(least)) if own else model.add_bool_or([])
    value = sum(persons[category] * sum(flows) for (_, category), flows in served.items())
    return _Model(model, places, served, cost, value)


def _cheapest_of_best(
    made: _Model,
    choices: Sequence[Choice],
    lack: np.ndarray,
    persons: Sequence[int],
    floor: Sequence[int] | None,
    effort: float,
) -> Placed:
    made.model.maximize(made.value)
    solver = _solved(made, effort, choices, lack, persons, floor)
    value, bound = round(solver.objective_value), int(solver.best_objective_bound + 1e-6)
    if value == bound:
        made.model.add(made.value == value)
        made.model.minimize(made.cost)
        solver = _solved(made, effort, choices, lack, persons, floor)
    return _placed(made, solver, lack.shape, bound)


def _solved(
    made: _Model,
    effort: float,
    choices: Sequence[Choice],
    lack: np.ndarray,
    persons: Sequence[int],
    floor: Sequence[int] | None,
) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    # One worker and counted work instead of a clock: the same input gives the same answer.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(made.model)
    if status == cp_model.INFEASIBLE:
        raise NotAffordable(_price_of_floor(lack, choices, persons, floor, effort))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise ArithmeticError(f"CP-SAT found no purchase: {solver.status_name(status)}")
    return solver


def _price_of_floor(
    lack: np.ndarray, choices: Sequence[Choice], persons: Sequence[int], floor: Sequence[int] | None, effort: float
) -> str:
    without_limit = _model(lack, choices, 10**12, persons, floor)
    without_limit.model.minimize(without_limit.cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    if solver.solve(without_limit.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return f"{round(solver.best_objective_bound)}"
    return ""


def _placed(made: _Model, solver: cp_model.CpSolver, shape: tuple[int, int], bound: int) -> Placed:
    covered = np.zeros(shape, dtype=np.int64)
    for (row, category), flows in made.served.items():
        covered[row, category] = sum(int(solver.value(flow)) for flow in flows)
    value = int(solver.value(made.value))
    return Placed(
        tuple(int(solver.value(bought)) for bought in made.places),
        covered,
        int(solver.value(made.cost)),
        value,
        bound,
        value >= bound,
    )
