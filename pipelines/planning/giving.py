"""Which offer's places go to whom once it is settled how many everybody gets: as many as possible stay.

places of one area ──as many as are seated there, at no cost──→ the seat
                   └──────────────at cost 1───────────────────→ every row it serves
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.planning.fair_levels import Levels
from pipelines.planning.maximum_flow import Index, Whole
from pipelines.planning.numbers import Floats
from pipelines.planning.staying import Network, most_at_home

#: All units together stay below 2^UNIT_BITS.
UNIT_BITS = 60


class Flow(NamedTuple):
    """One row per offer and municipality it serves: numbers of both, and how many places (above 0)."""

    offer: NDArray[np.intp]
    row: NDArray[np.intp]
    places: Floats


class _Groups(NamedTuple):
    """Offers of one pool and one seat (-1: none) together; of_offer: -1 where the pool serves nobody."""

    pool: Index
    seat: Index
    places: Whole
    of_offer: Index


class _Units(NamedTuple):
    """Everything in whole units; offered per group, wanted per row; unit: places per unit, per level."""

    offered: Whole
    wanted: Whole
    unit: Floats


class _Used(NamedTuple):
    """Places per group that stay at its seat or are left for others, and per arc pool → row from elsewhere."""

    stays: Floats
    left: Floats
    arrives: Floats


def who_gives(levels: Levels, need: Whole, places: Whole, pool_of: Index, seat: Index) -> Flow:
    """Flow of offers with these places, pools and seats (-1: none); need per row as in fair_levels.

    Without any seat it is the flow the levels come with.
    """
    groups = _groups(levels, places, pool_of, seat, rows=len(need))
    if (seat < 0).all():
        offered = groups.places.astype(np.float64)
        used = _Used(np.zeros_like(offered), offered, levels.given)
    else:
        used = _most_at_home(levels, groups, _units(levels, need, groups))
    return _per_offer(levels, groups, used, places)


def _groups(levels: Levels, places: Whole, pool_of: Index, seat: Index, *, rows: int) -> _Groups:
    serves = np.isin(pool_of, levels.pool)
    keys, group_of = np.unique(pool_of[serves] * (rows + 1) + seat[serves] + 1, return_inverse=True)
    of_offer = np.full(len(places), -1, dtype=np.intp)
    of_offer[serves] = group_of
    total = np.zeros(len(keys), dtype=places.dtype)
    np.add.at(total, group_of, places[serves])
    return _Groups(keys // (rows + 1), keys % (rows + 1) - 1, total, of_offer)


def _level_of_group(levels: Levels, groups: _Groups) -> Index:
    return levels.of_row[levels.row[np.searchsorted(levels.pool, groups.pool)]]


def _units(levels: Levels, need: Whole, groups: _Groups) -> _Units:
    """Exact while they fit; a level too fine for 64 bits is counted more coarsely, rounded so that all are served."""
    numerator, denominator = (
        np.array([getattr(level, part) for level in levels.coverage], dtype=object)
        for part in ("numerator", "denominator")
    )
    level = _level_of_group(levels, groups)
    offered = groups.places.astype(object) * denominator[level]
    needy = levels.of_row >= 0
    wanted = need.astype(object)
    wanted[needy] *= numerator[levels.of_row[needy]]
    in_level = np.zeros(len(levels.coverage), dtype=object)
    np.add.at(in_level, level, offered)
    room = UNIT_BITS - len(levels.coverage).bit_length()
    shift = [max(0, amount.bit_length() - room) for amount in in_level]
    unit = np.array([2**s / d for s, d in zip(shift, denominator, strict=True)], dtype=np.float64)
    by = np.array(shift, dtype=object)
    offered = -(-offered >> by[level])
    wanted[needy] >>= by[levels.of_row[needy]]
    wanted[~needy] = 0
    return _Units(offered.astype(np.int64), wanted.astype(np.int64), unit)


def _most_at_home(levels: Levels, groups: _Groups, units: _Units) -> _Used:
    own = _served_at_home(levels, groups)
    offered = np.zeros(int(levels.pool.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(offered, groups.pool, units.offered)
    home = Network(
        offered, units.wanted, groups.pool[own], groups.seat[own], units.offered[own], levels.pool, levels.row
    )
    stays = np.zeros_like(units.offered)
    stays[own], arrives = most_at_home(home)
    per_group = units.unit[_level_of_group(levels, groups)]
    return _Used(
        stays * per_group, (units.offered - stays) * per_group, arrives * units.unit[levels.of_row[levels.row]]
    )


def _served_at_home(levels: Levels, groups: _Groups) -> NDArray[np.bool_]:
    rows = len(levels.of_row)
    return (groups.seat >= 0) & np.isin(groups.pool * rows + groups.seat, levels.pool * rows + levels.row)


def _per_offer(levels: Levels, groups: _Groups, used: _Used, places: Whole) -> Flow:
    """Offers of one group give in proportion to their places, groups of one area to what their seats leave."""
    left_in_pool = np.bincount(groups.pool, used.left)
    offer = np.flatnonzero(groups.of_offer >= 0)
    group = groups.of_offer[offer]
    part = (places[offer] / np.maximum(groups.places[group], 1)).astype(np.float64)
    stays, left = part * used.stays[group], part * used.left[group]
    at_home, gives = stays > 0, left > 0
    which, arc = _pairs(groups.pool[group], gives, levels.pool, used.arrives > 0)
    # Over one pool, what arrives adds up to what is left, or to less where some is not needed.
    given = left[which] * (used.arrives[arc] / left_in_pool[levels.pool[arc]])
    return Flow(
        np.concatenate([offer[at_home], offer[which]]),
        np.concatenate([groups.seat[group][at_home], levels.row[arc]]),
        np.concatenate([stays[at_home], given]),
    )


def _pairs(pool_of: Index, gives: NDArray[np.bool_], pool: Index, takes: NDArray[np.bool_]) -> tuple[Index, Index]:
    """Every giving offer with every taking arc of its pool; pool is sorted."""
    giver, taker = np.flatnonzero(gives), np.flatnonzero(takes)
    first = np.searchsorted(pool[taker], pool_of[giver], side="left")
    count = np.searchsorted(pool[taker], pool_of[giver], side="right") - first
    which = np.repeat(np.arange(len(giver)), count)
    place_in_run = np.arange(len(which)) - (np.cumsum(count) - count)[which]
    return giver[which], taker[first[which] + place_in_run]
