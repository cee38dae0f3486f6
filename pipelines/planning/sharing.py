"""Sharing of places inside declared service areas, worst served municipality first, in exact integers.

Coverages that places can reach form a polymatroid, so worst-served-first (lexicographic max-min),
proportional fairness and the largest total have one and the same answer. What is unique: served and
coverage of every municipality. What is a convention: who gets which offer's places (Sharing.flow).

By hand, three municipalities and four offers, as in tests/planning/test_sharing.py:

    need A 10, B 20, C 30; offers 1: 3 places at A for A, 2: 12 at A for A and B,
                                  3: 6 at B for B and C, 4: 6 at C for C
    all three    27 places for 60 → 9/20 each? C would get 13.5, but only 12 places (3, 4) reach it: cut
    poor: C      12 for 30        → 2/5, so C gets 12 and offer 3 is C's alone
    rich: A, B   15 for 30        → 1/2: A gets 5 and B 10, and offers 1 and 2 can do that: done
    own seat first: offers 1 and 2 are A's, so A gives 10 of its 15 places to B; B gives the 6 of offer 3 to C.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain
from operator import index
from typing import NamedTuple

import numpy as np

from pipelines.planning.fair_levels import Levels, fair_levels
from pipelines.planning.giving import Flow, who_gives
from pipelines.planning.maximum_flow import Index, Whole
from pipelines.planning.numbers import Floats


class Sharing(NamedTuple):
    """Who is served by what; served and flow are in the unit of need and places.

    served: float per municipality, never above its need. coverage: served / need as an exact fraction
    (0-1) per municipality, None where the need is 0. flow: which offer serves whom with how many places.
    """

    served: Floats
    coverage: list[Fraction | None]
    flow: Flow


class _Areas(NamedTuple):
    """Which offer serves which row, as two columns; a pair may stand twice."""

    offer: Index
    row: Index


class _Pools(NamedTuple):
    """All places of one area together; pool, row: the areas, sorted; of_offer: the pool of every offer."""

    places: Whole
    pool: Index
    row: Index
    of_offer: Index


def fair_share(
    need: Sequence[int],
    offers_places: Sequence[int],
    offer_area: Sequence[Iterable[int]],
    *,
    seat: Sequence[int | None] | None = None,
    label: Sequence[str] | None = None,
) -> Sharing:
    """Shares the places of every offer among the municipalities of its area (rows of need).

    need and offers_places are non-negative integers of one unit and of any size, e.g. millionths of a place.
    seat is the row in which an offer has its seat (None: in none). With it the result is, of all flows with
    these served, one in which the most places stay at their seat; without, any one. Offers of equal area and seat
    give in equal proportion, those of equal area in proportion to what their seats leave; which areas give,
    where that leaves a choice, depends on the order of label (e.g. AGS; default: the row number), so that the
    order of rows and offers never matters.

    Raises ValueError for a fraction or a negative number, for columns of different length, for equal labels,
    and for an area that is empty or names a row that need does not have.
    """
    demand, places = _columns(need, offers_places)
    areas = _areas(offer_area, offers=len(places), rows=len(demand))
    seats = _seats(seat, offers=len(places), rows=len(demand))
    row_at = _order(label, rows=len(demand))
    rank = np.argsort(row_at)
    pools = _pools(places, areas, rank)
    levels = fair_levels(demand[row_at], pools.places, pools.pool, pools.row)
    flow = who_gives(levels, demand[row_at], places, pools.of_offer, np.append(rank, -1)[seats])
    coverage = _coverage(levels, rank)
    served = _served(demand, coverage)
    return Sharing(served, coverage, _in_place(flow, row_at, served))


def fair_served(need: Sequence[int], offers_places: Sequence[int], offer_area: Sequence[Iterable[int]]) -> Floats:
    """What fair_share(...).served is, without the work of saying who gets which offer's places. Same errors."""
    demand, places = _columns(need, offers_places)
    areas = _areas(offer_area, offers=len(places), rows=len(demand))
    pools = _pools(places, areas, np.arange(len(demand)))
    levels = fair_levels(demand, pools.places, pools.pool, pools.row)
    return _served(demand, _coverage(levels, np.arange(len(demand))))


def gives(flow: Flow, seat: Sequence[int | None], *, rows: int) -> Floats:
    """Places per municipality that offers seated there give to others; offers without a seat count nowhere.

    If every offer has a seat and the flow was calculated with it, the total is the smallest possible one; the
    parts are a convention like the flow itself. Raises ValueError if seat is shorter than the flow needs or
    names a row beyond rows.
    """
    offers = int(flow.offer.max(initial=-1)) + 1
    if len(seat) < offers:
        raise ValueError(f"{offers} offers have a flow, but {len(seat)} have a seat")
    at = _seats(seat, offers=len(seat), rows=rows)[flow.offer]
    away = (at >= 0) & (at != flow.row)
    return np.bincount(at[away], flow.places[away], rows)


