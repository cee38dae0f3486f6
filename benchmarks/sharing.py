"""Fair sharing of places against plain flows that only reach the same total, on invented places and needs."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow
from scipy.spatial import cKDTree

from benchmarks import timing
from benchmarks.timing import Timing, versus
from pipelines.planning.sharing import Sharing, fair_share
from pipelines.settings import ROOT

SEED = 2015


@dataclass(frozen=True)
class Size:
    """So many municipalities and offers; areas are a seat and its nearest municipalities, so many in all."""

    name: str
    municipalities: int
    offers: int
    area_sizes: tuple[int, ...]
    runs: int


KREIS = Size("Kreis", 24, 200, (1, 2, 4, 8, 24), runs=50)
NRW = Size("NRW", 396, 3_000, (1, 2, 4, 8, 16), runs=10)
GERMANY = Size("Deutschland", 10_959, 100_000, tuple(range(1, 13)), runs=3)
# Nearly every offer has an area of its own, and seats of a whole region pass each other places.
WIDE = Size("Deutschland, weite Gebiete", 10_959, 100_000, tuple(range(1, 31)), runs=1)
SIZES = (KREIS, NRW, GERMANY, WIDE)


@dataclass(frozen=True)
class Case:
    """Whole places: need per municipality; places, area (rows) and seat (row) per offer."""

    need: list[int]
    places: list[int]
    areas: list[list[int]]
    seats: list[int]

    def share(self) -> Sharing:
        """The call that is measured: checks, merging, levels, and who gets which offer's places."""
        return fair_share(self.need, self.places, self.areas, seat=self.seats)

    @property
    def total(self) -> Fraction:
        """Everybody's places, as an exact number."""
        shares = zip(self.need, self.share().coverage, strict=True)
        return sum((wanted * share for wanted, share in shares if share is not None), Fraction(0))


def timings() -> list[Timing]:
    """Kreis, NRW and Germany, each against every way that is feasible at its size; equal totals asserted."""
    # Without HiGHS for Germany: one run of it takes 25 s.
    return [
        *_compare(KREIS, {"OR-Tools": by_ortools, "scipy": by_scipy, "HiGHS": by_highs}),
        *_compare(NRW, {"OR-Tools": by_ortools, "scipy": by_scipy, "HiGHS": by_highs}),
        *_compare(GERMANY, {"OR-Tools": by_ortools, "scipy": by_scipy}),
        *_compare(WIDE, {"OR-Tools": by_ortools}),
    ]


def _compare(size: Size, rivals: dict[str, Callable[[Network], float]]) -> list[Timing]:
    case = invented(size)
    network = merged(case)
    municipalities, offers, megabytes = (
        f"{n:,}".replace(",", ".") for n in (size.municipalities, size.offers, peak_mb(size))
    )
    what = f"Plätze teilen, {size.name} ({municipalities} Gemeinden, {offers} Angebote; Spitze {megabytes} MB mehr)"
    rows = []
    for name, total in rivals.items():
        assert abs(total(network) - case.total) < 1e-6 * case.total, f"{name} reaches another total"
        label = f"{name}, ein {'lineares Programm' if total is by_highs else 'größter Fluss'} ohne Fairness"
        rows.append(versus(what, case.share, label, lambda total=total: total(network), size.runs))
    return rows


@cache
def invented(size: Size) -> Case:
    """Municipalities in clusters, lognormal needs, places for 85 % of them; the same on every machine."""
    draw = np.random.default_rng(SEED)
    towns = draw.random((max(size.municipalities // 40, 2), 2))
    points = towns[draw.integers(len(towns), size=size.municipalities)]
    points = points + draw.normal(0, 0.03, points.shape)
    persons = draw.lognormal(3.2, 1.1, size.municipalities)
    need = np.round(persons).astype(np.int64)
    seats = draw.choice(size.municipalities, size.offers, p=persons / persons.sum())
    places = draw.integers(1, 30, size.offers)
    places = np.maximum(np.round(0.85 * need.sum() / places.sum() * places), 1).astype(np.int64)
    near = cKDTree(points).query(points, max(size.area_sizes))[1]
    wide = draw.choice(size.area_sizes, size.offers)
    areas = [near[seat, :count].tolist() for seat, count in zip(seats, wide, strict=True)]
    return Case(need.tolist(), places.tolist(), areas, seats.tolist())


@dataclass(frozen=True)
class Network:
    """Offers of equal area merged: places per area, need per row, arcs area → row."""

    places: np.ndarray
    need: np.ndarray
    area: np.ndarray
    row: np.ndarray

    def columns(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tail, head and capacity with source 0, sink 1, areas, rows."""
        first_row = 2 + len(self.places)
        areas, rows = np.arange(2, first_row), np.arange(len(self.need)) + first_row
        tail = np.concatenate([np.zeros_like(areas), areas[self.area], rows])
        head = np.concatenate([areas, rows[self.row], np.ones_like(rows)])
        return tail, head, np.concatenate([self.places, self.places[self.area], self.need])


def merged(case: Case) -> Network:
    """The network all rivals get for nothing; fair_share builds its own within the measured time."""
    places: dict[frozenset[int], int] = {}
    for area, held in zip(map(frozenset, case.areas), case.places, strict=True):
        places[area] = places.get(area, 0) + held
    pairs = [(number, row) for number, area in enumerate(places) for row in area]
    area, row = np.array(pairs).T
    return Network(np.array([*places.values()]), np.array(case.need), area, row)


def by_ortools(network: Network) -> float:
    """Total of one maximum flow by push-relabel."""
    tail, head, capacity = network.columns()
    solver = SimpleMaxFlow()
    solver.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), capacity)
    assert solver.solve(0, 1) == SimpleMaxFlow.OPTIMAL
    return solver.optimal_flow()


def by_scipy(network: Network) -> float:
    """Total of one maximum flow by Dinic's algorithm."""
    tail, head, capacity = network.columns()
    nodes = int(head.max()) + 1
    return maximum_flow(csr_array((capacity.astype(np.int32), (tail, head)), shape=(nodes, nodes)), 0, 1).flow_value


def by_highs(network: Network) -> float:
    """Total of the linear programme: most places brought to anybody."""
    arcs, one = np.arange(len(network.area)), np.ones(len(network.area))
    lines = np.concatenate([network.area, len(network.places) + network.row])
    uses = csr_array((np.tile(one, 2), (lines, np.tile(arcs, 2))))
    limits = np.concatenate([network.places, network.need])[: uses.shape[0]]
    solution = linprog(-one, uses, limits, method="highs")
    assert solution.status == 0, solution.message
    return -solution.fun


def peak_mb(size: Size) -> int:
    """Megabytes, rounded up, that sharing adds to the peak of a process that has only made the input."""
    code = "import sys; from benchmarks import sharing; sharing.print_peak(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, size.name], check=True, capture_output=True, text=True, cwd=ROOT)
    return int(done.stdout)


def print_peak(name: str) -> None:
    """For a process of its own, since a peak never sinks."""
    case = invented(next(size for size in SIZES if size.name == name))
    before = timing.peak_mb()
    case.share()
    print(math.ceil(timing.peak_mb() - before))
