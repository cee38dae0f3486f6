"""The rivals of the exact choice: cheapest first, and money spread per head.

Both are what people do without a solver; they stand beside it so that everybody sees what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipelines.planning.placing import Choice, Placed


def cheapest_first(lack: np.ndarray, choices: Sequence[Choice], budget: int, *, persons: Sequence[int]) -> Placed:
    """Buys again and again what costs least per person newly served, until nothing affordable helps anybody.

    An opening counts with the places it takes to open; ties go to the earlier choice. Figures as `most_covered`; its
    bound is unknown (-1).
    """
    left, covered = np.array(lack, dtype=np.int64), np.zeros(np.shape(lack), dtype=np.int64)
    places, money = [0] * len(choices), budget
    while True:
        offers = [_next(one, places[index], left, persons) for index, one in enumerate(choices)]
        found = [(cost / helped, index) for index, (cost, helped, _) in enumerate(offers) if helped and cost <= money]
        if not found:
            return _told(places, covered, budget - money, persons)
        index = min(found)[1]
        cost, _, count = offers[index]
        places[index] += count
        money -= cost
        _serve(left, covered, choices[index], count)


def per_head(
    lack: np.ndarray, choices: Sequence[Choice], budget: int, *, persons: Sequence[int], people: Sequence[int]
) -> Placed:
    """Every municipality gets money by its number of people and buys for itself what is cheapest per person.

    Only choices with their seat there count; what a municipality cannot spend is left over.
    """
    share = np.floor(budget * np.asarray(people, dtype=float) / max(sum(people), 1)).astype(int)
    places, covered, cost = [0] * len(choices), np.zeros(np.shape(lack), dtype=np.int64), 0
    for row in range(np.shape(lack)[0]):
        own = [index for index, one in enumerate(choices) if one.seat == row and row in one.serves]
        alone = [choices[index]._replace(serves=(row,)) for index in own]
        bought = cheapest_first(lack, alone, int(share[row]), persons=persons)
        for index, count in zip(own, bought.places, strict=True):
            places[index] = count
        covered += bought.covered
        cost += bought.cost
    return _told(places, covered, cost, persons)


def _next(one: Choice, has: int, left: np.ndarray, persons: Sequence[int]) -> tuple[int, int, int]:
    """Cost in euros, persons newly served and number of places of the next purchase of a choice."""
    count = 1 if has else one.least
    missing = int(sum(left[row, one.category] for row in one.serves))
    if has + count > one.most or not missing:
        return 0, 0, 0
    cost = one.place_cost * count + (0 if has else one.opening_cost)
    return cost, min(count, missing) * persons[one.category], count


def _serve(left: np.ndarray, covered: np.ndarray, one: Choice, count: int) -> None:
    """Newly bought places go one by one to the served municipality with most missing places."""
    for _ in range(count):
        row = max(one.serves, key=lambda at: (left[at, one.category], -at))
        if left[row, one.category] <= 0:
            return
        left[row, one.category] -= 1
        covered[row, one.category] += 1


def _told(places: list[int], covered: np.ndarray, cost: int, persons: Sequence[int]) -> Placed:
    value = int((covered * np.asarray(persons)).sum())
    return Placed(tuple(places), covered, cost, value, -1, False)