def _pools(places: Whole, areas: _Areas, rank: Index) -> _Pools:
    """Merges offers of equal area; areas are sorted by rank, so that the order of the input leaves no trace."""
    pairs = np.sort(areas.offer * len(rank) + rank[areas.row])
    offer, member = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], max(len(rank), 1))
    # Big-endian bytes of sorted ranks compare like the ranks themselves, and hash fast.
    text = member.astype(">u4").tobytes()
    ends = (4 * np.searchsorted(offer, np.arange(len(places)), side="right")).tolist()
    texts = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    number = {key: pool for pool, key in enumerate(sorted(set(texts)))}
    of_offer = np.fromiter((number[key] for key in texts), dtype=np.intp, count=len(texts))
    total = np.zeros(len(number), dtype=places.dtype)
    np.add.at(total, of_offer, places)
    pool = np.repeat(np.arange(len(number)), [len(key) // 4 for key in number])
    return _Pools(total, pool, np.frombuffer(b"".join(number), dtype=">u4").astype(np.intp), of_offer)


def _coverage(levels: Levels, rank: Index) -> list[Fraction | None]:
    return [levels.coverage[number] if number >= 0 else None for number in levels.of_row[rank].tolist()]


def _served(demand: Whole, coverage: list[Fraction | None]) -> Floats:
    shares = zip(demand.tolist(), coverage, strict=True)
    return np.array([wanted * share.numerator / share.denominator if share else 0.0 for wanted, share in shares])


def _in_place(flow: Flow, row_at: Index, served: Floats) -> Flow:
    """Back in the order of the input; per municipality the parts add up to served to the last digits."""
    row = row_at[flow.row]
    order = np.lexsort((row, flow.offer))
    offer, row, places = flow.offer[order], row[order], flow.places[order]
    received = np.bincount(row, places, len(served))
    return Flow(offer, row, places * (served / np.where(received > 0, received, 1))[row])


def _columns(need: Sequence[int], places: Sequence[int]) -> tuple[Whole, Whole]:
    """As int64 if the sums stay far within 64 bits, else as Python integers."""
    columns = _whole("need", need), _whole("places", places)
    kind = np.int64 if max(map(sum, columns)) < 2**62 else object
    demand, held = (np.array(column, dtype=kind) for column in columns)
    return demand, held


def _whole(name: str, values: Sequence[int]) -> list[int]:
    try:
        numbers = [index(value) for value in values]
    except TypeError:
        raise ValueError(f"{name} must be whole numbers, e.g. millionths of a place") from None
    if min(numbers, default=0) < 0:
        raise ValueError(f"{name} must not be negative, row {numbers.index(min(numbers))} is {min(numbers)}")
    return numbers


def _areas(offer_area: Sequence[Iterable[int]], *, offers: int, rows: int) -> _Areas:
    areas = [*map(list, offer_area)]
    if len(areas) != offers:
        raise ValueError(f"{offers} offers have places, but {len(areas)} have an area")
    size = np.fromiter(map(len, areas), dtype=np.intp, count=offers)
    if not size.all():
        raise ValueError(f"offer {int(size.argmin())} has an empty area")
    # A fraction would be cut off silently.
    if set(map(type, chain.from_iterable(areas))) - {int}:
        areas = [[*map(_row, area)] for area in areas]
    row = np.fromiter(chain.from_iterable(areas), dtype=np.intp, count=int(size.sum()))
    offer = np.repeat(np.arange(offers), size)
    if ((row < 0) | (row >= rows)).any():
        stranger = int(offer[(row < 0) | (row >= rows)][0])
        raise ValueError(f"the area of offer {stranger} names a row outside 0 to {rows - 1}")
    return _Areas(offer, row)


def _row(value: int) -> int:
    try:
        return index(value)
    except TypeError:
        raise ValueError(f"a row is a whole number, not {value!r}") from None


def _seats(seat: Sequence[int | None] | None, *, offers: int, rows: int) -> Index:
    seats = [None] * offers if seat is None else list(seat)
    if len(seats) != offers:
        raise ValueError(f"{offers} offers have places, but {len(seats)} have a seat")
    numbers = [-1 if row is None else _row(row) for row in seats]
    for offer, (row, number) in enumerate(zip(seats, numbers, strict=True)):
        if row is not None and not 0 <= number < rows:
            raise ValueError(f"the seat of offer {offer} is {row}, a row outside 0 to {rows - 1}")
    return np.array(numbers, dtype=np.intp)


def _order(label: Sequence[str] | None, *, rows: int) -> Index:
    if label is None:
        return np.arange(rows)
    if len(label) != rows:
        raise ValueError(f"{rows} municipalities have a need, but {len(label)} have a label")
    if len(set(label)) < rows:
        raise ValueError("labels must differ")
    return np.array(sorted(range(rows), key=label.__getitem__), dtype=np.intp)
