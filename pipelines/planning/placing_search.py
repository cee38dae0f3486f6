"""One aim after the other: a purchase is improved without giving up what is already reached. CP-SAT does the work."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

import numpy as np
from ortools.sat.python import cp_model

from pipelines.planning.placing_case import Case, Choice, NotAffordable, NotDecided, Placed

#: Coverage is compared in thousandths of a need.
LEVELS = 1000
#: More than anything costs, and still a number the solver reckons with.
WITHOUT_LIMIT = 10**14
Sum: TypeAlias = cp_model.LinearExprT | int


class Search:
    """All purchases a budget allows; every aim (`most`, `least`) narrows them to those that reach it.

    aims: how many follow; what is left of `case.effort` is shared by those still to come. Where the work is cut off,
    the best found stands, and the bound says what no purchase beats. Raises NotAffordable where the floor costs more
    than the budget, NotDecided where the work was cut off before that was known.
    """

    def __init__(self, case: Case, aims: int) -> None:
        self.case = case
        self._aims, self._effort = aims, case.effort
        self._model = cp_model.CpModel()
        self._served: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        self._places: list[cp_model.IntVar] = []
        self._best: list[int] | None = None
        costs = [self._add(one) for one in case.choices]
        self.cost: Sum = sum(costs)
        self.value: Sum = sum(case.persons[column] * sum(flows) for (_, column), flows in self._served.items())
        for (row, column), flows in self._served.items():
            self._model.add(sum(flows) <= int(case.lack[row, column]))
        self._model.add(self.cost <= case.budget)
        if any(case.floor):
            self._hold_floor()
        else:
            # nothing bought is a purchase too
            self._best = [0] * len(self._model.proto.variables)

    def most(self, aim: Sum) -> int:
        """Maximises `aim` and keeps what was reached; returns what no purchase beats."""
        self._model.maximize(aim)
        bound = self._improve()
        self._model.add(aim >= self.of(aim))
        return self._limit(aim) if bound is None else floor(bound + 1e-6)

    def least(self, aim: Sum) -> int:
        """Minimises `aim`, which is never negative, and keeps what was reached; returns what no purchase undercuts."""
        self._model.minimize(aim)
        bound = self._improve()
        self._model.add(aim <= self.of(aim))
        return 0 if bound is None else ceil(bound - 1e-6)

    def of(self, aim: Sum) -> int:
        """What the best purchase so far reaches of an aim."""
        return int(_value(aim, self._best or []))

    def level(self) -> Sum:
        """The lowest coverage of all cells that something on sale serves, in thousandths."""
        level = self._whole(LEVELS)
        for (row, column), flows in self._served.items():
            need = int(self.case.need[row, column])
            had = need - int(self.case.lack[row, column])
            self._model.add(LEVELS * (sum(flows) + had) >= level * need)
        return level

    def count_reaching(self, share: Fraction) -> Sum:
        """The number of cells whose coverage reaches a share of 0–1."""
        reaching = []
        for (row, column), flows in self._served.items():
            need, lack = int(self.case.need[row, column]), int(self.case.lack[row, column])
            short = ceil(share * need) - (need - lack)
            if short > 0:
                is_there = self._whole(1)
                self._model.add(sum(flows) >= short * is_there)
                reaching.append(is_there)
        return sum(reaching)

    def placed(self) -> Placed:
        """The best purchase so far; `bound` and `is_proven` are left to those who know the aim."""
        covered = np.zeros(np.shape(self.case.lack), dtype=np.int64)
        for cell, flows in self._served.items():
            covered[cell] = sum(self.of(flow) for flow in flows)
        places = tuple(self.of(bought) for bought in self._places)
        return Placed(places, covered, self.of(self.cost), self.of(self.value), -1, False)

    def _add(self, one: Choice) -> Sum:
        """The variables of a choice; returns what it costs."""
        wanted = self.case.wanted(one)
        most = min(one.most, sum(wanted.values()))
        bought, opens = self._whole(most), self._whole(1)
        self._places.append(bought)
        self._model.add(bought <= most * opens)
        if wanted:
            self._model.add(bought >= one.least * opens)
        flows = [self._whole(min(missing, most)) for missing in wanted.values()]
        for row, missing, flow in zip(wanted, wanted.values(), flows, strict=True):
            self._served.setdefault((row, one.category), []).append(flow)
            self._model.add(flow <= min(missing, most) * opens)
        # nobody pays for a place that stays empty, and a group is made of people
        self._model.add(sum(flows) == bought)
        return one.place_cost * bought + one.opening_cost * opens

    def _hold_floor(self) -> None:
        for row, asked in enumerate(self.case.floor):
            own = [
                (self.case.persons[column], int(self.case.lack[row, column]), flows)
                for (at, column), flows in self._served.items()
                if at == row
            ]
            all_there_is = self.case.worth(self.case.lack[row : row + 1])
            least = min(int(asked), all_there_is)
            if least > sum(weight * lack for weight, lack, _ in own):
                raise NotAffordable(None)
            self._model.add(sum(weight * sum(flows) for weight, _, flows in own) >= least)

    def _whole(self, most: int) -> cp_model.IntVar:
        made = self._model.new_int_var(0, most, "")
        if self._best is not None:
            self._best.append(0)
        return made

    def _limit(self, aim: Sum) -> int:
        """More than this an aim cannot reach, whatever is bought: each of its variables at its most."""
        return int(_value(aim, [max(each.domain) for each in self._model.proto.variables]))

    def _improve(self) -> float | None:
        """Looks for a better purchase; returns the bound of the aim, None where the work ended before there was one."""
        solver, status = _solved(self._model, self._effort / self._aims, self._best)
        self._aims, self._effort = max(1, self._aims - 1), max(0.0, self._effort - solver.deterministic_time)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._best = list(solver.response_proto.solution)
        elif self._best is None:
            raise self._refusal(status == cp_model.INFEASIBLE)
        # a search without any result gives 0 for a bound
        return None if status == cp_model.UNKNOWN else solver.best_objective_bound

    def _refusal(self, is_too_dear: bool) -> NotAffordable | NotDecided:
        """Why nothing is bought: what a purchase with the floor costs, or at least, where the work was cut off.

        is_too_dear: it is known already that the budget does not reach.
        """
        unlimited = Search(replace(self.case, budget=WITHOUT_LIMIT), 1)
        unlimited._model.minimize(unlimited.cost)
        solver, status = _solved(unlimited._model, self.case.effort, None)
        if status == cp_model.INFEASIBLE:
            return NotAffordable(None)
        # a weak bound says less than what is known already
        price = max(ceil(solver.best_objective_bound - 1e-6), self.case.budget + 1 if is_too_dear else 0)
        return NotAffordable(price) if price > self.case.budget else NotDecided()


def _solved(model: cp_model.CpModel, effort: float, hint: list[int] | None) -> tuple[cp_model.CpSolver, int]:
    solver = cp_model.CpSolver()
    # One worker and counted work instead of a clock: the same input gives the same answer.
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    model.clear_hints()
    for place, value in enumerate(hint or ()):
        model.add_hint(model.get_int_var_from_proto_index(place), value)
    return solver, solver.solve(model)


def _value(aim: Sum, solution: list[int]) -> int:
    """What an aim comes to in a solution: one number per variable."""
    if isinstance(aim, int):
        return aim
    flat = cp_model.FlatIntExpr(aim)
    return int(flat.offset) + sum(int(by) * solution[one.index] for one, by in zip(flat.vars, flat.coeffs, strict=True))
