"""Flows in networks, in exact integers: the largest one (of any size) and the cheapest one.

A network is three columns: tail, head and capacity of every arc. OR-Tools counts in 64 bits; larger
capacities are pushed in slices, the leading digits first and then, in what is left, the next ones:

    flow  = maximum flow of capacity >> shift, times 2^shift
    left  < arcs × 2^shift, however large the capacities were → the same again with a smaller shift
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

#: int64, or Python integers in an object array where 64 bits might not do.
Whole = NDArray[Any]
Index = NDArray[np.intp]
Flags = NDArray[np.bool_]

#: What leaves the source stays below 2^SAFE_BITS, so no sum at a node can overflow.
SAFE_BITS = 61


class Cut(NamedTuple):
    """A maximum flow (per arc, same type as capacity) and the nodes the source could still reach."""

    flow: Whole
    source_side: Flags


def maximum_flow(tail: Index, head: Index, capacity: Whole, *, source: int, sink: int) -> Cut:
    """Pushes as much as possible from source to sink; exact for non-negative integers of any size.

    An int64 capacity must leave the source with less than 2^61 in total; object arrays may hold anything.
    No arc may enter the source. Raises ArithmeticError if OR-Tools reports no optimum.
    """
    if capacity.dtype != object:
        return _in_64_bits(tail, head, capacity, source, sink)
    arcs = len(capacity)
    both_tails, both_heads = np.concatenate([tail, head]), np.concatenate([head, tail])
    left = np.concatenate([capacity, capacity * 0])
    still_possible = sum(capacity[tail == source].tolist())
    while True:
        leaving = sum(np.minimum(left[:arcs][tail == source], still_possible).tolist())
        # As much flows only if all arcs from the source are full: clipping does not move the minimum cut.
        clipped = np.minimum(left, min(still_possible, leaving))
        shift = max(0, leaving.bit_length() - SAFE_BITS)
        slice_ = _in_64_bits(both_tails, both_heads, (clipped >> shift).astype(np.int64), source, sink)
        pushed = (slice_.flow[:arcs] - slice_.flow[arcs:]).astype(object) << shift
        left = left - np.concatenate([pushed, -pushed])
        if not shift:
            return Cut(left[arcs:], slice_.source_side)
        still_possible = arcs << shift


def _in_64_bits(tail: Index, head: Index, capacity: Whole, source: int, sink: int) -> Cut:
    solver = SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), capacity)
    status = solver.solve(source, sink)
    if status != SimpleMaxFlow.OPTIMAL:
        raise ArithmeticError(f"OR-Tools found no maximum flow: {status.name}")
    source_side = np.zeros(max(solver.num_nodes(), source + 1, sink + 1), dtype=np.bool_)
    source_side[[source, *solver.get_source_side_min_cut()]] = True
    return Cut(solver.flows(arcs), source_side)


def cheapest_flow(tail: Index, head: Index, capacity: Whole, cost: Whole, supply: Whole) -> Whole:
    """Brings the supply of every node (negative: demand; sum 0) to its place at the least Σ flow × cost.

    int64 throughout. Raises ArithmeticError if that is impossible or would overflow.
    """
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail.astype(np.int32), head.astype(np.int32), capacity, cost)
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    status = solver.solve()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise ArithmeticError(f"OR-Tools found no cheapest flow: {status.name}")
    return solver.flows(arcs)
