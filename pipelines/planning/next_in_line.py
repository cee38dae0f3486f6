"""Who is next: the State sends people where fulfilment is lowest, until all stand at one level (water-filling).

rate      = stock ÷ (obligation − credit)
before    = what the municipalities with a lower rate take until they stand where this one stands
allocated = level × (obligation − credit) − stock where that is above 0; the level is the one that uses up n

By hand, obligations 100, 100, 200, nobody credited, base held: A has 50 (50 %), B 80 (80 %), C 180 (90 %).
A comes first. After 30 people A is at 80 % and B's turn begins; after 20 more, 10 for each, both are at 90 %
and C's turn begins: 50 people go to others before it. 90 people bring all to 100 % (50 + 20 + 20). With n = 60
the level is (60 + 50 + 80 + 180) ÷ 400 = 92.5 %: A gets 42.5, B 12.5, C 5; in whole people 43, 12, 5.
"""

import heapq
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.planning.numbers import Floats, floats

# All of NRW: the people assigned raise the base. One Kreis: they are its own share, the base is held.
Scope = Literal["state", "district"]
LEVELS = (0.9, 1.0)
# Rounding below this many persons must not send a whole one.
DUST = 1e-9


class NextInLine(NamedTuple):
    """The line when n more people are assigned; one entry per municipality, NaN where its stock is unknown.

    standing is "ranked", "unknown" (no stock, obligation or credit: not served, not ranked) or "credited"
    (credit covers the obligation: gets nobody). rate (1.0 = 100 %) is before any of the n comes and, like needed,
    counts the obligation as it is with them. rank 1 is served first, equal rates share a rank. before_turn is how
    many of those assigned go to others first. needed (levels × municipalities) are the persons each needs to
    reach the levels asked for; reached_at is how many must be assigned in the whole area until it has: 0 where
    it stands there today, infinite where it never does because the base grows as fast. allocated adds up to n
    in fractions of persons, allocated_whole in whole ones; both give to nobody where nobody is ranked.
    """

    standing: NDArray[np.str_]
    rate: Floats
    rank: Floats
    before_turn: Floats
    needed: Floats
    reached_at: Floats
    allocated: Floats
    allocated_whole: NDArray[np.int64]


def next_in_line(
    stock: ArrayLike,
    obligation: ArrayLike,
    credit: ArrayLike,
    key: ArrayLike,
    n: int,
    *,
    scope: Scope,
    levels: tuple[float, ...] = LEVELS,
    label: Sequence[str] | None = None,
) -> NextInLine:
    """The line of an area for n more people: stock, obligation at today's base and credit in persons, key as share.

    Scope "state" raises each obligation by key × n; "district" holds the base: n are those who come to the
    Kreis. Of equal rates the larger municipality gets the next whole person, of equally large ones the first in
    the order of label (e.g. AGS; default: the row number), so that the order of rows never matters.

    Raises ValueError for another scope, an n that is no whole number of at least 0, a negative stock or key,
    columns of different lengths, equal labels and levels that are not above 0.
    """
    columns = _columns(stock, obligation, credit, key, n, scope, levels)
    row_at = _by_label(label, rows=columns[0].size)
    found = _line_of(*(column[row_at] for column in columns), n, levels)
    place = np.argsort(row_at)
    return NextInLine(*(figure[..., place] for figure in found))


def _line_of(
    counted: Floats, owed: Floats, credited: Floats, growth: Floats, n: int, levels: tuple[float, ...]
) -> NextInLine:
    """The line of municipalities that stand in the order of their labels."""
    today = owed - credited
    room = today + growth * n
    known = ~np.isnan(counted + room)
    ranked = known & (room > 0)
    rate = np.where(ranked, counted / np.where(ranked, room, 1.0), np.nan)
    rank, before = _order(counted, room, rate)
    needed = np.array([np.where(known, np.maximum(level * room - counted, 0.0), np.nan) for level in levels])
    reached = np.array([_reached_at(counted, today, growth, level) for level in levels])
    return NextInLine(
        np.select([~known, ~ranked], ["unknown", "credited"], "ranked"),
        rate,
        rank,
        before,
        needed,
        reached,
        _fill(counted, room, rate, before, float(n)),
        _fill_whole(counted, room, rate, before, int(n)),
    )


