"""Coverage when the worst served come first, by repeated minimum cuts, in exact integers.

    level = min(1, Σ places / Σ need)
    everybody can be served to that level  → done, all of them have this coverage
    else a minimum cut parts poor from rich → the poor keep every place they can reach,
                                              both sides are shared again, each on its own

All groups that are still open are shared in one flow per round. Multiplied by the denominator of their level,
places and needs are whole numbers; where such a product leaves 64 bits, Python integers take over.
"""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from pipelines.planning.maximum_flow import SAFE_BITS, Flags, Index, Whole, maximum_flow
from pipelines.planning.numbers import Floats


class Levels(NamedTuple):
    """of_row: number of the level of every row, -1 without need; coverage: share 0-1 of every level.

    pool, row: which pools (areas) may serve which rows, all others have been cut off; sorted, without doubles.
    given: places from this pool to this row in one of several ways to reach the coverage.
    """

    of_row: Index
    coverage: list[Fraction]
    pool: Index
    row: Index
    given: Floats


class _Open(NamedTuple):
    """Groups that are not settled: their rows and pools, each with its group, and the arcs pool → row."""

    rows: Index
    group_of_row: Index
    pools: Index
    group_of_pool: Index
    pool: Index
    row: Index


class _Round(NamedTuple):
    """Level of every open group as a fraction, whether it can be reached; places per arc; which rows are rich."""

    numerator: Whole
    denominator: Whole
    reached: Flags
    given: Floats
    rich: Flags


def fair_levels(need: Whole, places: Whole, pool: Index, row: Index) -> Levels:
    """Levels of rows with this need, served by pools with these places over the arcs pool → row.

    need and places are non-negative, of one unit, both int64 with a sum below 2^62 or both of Python integers;
    arcs are sorted by pool and row, without doubles.
    """
    of_row, coverage = np.full(len(need), -1, dtype=np.intp), list[Fraction]()
    arcs = [(pool[:0], row[:0], np.zeros(0))]
    open_ = _start(need, places, pool, row)
    while len(open_.rows):
        outcome = _share(open_, need, places)
        number = np.cumsum(outcome.reached) - 1 + len(coverage)
        settled = outcome.reached[open_.group_of_row]
        of_row[open_.rows[settled]] = number[open_.group_of_row[settled]]
        coverage += map(Fraction, *(part[outcome.reached].tolist() for part in outcome[:2]))
        served = of_row[open_.row] >= 0
        arcs.append((open_.pool[served], open_.row[served], outcome.given[served]))
        open_ = _part(open_, outcome, len(need), len(places))
    pool, row, given = map(np.concatenate, zip(*arcs, strict=True))
    order = np.lexsort((row, pool))
    return Levels(of_row, coverage, pool[order], row[order], given[order])


def _start(need: Whole, places: Whole, pool: Index, row: Index) -> _Open:
    matters = (need[row] > 0) & (places[pool] > 0)
    pool, row = pool[matters], row[matters]
    rows, pools = np.flatnonzero(need), np.unique(pool)
    return _Open(rows, np.zeros_like(rows), pools, np.zeros_like(pools), pool, row)


def _share(open_: _Open, need: Whole, places: Whole) -> _Round:
    need, places = need[open_.rows], places[open_.pools]
    groups = int(open_.group_of_row.max()) + 1
    wanted, held = (np.zeros(groups, dtype=need.dtype) for _ in range(2))
    np.add.at(wanted, open_.group_of_row, need)
    np.add.at(held, open_.group_of_pool, places)
    divisor = np.gcd(held, wanted)
    numerator, denominator = (np.where(held < wanted, part // divisor, 1) for part in (held, wanted))
    if need.dtype != object and held.astype(float) @ denominator.astype(float) >= 2.0**SAFE_BITS / 2:
        need, places = need.astype(object), places.astype(object)
    ends = need * numerator[open_.group_of_row]
    starts = places * denominator[open_.group_of_pool]
    flow, arrived, rich = _flow(open_, starts, ends)
    reached = np.ones(groups, dtype=np.bool_)
    reached[open_.group_of_row[arrived != ends]] = False
    given = flow / denominator[open_.group_of_pool[np.searchsorted(open_.pools, open_.pool)]]
    return _Round(numerator, denominator, reached, given.astype(np.float64), rich)


def _flow(open_: _Open, starts: Whole, ends: Whole) -> tuple[Whole, Whole, Flags]:
    """What flows from pool to row and arrives at every row, and the rows on the rich side of the minimum cut."""
    source, sink = 0, 1
    pools = np.arange(len(starts)) + 2
    rows = np.arange(len(ends)) + 2 + len(starts)
    pool = np.searchsorted(open_.pools, open_.pool)
    row = np.searchsorted(open_.rows, open_.row)
    tail = np.concatenate([np.full_like(pools, source), pools[pool], rows])
    head = np.concatenate([pools, rows[row], np.full_like(rows, sink)])
    capacity = np.concatenate([starts, starts[pool], ends])
    cut = maximum_flow(tail, head, capacity, source=source, sink=sink)
    _, between, arrived = np.split(cut.flow, [len(pools), len(pools) + len(pool)])
    return between, arrived, cut.source_side[rows]


def _part(open_: _Open, outcome: _Round, rows: int, pools: int) -> _Open:
    """Drops settled groups and parts the others: a pool that reaches somebody poor is theirs alone."""
    is_rich = np.zeros(rows, dtype=np.bool_)
    is_rich[open_.rows] = outcome.rich
    helps_poor = np.zeros(pools, dtype=np.bool_)
    helps_poor[open_.pool[~is_rich[open_.row]]] = True
    row_stays = ~outcome.reached[open_.group_of_row]
    pool_stays = ~outcome.reached[open_.group_of_pool]
    both = np.concatenate(
        [
            (2 * open_.group_of_row + outcome.rich)[row_stays],
            (2 * open_.group_of_pool + ~helps_poor[open_.pools])[pool_stays],
        ]
    )
    group = np.unique(both, return_inverse=True)[1]
    left = open_.rows[row_stays]
    is_open = np.zeros(rows, dtype=np.bool_)
    is_open[left] = True
    stays = is_open[open_.row] & ~(is_rich[open_.row] & helps_poor[open_.pool])
    return _Open(
        left, group[: len(left)], open_.pools[pool_stays], group[len(left) :], open_.pool[stays], open_.row[stays]
    )
