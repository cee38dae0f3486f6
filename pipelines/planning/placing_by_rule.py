"""The rivals of the exact choice: cheapest first, and money spread per head.

Both are what people do without a solver; they stand beside it so that everybody sees what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipelines.planning.placing_case import Case, Choice, Placed


def cheapest_first(case: Case) -> Placed:
    """Buys again and again what costs least per person newly served, until nothing affordable helps anybody.

    An opening counts with the people it takes to open; ties go to the earlier choice. No floor is held.
    """
    left = np.array(case.lack, dtype=np.int64)
    places, money = [0] * len(case.choices), case.budget
    while True:
        offers = [_next(one, places[index], left, case) for index, one in enumerate(case.choices)]
        found = [(cost / helped, index) for index, (cost, helped, _) in enumerate(offers) if helped and cost <= money]
        if not found:
            return _told(case, places, case.lack - left, case.budget - money)
        index = min(found)[1]
        cost, _, count = offers[index]
        places[index] += count
        money -= cost
        _serve(left, case.choices[index], count)


def per_head(case: Case, people: Sequence[int]) -> Placed:
    """Every municipality gets money by its number of people and buys for itself what is cheapest per person.

    Only choices with their seat there count; what a municipality cannot spend is left over. No floor is held.
    """
    places, covered, cost = [0] * len(case.choices), np.zeros(np.shape(case.lack), dtype=np.int64), 0
    for row, head in enumerate(people):
        own = [index for index, one in enumerate(case.choices) if one.seat == row and row in one.serves]
        alone = [case.choices[index]._replace(serves=(row,)) for index in own]
        share = case.budget * int(head) // max(sum(map(int, people)), 1)
        bought = cheapest_first(replace(case, choices=alone, budget=share, floor=()))
        for index, count in zip(own, bought.places, strict=True):
            places[index] = count
        covered += bought.covered
        cost += bought.cost
    return _told(case, places, covered, cost)


def _next(one: Choice, has: int, left: np.ndarray, case: Case) -> tuple[int, int, int]:
    """Cost, persons newly served and number of places of the next purchase of a choice."""
    count = 1 if has else one.least
    missing = int(sum(left[row, one.category] for row in one.serves))
    if has + count > one.most or missing < count:
        return 0, 0, 0
    cost = one.place_cost * count + (0 if has else one.opening_cost)
    return cost, count * case.persons[one.category], count


def _serve(left: np.ndarray, one: Choice, count: int) -> None:
    """Newly bought places go one by one to the served municipality with most missing places."""
    for _ in range(count):
        row = max(one.serves, key=lambda at: (left[at, one.category], -at))
        left[row, one.category] -= 1


def _told(case: Case, places: list[int], covered: np.ndarray, cost: int) -> Placed:
    return Placed(tuple(places), covered, cost, case.worth(covered), -1, False)