def assigned_until(stock: ArrayLike, room: ArrayLike, growth: ArrayLike, level: float) -> float:
    """Fewest people assigned in the area after which everybody known stands at `level` (1.0 = 100 %) or above.

    room is today's obligation − credit in persons, growth what one more person assigned adds to the obligation
    (the key; 0 where the base is held). Infinite when the obligations grow faster than people come.
    """
    counted, today, pace = np.broadcast_arrays(*map(floats, (stock, room, growth)))
    known = ~np.isnan(counted + today + pace)
    short, slope = level * today[known] - counted[known], level * pace[known]
    # A municipality falls below the level when n passes its start; the shortfall of all is convex in n.
    grows = slope > 0
    start = np.where(grows, -short / np.where(grows, slope, 1.0), np.where(short > 0, -np.inf, np.inf))
    order = np.argsort(start)
    begin, end = np.maximum(np.append(0.0, start[order]), 0.0), np.append(start[order], np.inf)
    missing, pull = (np.append(0.0, np.cumsum(column[order])) for column in (short, slope))
    # keys add up to 1 but for the last digit: who takes all that comes never catches up
    closes = pull < 1 - DUST
    root = np.maximum(np.where(closes, missing / np.where(closes, 1 - pull, 1.0), np.inf), begin)
    # Rounding of the last digit must not let a root slip between two stretches.
    found = root[(end > 0) & (begin < np.inf) & (root <= end + DUST)]
    return float(found.min()) if found.size else float("inf")


def _reached_at(stock: Floats, today: Floats, growth: Floats, level: float) -> Floats:
    there = stock >= level * today
    unknown = np.isnan(stock + today + growth)
    return np.where(unknown, np.nan, np.where(there, 0.0, assigned_until(stock, today, growth, level)))


def _order(stock: Floats, room: Floats, rate: Floats) -> tuple[Floats, Floats]:
    line = _line(rate)
    rank, before = np.full(rate.shape, np.nan), np.full(rate.shape, np.nan)
    ahead_room, ahead_stock = (np.append(0.0, np.cumsum(column[line])[:-1]) for column in (room, stock))
    rank[line] = np.searchsorted(rate[line], rate[line], side="left") + 1
    # Rising by rule; rounding of the last digit may say otherwise between equals.
    before[line] = np.maximum.accumulate(
        np.maximum(rate[line] * ahead_room[: len(line)] - ahead_stock[: len(line)], 0.0)
    )
    return rank, before


def _fill(stock: Floats, room: Floats, rate: Floats, before: Floats, n: float) -> Floats:
    line = _line(rate)
    served = line[: int(np.searchsorted(before[line], n, side="left"))]
    given = np.zeros(rate.shape)
    if served.size:
        level = (n + stock[served].sum()) / room[served].sum()
        given[served] = np.maximum(level * room[served] - stock[served], 0.0)
    return given


def _fill_whole(stock: Floats, room: Floats, rate: Floats, before: Floats, n: int) -> NDArray[np.int64]:
    """One person after the other to the lowest rate; of equal rates to the larger municipality, then the first.

    Who stands below the level of n − m people (m municipalities) is served in any case, so only the last
    people, at most two for each municipality, are sent one by one.
    """
    sure = _fill(stock, room, rate, before, float(max(n - len(rate), 0)))
    given = np.maximum(np.ceil(sure - DUST), 0).astype(np.int64)
    queue = [((stock[i] + given[i]) / room[i], -room[i], int(i)) for i in _line(rate)]
    heapq.heapify(queue)
    for _ in range(n - int(given.sum()) if queue else 0):
        _, size, i = queue[0]
        given[i] += 1
        heapq.heapreplace(queue, ((stock[i] + given[i]) / room[i], size, i))
    return given


def _line(rate: Floats) -> NDArray[np.int64]:
    """Positions of the ranked municipalities, lowest rate first."""
    order = np.argsort(rate, kind="stable")
    return order[: int((~np.isnan(rate)).sum())]


def _by_label(label: Sequence[str] | None, *, rows: int) -> NDArray[np.intp]:
    if label is None:
        return np.arange(rows)
    if len(label) != rows:
        raise ValueError(f"{rows} municipalities have a stock, but {len(label)} have a label")
    if len(set(label)) < rows:
        raise ValueError("labels must differ")
    return np.array(sorted(range(rows), key=label.__getitem__), dtype=np.intp)


def _columns(
    stock: ArrayLike,
    obligation: ArrayLike,
    credit: ArrayLike,
    key: ArrayLike,
    n: int,
    scope: Scope,
    levels: tuple[float, ...],
) -> tuple[Floats, Floats, Floats, Floats]:
    columns = [floats(column) for column in (stock, obligation, credit, key)]
    if columns[0].ndim != 1 or any(column.shape != columns[0].shape for column in columns):
        lengths = [column.size for column in columns]
        raise ValueError(f"stock, obligation, credit and key must be four columns of one length, not {lengths}")
    if scope not in get_args(Scope):
        raise ValueError(f"scope {scope!r} is not one of {', '.join(get_args(Scope))}")
    if n < 0 or n != int(n):
        raise ValueError(f"n must be a whole number of people, at least 0, not {n}")
    if (columns[0] < 0).any() or (columns[3] < 0).any():
        raise ValueError("a stock or a key is negative")
    if not all(level > 0 for level in levels):
        raise ValueError(f"levels {levels} must be above 0")
    counted, owed, credited, share = columns
    return counted, owed, credited, share if scope == "state" else np.zeros(share.shape)
