"""What a budget buys where every municipality is served by itself: exact, and fast enough to move a slider.

Without neighbours, openings and least numbers only price and use of a place matter, so all cells with the same pair
are one kind of place. How many of each kind are bought is a knapsack with as many numbers as there are kinds; who gets
them is free to choose, and goes to the worst served.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from pipelines.planning.numbers import Floats


def most_covered_alone(
    lack: np.ndarray, need: Floats, place_cost: np.ndarray, budget: int, *, persons: Sequence[int]
) -> np.ndarray:
    """New places per municipality and category that serve most persons within `budget`; of equal ones the cheapest.

    lack: missing places, whole; need at least as many; place_cost in euros a year, all [municipality, category];
    persons: persons one place of a category serves. Raises ValueError for other shapes and negative numbers.
    """
    use = np.broadcast_to(np.asarray(persons), np.shape(lack))
    if np.shape(lack) != np.shape(place_cost) or np.shape(lack) != np.shape(need):
        raise ValueError(f"lack {np.shape(lack)}, need {np.shape(need)} and cost {np.shape(place_cost)} must be alike")
    if (np.asarray(lack) < 0).any() or (np.asarray(place_cost) < 0).any() or (use < 0).any() or budget < 0:
        raise ValueError("places, costs, persons and budget must not be negative")
    kinds = sorted({(int(cost), int(count)) for cost, count in zip(place_cost.flat, use.flat, strict=True)})
    cells = {kind: np.argwhere((place_cost == kind[0]) & (use == kind[1])) for kind in kinds}
    room = [int(sum(lack[row, column] for row, column in cells[kind])) for kind in kinds]
    bought = np.zeros(np.shape(lack), dtype=np.int64)
    for kind, count in zip(kinds, _knapsack(kinds, room, budget), strict=True):
        _to_the_worst_served(bought, cells[kind], count, np.asarray(lack), np.asarray(need))
    return bought


def _knapsack(kinds: list[tuple[int, int]], room: list[int], budget: int) -> list[int]:
    model = cp_model.CpModel()
    count = [model.new_int_var(0, most, "") for most in room]
    cost = cp_model.LinearExpr.weighted_sum(count, [kind[0] for kind in kinds])
    value = cp_model.LinearExpr.weighted_sum(count, [kind[1] for kind in kinds])
    model.add(cost <= budget)
    model.maximize(value)
    most = round(_solved(model).objective_value)
    model.add(value == most)
    model.minimize(cost)
    solver = _solved(model)
    return [int(solver.value(one)) for one in count]


def _solved(model: cp_model.CpModel) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status != cp_model.OPTIMAL:
        raise ArithmeticError(f"CP-SAT found no purchase: {solver.status_name(status)}")
    return solver


def _to_the_worst_served(bought: np.ndarray, cells: np.ndarray, count: int, lack: np.ndarray, need: Floats) -> None:
    """Places go one by one to the cell with the lowest coverage that still lacks some; ties to the earlier cell."""
    waiting = [
        (1 - lack[row, column] / need[row, column], int(row), int(column))
        for row, column in cells
        if lack[row, column] > 0
    ]
    heapq.heapify(waiting)
    for _ in range(count):
        _, row, column = heapq.heappop(waiting)
        bought[row, column] += 1
        left = lack[row, column] - bought[row, column]
        if left > 0:
            heapq.heappush(waiting, (1 - left / need[row, column], row, column))
