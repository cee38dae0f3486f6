"""What a budget buys where every municipality is served by itself: exact, and fast enough to move a slider.

Without neighbours, openings and least numbers only price and use of a place matter, so all cells with the same pair
are one kind of place. How many of each kind are bought is a knapsack with as many numbers as there are kinds; who gets
them is free to choose, and goes to the worst served.
"""

from __future__ import annotations

import heapq

import numpy as np
from ortools.sat.python import cp_model

from pipelines.planning.placing_case import Case, Placed

Cell = tuple[int, int]


def most_covered_alone(case: Case) -> Placed:
    """The purchase that gives a place to most persons at the least cost, places going to the worst served.

    Raises ValueError where `case.is_separable` does not hold.
    """
    if not case.is_separable:
        raise ValueError("places that are shared, opened or bought in groups need the solver")
    kinds: dict[tuple[int, int], list[Cell]] = {}
    for one in case.choices:
        kinds.setdefault((one.place_cost, case.persons[one.category]), []).append((one.seat, one.category))
    room = [sum(int(case.lack[cell]) for cell in cells) for cells in kinds.values()]
    covered = np.zeros(np.shape(case.lack), dtype=np.int64)
    counts = _knapsack(list(kinds), room, case.budget)
    for cells, count in zip(kinds.values(), counts, strict=True):
        _to_the_worst_served(covered, cells, count, case)
    cost = sum(kind[0] * count for kind, count in zip(kinds, counts, strict=True))
    value = case.worth(covered)
    places = tuple(int(covered[one.seat, one.category]) for one in case.choices)
    return Placed(places, covered, cost, value, value, True)


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


def _to_the_worst_served(covered: np.ndarray, cells: list[Cell], count: int, case: Case) -> None:
    """Places go one by one to the cell with the lowest coverage that still lacks some; ties to the earlier cell."""
    # plain numbers: reading single cells of an array would take most of the time
    left = {cell: int(case.lack[cell]) for cell in cells if case.lack[cell] > 0}
    need = {cell: int(case.need[cell]) for cell in left}
    waiting = [(1 - lack / need[cell], cell) for cell, lack in left.items()]
    heapq.heapify(waiting)
    for _ in range(count):
        _, cell = heapq.heappop(waiting)
        left[cell] -= 1
        if left[cell]:
            heapq.heappush(waiting, (1 - left[cell] / need[cell], cell))
    for cell, lack in left.items():
        covered[cell] = case.lack[cell] - lack
