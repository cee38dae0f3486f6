"""Which municipalities hang together: directly or over others, through areas they share.

areas {A, B}, {B, C}, {D}  →  A, B, C hang together, D stands alone
"""

from collections.abc import Collection, Sequence

import numpy as np

from pipelines.planning.maximum_flow import Index


def connected_areas(areas: Sequence[Collection[int]], *, rows: int) -> Index:
    """Number of its connected area per row, counted from 0 in the order of the rows; an area names rows.

    A row that no area names is a connected area of its own.
    """
    size = np.fromiter(map(len, areas), dtype=np.intp, count=len(areas))
    member = np.fromiter((row for area in areas for row in area), dtype=np.intp, count=int(size.sum()))
    return connected(rows, member, np.repeat(np.arange(rows, rows + len(areas)), size), nodes=rows + len(areas))


def connected(first: int, tail: Index, head: Index, *, nodes: int) -> Index:
    """Number of its component for each of the first so many nodes of a graph with these edges."""
    lowest = np.arange(nodes)
    while True:
        meets = np.minimum(lowest[tail], lowest[head])
        before = lowest.copy()
        # The label of a label sinks as well: halves the way to the lowest node in every turn.
        for side in (tail, head):
            np.minimum.at(lowest, before[side], meets)
            np.minimum.at(lowest, side, meets)
        lowest = lowest[lowest]
        if (lowest == before).all():
            return np.unique(lowest[:first], return_inverse=True)[1]
