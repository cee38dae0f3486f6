"""As many places as possible stay at their seat, by rounds of maximum flow: exact, and faster than cost scaling.

    start   every seat keeps of its own places what it needs: nobody travels
    round   whoever still lacks places is served over the ways with the fewest more travellers; where a place is taken
            from a seat, somebody there travels in turn (the dual prices say which ways these are)
    after a round the minimum cut raises by 1 the price of every node that no place left over can reach at today's

The prices prove it: in the end no way with fewer travellers is open. Chains of seats that pass each other places need
a round for every link; beyond MOST_ROUNDS the cheapest flow is calculated as a whole.
"""

from typing import NamedTuple

import numpy as np

from pipelines.planning.maximum_flow import Flags, Index, Whole, cheapest_flow, maximum_flow

MOST_ROUNDS = 200


class Network(NamedTuple):
    """Places per pool and wanted per row; at home: arcs pool → seat with what is held there; others: pool → row.

    All int64 with a sum below 2^60; what is wanted can be brought.
    """

    offered: Whole
    wanted: Whole
    home_pool: Index
    seat: Index
    held: Whole
    pool: Index
    row: Index


class _Arcs(NamedTuple):
    """All arcs, those at home first: what one more place over it costs, how many it can take."""

    pool: Index
    row: Index
    cost: Whole
    takes: Whole


class _State(NamedTuple):
    """Prices of pools and rows, flow per arc (at home first), what pools have left and rows lack; changed in place."""

    pool_price: Whole
    row_price: Whole
    flow: Whole
    left: Whole
    lacks: Whole


def most_at_home(network: Network) -> tuple[Whole, Whole]:
    """What flows over the arcs at home, as much as possible, and over the others, when every row gets what it wants.

    Raises ArithmeticError if what is wanted cannot be brought.
    """
    state, arcs = _at_home_only(network), _arcs(network)
    for _ in range(MOST_ROUNDS):
        if not state.lacks.any():
            return state.flow[: len(network.seat)], state.flow[len(network.seat) :]
        _round(arcs, state)
    return _as_a_whole(network)


def _at_home_only(network: Network) -> _State:
    """Every seat takes of its own places, pool by pool. Where some are left at home, one more would cost nothing."""
    order = np.argsort(network.seat, kind="stable")
    seat, held = network.seat[order], network.held[order]
    before = np.cumsum(held) - held
    before -= before[np.searchsorted(seat, seat)]
    taken = np.zeros_like(held)
    taken[order] = np.clip(network.wanted[seat] - before, 0, held)
    left, lacks = network.offered.copy(), network.wanted.copy()
    np.subtract.at(left, network.home_pool, taken)
    np.subtract.at(lacks, network.seat, taken)
    row_price = np.ones_like(lacks)
    row_price[network.seat[taken < network.held]] = 0
    flow = np.concatenate([taken, np.zeros(len(network.row), dtype=np.int64)])
    return _State(np.zeros_like(left), row_price, flow, left, lacks)


def _arcs(network: Network) -> _Arcs:
    homes, others = len(network.seat), len(network.row)
    return _Arcs(
        np.concatenate([network.home_pool, network.pool]),
        np.concatenate([network.seat, network.row]),
        np.repeat([0, 1], [homes, others]),
        np.concatenate([network.held, np.full(others, 2**62)]),
    )


def _round(arcs: _Arcs, state: _State) -> None:
    """Serves over the ways that cost no more than today's prices, then raises the prices beyond the cut."""
    tight = np.flatnonzero(state.pool_price[arcs.pool] + arcs.cost == state.row_price[arcs.row])
    there = tight[state.flow[tight] < arcs.takes[tight]]
    back = tight[state.flow[tight] > 0]
    starts, ends = np.flatnonzero(state.left), np.flatnonzero(state.lacks)
    source, sink, rows_from = 0, 1, 2 + len(state.left)
    tail = [np.full_like(starts, source), 2 + arcs.pool[there], rows_from + arcs.row[back], rows_from + ends]
    head = [2 + starts, rows_from + arcs.row[there], 2 + arcs.pool[back], np.full_like(ends, sink)]
    # no arc larger than all that is still to move, or a node might add up to more than 64 bits
    most = min(state.left.sum(), state.lacks.sum())
    room = np.minimum(arcs.takes[there] - state.flow[there], most)
    capacity = [state.left[starts], room, np.minimum(state.flow[back], most), state.lacks[ends]]
    cut = maximum_flow(*map(np.concatenate, (tail, head, capacity)), source=source, sink=sink)
    given, moved, undone, got = np.split(cut.flow, np.cumsum([*map(len, capacity)])[:-1])
    state.left[starts] -= given
    state.flow[there] += moved
    state.flow[back] -= undone
    state.lacks[ends] -= got
    within = _reached(cut.source_side, rows_from + len(state.lacks))
    state.pool_price[~within[2:rows_from]] += 1
    state.row_price[~within[rows_from:]] += 1


def _reached(side: Flags, nodes: int) -> Flags:
    """The solver does not speak of nodes without an arc."""
    return np.append(side, np.zeros(nodes - len(side), dtype=np.bool_))


def _as_a_whole(network: Network) -> tuple[Whole, Whole]:
    """Nodes: pools, then rows, then one for places nobody needs; the seat's own places reach it at no cost."""
    homes, others, pools = len(network.seat), len(network.row), len(network.offered)
    end = pools + len(network.wanted)
    tail = np.concatenate([network.home_pool, network.pool, np.arange(pools)])
    head = np.concatenate([pools + network.seat, pools + network.row, np.full(pools, end)])
    # No arc larger than its pool, or the arcs into one row might add up to more than 64 bits.
    most = np.minimum(network.wanted[network.row], network.offered[network.pool])
    cost = np.repeat([0, 1, 0], [homes, others, pools])
    supply = np.concatenate([network.offered, -network.wanted, [network.wanted.sum() - network.offered.sum()]])
    flow = cheapest_flow(tail, head, np.concatenate([network.held, most, network.offered]), cost, supply)
    return flow[:homes], flow[homes : homes + others]
