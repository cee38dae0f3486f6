"""Sharing of places inside declared service areas, worst served municipality first, in exact integers.

Coverages that places can reach form a polymatroid, so worst-served-first (lexicographic max-min),
proportional fairness and the largest total have one and the same answer, and coverage is unique:

    level = min(1, Σ places / Σ need)
    everybody can be served to that level  → done, all of them have this coverage
    else a minimum cut parts poor from rich → the poor keep every place they can reach,
                                              both sides are shared again, each on its own
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from operator import index
from typing import NamedTuple

import numpy as np

from pipelines.planning.maximum_flow import Network
from pipelines.planning.numbers import Floats

Area = frozenset[int]


class Sharing(NamedTuple):
    """Who is served by what; served and flow are in the unit of need and places.

    served: float per municipality, never above its need. coverage: served / need as an exact fraction
    (0–1) per municipality, None where the need is 0. flow: offers × municipalities, one of possibly
    several ways to reach the unique served; offers of equal area are used in the same proportion.
    """

    served: Floats
    coverage: list[Fraction | None]
    flow: Floats


class _Pool(NamedTuple):
    """All places of one area: number in the list of pools, places, rows that may use them."""

    number: int
    places: int
    area: Area


class _Level(NamedTuple):
    """Rows that share one coverage, and what each pool gives to each of them."""

    coverage: Fraction
    rows: Area
    given: list[tuple[int, int, float]]


def fair_share(need: Sequence[int], offers_places: Sequence[int], offer_area: Sequence[Iterable[int]]) -> Sharing:
    """Shares the places of every offer among the municipalities of its area (rows of need).

    need and offers_places are non-negative integers of one unit, e.g. millionths of a place. Raises
    ValueError for a fraction or a negative number, for columns of different length, and for an area
    that is empty or names a row that need does not have.
    """
    demand, places = _whole("need", need), _whole("places", offers_places)
    areas = _areas(offer_area, offers=len(places), rows=len(demand))
    needy = frozenset(row for row, wanted in enumerate(demand) if wanted)
    pools, pool_of = _pools(places, [area & needy for area in areas])
    coverage: list[Fraction | None] = [None] * len(demand)
    served, given = np.zeros(len(demand)), np.zeros((len(pools), len(demand)))
    for level in _levels(demand, needy, pools):
        for row in level.rows:
            coverage[row] = level.coverage
            served[row] = demand[row] * level.coverage.numerator / level.coverage.denominator
        for pool, row, amount in level.given:
            given[pool, row] = amount
    return Sharing(served, coverage, _per_offer(places, pools, pool_of, given))


def _pools(places: list[int], areas: list[Area]) -> tuple[list[_Pool], list[int]]:
    number: dict[Area, int] = {}
    pool_of = [number.setdefault(area, len(number)) for area in areas]
    totals = [0] * len(number)
    for pool, amount in zip(pool_of, places, strict=True):
        totals[pool] += amount
    return [_Pool(row, totals[row], area) for area, row in number.items()], pool_of


def _per_offer(places: list[int], pools: list[_Pool], pool_of: list[int], given: Floats) -> Floats:
    totals = [max(pool.places, 1) for pool in pools]
    part = [amount / totals[pool] for amount, pool in zip(places, pool_of, strict=True)]
    return given[np.array(pool_of, dtype=np.intp)] * np.array(part)[:, np.newaxis]


def _levels(demand: list[int], rows: Area, pools: list[_Pool]) -> Iterator[_Level]:
    """Parts rows into groups of equal coverage, each with the pools that serve it."""
    open_parts = [(rows, pools)]
    while open_parts:
        rows, pools = open_parts.pop()
        if not rows:
            continue
        pools = [pool for pool in pools if pool.places and pool.area]
        outcome = _share_evenly(demand, rows, pools)
        if isinstance(outcome, _Level):
            yield outcome
        else:
            rich, poor = outcome, rows - outcome
            ends_among_rich = [pool for pool in pools if pool.area <= rich]
            reaches_poor = [pool._replace(area=pool.area - rich) for pool in pools if pool.area - rich]
            open_parts += [(rich, ends_among_rich), (poor, reaches_poor)]


def _share_evenly(demand: list[int], rows: Area, pools: list[_Pool]) -> _Level | Area:
    """One coverage for all rows if the places allow it, else the rows on the rich side of the cut."""
    places, wanted = sum(pool.places for pool in pools), sum(demand[row] for row in rows)
    coverage = min(Fraction(places, wanted), Fraction(1))
    # Multiplied by the denominator, pools and rows hold whole numbers and the flow stays exact.
    scale = coverage.denominator
    source, sink = 0, 1
    node = {row: number for number, row in enumerate(sorted(rows), start=2)}
    network = Network(2 + len(rows) + len(pools))
    arcs: list[tuple[int, int, int]] = []
    for number, pool in enumerate(pools, start=2 + len(rows)):
        network.add_arc(source, number, pool.places * scale)
        for row in sorted(pool.area):
            arcs.append((pool.number, row, network.add_arc(number, node[row], pool.places * scale)))
    for row, number in node.items():
        network.add_arc(number, sink, demand[row] * coverage.numerator)
    if network.saturate(source, sink) == wanted * coverage.numerator:
        return _Level(coverage, rows, [(pool, row, network.flow_on(arc) / scale) for pool, row, arc in arcs])
    reached = network.reachable(source)
    return frozenset(row for row, number in node.items() if reached[number])


def _whole(name: str, values: Sequence[int]) -> list[int]:
    try:
        numbers = [index(value) for value in values]
    except TypeError:
        raise ValueError(f"{name} must be whole numbers, e.g. millionths of a place") from None
    if min(numbers, default=0) < 0:
        raise ValueError(f"{name} must not be negative, row {numbers.index(min(numbers))} is {min(numbers)}")
    return numbers


def _areas(offer_area: Sequence[Iterable[int]], *, offers: int, rows: int) -> list[Area]:
    areas = [frozenset(area) for area in offer_area]
    if len(areas) != offers:
        raise ValueError(f"{offers} offers have places, but {len(areas)} have an area")
    for offer, area in enumerate(areas):
        if not area:
            raise ValueError(f"offer {offer} has an empty area")
        if min(area) < 0 or max(area) >= rows:
            raise ValueError(f"the area of offer {offer} names a row outside 0 to {rows - 1}")
    return areas
