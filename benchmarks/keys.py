"""The allocation key against the same rule written as a plain loop."""

from __future__ import annotations

import csv

from benchmarks.timing import Timing, versus
from pipelines.planning.allocation import allocation_key
from pipelines.settings import ROOT

YEARS = 12


def timings() -> list[Timing]:
    """Key of 396 municipalities for twelve years, vectorised and as a loop; both must agree."""
    persons, area = _inputs("2013-12-31")
    _assert_equal(persons, area)
    return [
        versus(
            f"Verteilschlüssel, 396 Gemeinden × {YEARS} Jahre",
            lambda: [allocation_key(persons, area) for _ in range(YEARS)],
            "dieselbe Regel als Python-Schleife",
            lambda: [by_loop(persons, area) for _ in range(YEARS)],
        )
    ]


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
