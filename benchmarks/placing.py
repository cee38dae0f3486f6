"""What a budget buys: the short way against two solvers, and the search for a Kreis and for NRW with its gap.

Run alone: `python -m benchmarks.placing`. The figures are invented; ratios are of the same run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.planning.placing import most_covered, most_covered_anyhow, worst_first
from pipelines.planning.placing_alone import most_covered_alone
from pipelines.planning.placing_by_rule import cheapest_first, per_head
from pipelines.planning.placing_case import Case, Choice, Placed

RUNS = 5
KM = 20.0
# The rules of thumb buy place by place in plain Python: fine for a Kreis, minutes for all of NRW.
RULES_UP_TO = 100


class Goods(NamedTuple):
    """A category: price of a place and to begin in cents, people per place, smallest group, whether it is shared."""

    place: int
    opening: int
    persons: int
    least: int
    is_shared: bool


GOODS = (
    Goods(300_000, 0, 1, 1, False),
    Goods(570_000, 0, 10, 1, False),
    Goods(120_000, 400_000, 1, 20, True),
    Goods(480_000, 2_500_000, 1, 1, False),
    Goods(480_000, 2_500_000, 1, 1, False),
    Goods(700_000, 5_000_000, 1, 1, False),
    Goods(90_000, 200_000, 1, 15, True),
    Goods(110_000, 0, 5, 1, False),
)


def invented(rows: int, side_km: float, budget: int, is_plain: bool = False) -> Case:
    """A case of `rows` municipalities in a square; half of the cells lack something. `is_plain`: the separable one."""
    draw = np.random.default_rng(7)
    place = draw.uniform(0, side_km, (rows, 2))
    km = 1.3 * np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    need = draw.integers(1, 100, (rows, len(GOODS)))
    lack = (need * draw.uniform(0, 1, need.shape) * draw.integers(0, 2, need.shape)).astype(np.int64)
    choices = []
    for column, goods in enumerate(GOODS):
        for row in range(rows):
            if is_plain:
                choices.append(Choice(column, row, (row,), goods.place))
                continue
            serves = tuple(np.flatnonzero(km[row] <= KM).tolist()) if goods.is_shared else (row,)
            choices.append(Choice(column, row, serves, goods.place, goods.opening, goods.least))
    return Case(lack, need, choices, [goods.persons for goods in GOODS], budget)


def highs(case: Case) -> int:
    """The most persons by HiGHS, for a separable case: whole places, one constraint."""
    use = np.array([case.persons[one.category] for one in case.choices], dtype=float)
    cost = np.array([one.place_cost for one in case.choices], dtype=float)
    room = np.array([case.lack[one.seat, one.category] for one in case.choices], dtype=float)
    limit = LinearConstraint(cost, ub=case.budget)
    found = milp(-use, integrality=np.ones_like(use), bounds=Bounds(0, room), constraints=limit)
    return round(-found.fun)


def seconds(run: Callable[[], object], runs: int = RUNS) -> tuple[float, object]:
    """Median processor seconds of `runs` runs, and what the last returned: other work on the machine counts less."""
    taken, found = [], None
    for _ in range(runs):
        start = time.process_time()
        found = run()
        taken.append(time.process_time() - start)
    return float(np.median(taken)), found


def separable() -> list[str]:
    """Rows for 24 × 8 without sharing: all three must find the same number."""
    case = invented(24, 45, 300_000_000, is_plain=True)
    ours, short = seconds(lambda: most_covered_alone(case))
    solver, general = seconds(lambda: most_covered_anyhow(case))
    rival, value = seconds(lambda: highs(case))
    assert short.value == general.value == value, (short.value, general.value, value)
    what = f"Kreis ohne Teilen (24 × 8), {short.value} Personen"
    return [
        _row(what, "kurzer Weg", ours, "bewiesen", 1.0),
        _row(what, "CP-SAT, dieselbe Suche wie mit Teilen", solver, "bewiesen", solver / ours),
        _row(what, "HiGHS (scipy)", rival, "bewiesen", rival / ours),
    ]


def searched(what: str, case: Case, runs: int) -> list[str]:
    """Rows for a case with sharing, groups and openings: both exact ways, for a Kreis both rules of thumb too."""
    rows = []
    first, found = seconds(lambda: most_covered(case), runs)
    rows.append(_row(what, "meiste Lücken", first, _gap(found), 1.0))
    taken, found = seconds(lambda: worst_first(case), runs)
    rows.append(_row(what, "am schlechtesten Versorgte zuerst", taken, _gap(found), taken / first))
    if len(case.lack) > RULES_UP_TO:
        return rows
    taken, rule = seconds(lambda: cheapest_first(case), 1)
    rows.append(_row(what, "billigste zuerst", taken, f"{rule.value} Personen", taken / first))
    taken, rule = seconds(lambda: per_head(case, [1] * len(case.lack)), 1)
    rows.append(_row(what, "nach Köpfen", taken, f"{rule.value} Personen", taken / first))
    return rows


def report() -> list[str]:
    """The table, and the load it was measured under."""
    kreis = invented(24, 45, 300_000_000)
    state = replace(invented(396, 185, 5_000_000_000), effort=12.0)
    return [
        f"Last des Rechners zu Beginn {os.getloadavg()[0]:.1f}.",
        "",
        "| Fall | Weg | Rechenzeit, Median | Ergebnis | Zeit ÷ erste Zeile des Falls |",
        "|---|---|---|---|---|",
        *separable(),
        *searched("Kreis, 24 × 8, mit Teilen, Gruppen und Eröffnungen", kreis, 3),
        *searched("NRW, 396 × 8, mit Teilen, Gruppen und Eröffnungen", state, 1),
    ]


def _gap(found: Placed) -> str:
    if found.is_proven:
        return f"{found.value} Personen, bewiesen"
    share = (found.bound - found.value) / max(found.value, 1)
    return f"{found.value} Personen, Schranke {found.bound} ({100 * share:.2f} %)".replace(".", ",")


def _row(what: str, way: str, taken: float, result: str, ratio: float) -> str:
    spent = f"{taken * 1000:.1f} ms" if taken < 1 else f"{taken:.1f} s"
    return f"| {what} | {way} | {spent.replace('.', ',')} | {result} | {f'{ratio:.2g}'.replace('.', ',')} × |"


if __name__ == "__main__":
    print("\n".join(report()), flush=True)
