"""The allocation key against the same rule written as a plain loop."""

from __future__ import annotations

import csv

import numpy as np

from benchmarks.timing import Timing, versus
from pipelines.planning.allocation import allocation_key
from pipelines.settings import ROOT

YEARS = 13
GERMANY = 10_959


def timings() -> list[Timing]:
    """Key of 396 municipalities for thirteen years and of as many as Germany has, vectorised and as a loop."""
    persons, area = _inputs("2013-12-31")
    _assert_equal(persons, area)
    people, land = _as_many(persons, area)
    _assert_equal(people, land)
    return [
        versus(
            f"Verteilschlüssel, 396 Gemeinden × {YEARS} Jahre",
            lambda: [allocation_key(persons, area) for _ in range(YEARS)],
            "dieselbe Regel als Python-Schleife",
            lambda: [by_loop(persons, area) for _ in range(YEARS)],
        ),
        versus(
            "Verteilschlüssel, 10.959 Gemeinden × 1 Jahr",
            lambda: allocation_key(people, land),
            "dieselbe Regel als Python-Schleife",
            lambda: by_loop(people, land),
        ),
    ]


def _as_many(persons: list[float], area: list[float]) -> tuple[list[float], list[float]]:
    """As many municipalities as Germany has, drawn from those of NRW and made a little larger or smaller."""
    random = np.random.default_rng(1)
    drawn = random.integers(0, len(persons), GERMANY)
    size = random.uniform(0.5, 2, (2, GERMANY))
    return (np.array(persons)[drawn] * size[0]).tolist(), (np.array(area)[drawn] * size[1]).tolist()


def by_loop(persons: list[float], area: list[float]) -> list[float]:
    """§ 3 FlüAG, municipality by municipality, until nobody is above the cap."""
    people, land = sum(persons), sum(area)
    share = [count / people for count in persons]
    uncapped = [0.9 * share[i] + 0.1 * area[i] / land for i in range(len(persons))]
    capped: set[int] = set()
    while True:
        excess = sum(uncapped[i] - 1.25 * share[i] for i in capped)
        rest = sum(uncapped[i] for i in range(len(persons)) if i not in capped)
        key = [1.25 * share[i] if i in capped else uncapped[i] * (1 + excess / rest) for i in range(len(persons))]
        over = {i for i in range(len(persons)) if i not in capped and key[i] > 1.25 * share[i]}
        if not over:
            return key
        capped |= over


def _assert_equal(persons: list[float], area: list[float]) -> None:
    ours, theirs = allocation_key(persons, area).key, by_loop(persons, area)
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) < 1e-12


def _inputs(as_of: str) -> tuple[list[float], list[float]]:
    path = next((ROOT / "data" / "raw" / "population").glob("*/*.csv"))
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["as_of"] == as_of]
    return [float(row["persons"]) for row in rows], [float(row["area_km2"]) for row in rows]
