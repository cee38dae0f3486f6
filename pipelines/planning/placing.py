"""Where do new places help most? What a budget buys, exactly.

Something can be bought at a seat for the municipalities it serves, if enough people come together to open it, at a
price to open it and a price per place. Two answers are exact up to a bound that is printed:

- most covered: as many persons as possible get a place;
- worst served first: the lowest coverage of all cells (municipality, category) that something on sale can lift is
  lifted as far as money reaches; then as many cells as possible get to 25 %, then to 50 %, 75 % and 100 %; then as
  many persons as possible get a place.

Of equally good purchases the cheapest counts, of equally cheap ones the one that leaves fewer cells far behind.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from pipelines.planning.placing_alone import most_covered_alone
from pipelines.planning.placing_case import Case, Placed
from pipelines.planning.placing_search import LEVELS, Search

#: The limits of the classes of coverage, which everybody knows from the heat map.
STEPS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))


def most_covered(case: Case) -> Placed:
    """The purchase within the budget that gives a place to most persons.

    Raises NotAffordable where its floor costs more, NotDecided where the work ended before that was known.

    Where every municipality is served by itself, the short way is taken; it finds the same number at the same cost.
    """
    return most_covered_alone(case) if case.is_separable else most_covered_anyhow(case)


def most_covered_anyhow(case: Case) -> Placed:
    """`most_covered` by the solver, whatever the case."""
    search = Search(case, aims=3)
    bound = min(search.most(search.value), case.worth(case.lack))
    placed = _cheapest(search)
    return placed._replace(bound=bound, is_proven=placed.value >= bound)


def worst_first(case: Case) -> Placed:
    """The purchase that lifts the worst served first. Raises NotAffordable and NotDecided as `most_covered`.

    Cells nothing on sale serves are left out of the comparison: no money lifts them.
    """
    search = Search(case, aims=4 + len(STEPS))
    level = search.level()
    proven = search.most(level) == search.of(level)
    reached = search.of(level)
    for step in (step for step in STEPS if step * LEVELS > reached):
        above = search.count_reaching(step)
        proven &= search.most(above) == search.of(above)
    bound = min(search.most(search.value), case.worth(case.lack))
    placed = _cheapest(search)
    return placed._replace(bound=bound, is_proven=proven and placed.value >= bound)


def coverage(case: Case, covered: np.ndarray) -> np.ndarray:
    """Share of the need that is covered after a purchase, NaN where nobody needs anything."""
    served = case.need - case.lack + covered
    return np.divide(served, case.need, out=np.full(served.shape, np.nan), where=case.need > 0)


def _cheapest(search: Search) -> Placed:
    search.least(search.cost)
    search.most(sum(search.count_reaching(step) for step in STEPS))
    return search.placed()
