"""A search that may do little work: what it says is still true."""

from dataclasses import replace

import numpy as np
import pytest

from pipelines.planning.placing import most_covered, worst_first
from pipelines.planning.placing_case import Case, Choice, NotAffordable, NotDecided


def crowded():
    """Six towns, three goods opened in groups for all of them: more than a little work to find anything."""
    lack = np.array([[7, 5, 3], [4, 9, 2], [8, 1, 6], [3, 3, 3], [9, 2, 5], [1, 8, 4]])
    everybody = tuple(range(len(lack)))
    choices = [Choice(c, m, everybody, 3 + c + m, 40 + 7 * m, 4) for m in range(6) for c in range(3)]
    return Case(lack, lack + 1, choices, [1, 2, 3], 600)


@pytest.mark.parametrize("effort", [0.0, 1e-6, 1e-4, 1e-3])
@pytest.mark.parametrize("choose", [most_covered, worst_first])
def test_a_search_cut_off_claims_nothing_it_does_not_know(choose, effort):
    """The full search proves what is possible; a short one may find less, but its bound is never below that."""
    possible = most_covered(crowded())
    assert possible.is_proven
    short = choose(replace(crowded(), effort=effort))
    assert short.value <= possible.value
    assert not short.is_proven
    if choose is most_covered:
        assert short.bound >= possible.value


def outcome(case):
    """What is bought, or nothing and the price of the floor, or nothing at all where that is not decided."""
    try:
        return most_covered(case), None
    except NotAffordable as short:
        return None, short.price
    except NotDecided:
        return None, None


@pytest.mark.parametrize("budget", [0, 30, 600, 10**6])
@pytest.mark.parametrize("effort", [0.0, 1e-6, 1e-4, 1e-2, 0.1])
def test_a_search_cut_off_never_tells_a_price_the_budget_pays(budget, effort):
    """With a floor: held, not decided, or a price above the budget and not above the true one."""
    case = replace(crowded(), budget=budget, floor=[3] * 6)
    with pytest.raises(NotAffordable) as truth:
        most_covered(replace(case, budget=0))
    found, told = outcome(replace(case, effort=effort))
    if told:
        assert budget < told <= truth.value.price
    if found:
        assert found.cost <= budget
        assert (found.covered @ np.array(case.persons) >= 3).all()


def test_without_any_work_a_floor_is_not_decided():
    case = replace(crowded(), budget=10**6, floor=[3] * 6, effort=0.0)
    with pytest.raises(NotDecided):
        most_covered(case)
