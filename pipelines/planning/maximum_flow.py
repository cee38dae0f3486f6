"""Maximum flow in exact integers of any size (Dinic's algorithm)."""

from collections import deque


class Network:
    """Nodes 0 … nodes−1 and arcs with integer capacity; arc a and its reverse a ^ 1 are a pair."""

    def __init__(self, nodes: int) -> None:
        self._arcs: list[list[int]] = [[] for _ in range(nodes)]
        self._head: list[int] = []
        self._left: list[int] = []

    def add_arc(self, tail: int, head: int, capacity: int) -> int:
        """Adds an arc and returns its number."""
        arc = len(self._head)
        self._head += (head, tail)
        self._left += (capacity, 0)
        self._arcs[tail].append(arc)
        self._arcs[head].append(arc + 1)
        return arc

    def flow_on(self, arc: int) -> int:
        """What flows on an arc once the network has been saturated."""
        return self._left[arc ^ 1]

    def saturate(self, source: int, sink: int) -> int:
        """Pushes as much as possible from source to sink and returns the total."""
        total = 0
        while (levels := self._levels(source))[sink] >= 0:
            total += self._push_along(levels, source, sink)
        return total

    def reachable(self, source: int) -> list[bool]:
        """Per node: can source still send anything there? After saturate: its side of a minimum cut."""
        return [level >= 0 for level in self._levels(source)]

    def _levels(self, source: int) -> list[int]:
        levels = [-1] * len(self._arcs)
        levels[source] = 0
        queue = deque([source])
        while queue:
            node = queue.popleft()
            for arc in self._arcs[node]:
                head = self._head[arc]
                if self._left[arc] and levels[head] < 0:
                    levels[head] = levels[node] + 1
                    queue.append(head)
        return levels

    def _push_along(self, levels: list[int], source: int, sink: int) -> int:
        tried = [0] * len(self._arcs)
        path: list[int] = []
        total, node = 0, source
        while True:
            if node == sink:
                amount, full = self._augment(path)
                total += amount
                node = self._head[path[full] ^ 1]
                del path[full:]
            arc = self._next_arc(node, levels, tried)
            if arc is not None:
                path.append(arc)
                node = self._head[arc]
            elif path:
                levels[node] = -1
                node = self._head[path.pop() ^ 1]
            else:
                return total

    def _next_arc(self, node: int, levels: list[int], tried: list[int]) -> int | None:
        arcs = self._arcs[node]
        while tried[node] < len(arcs):
            arc = arcs[tried[node]]
            if self._left[arc] and levels[self._head[arc]] == levels[node] + 1:
                return arc
            tried[node] += 1
        return None

    def _augment(self, path: list[int]) -> tuple[int, int]:
        """Pushes what the path can carry; returns the amount and the place of the first arc now full."""
        amount = min(self._left[arc] for arc in path)
        for arc in path:
            self._left[arc] -= amount
            self._left[arc ^ 1] += amount
        return amount, next(place for place, arc in enumerate(path) if not self._left[arc])
