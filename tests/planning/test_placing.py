"""What a budget buys: by hand, against trying everything, and against the ways people choose without a solver."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.planning.placing import Choice, NotAffordable, most_covered, worst_first
from pipelines.planning.placing_alone import most_covered_alone
from pipelines.planning.placing_by_rule import cheapest_first, per_head


@st.composite
def cases(draw):
    rows, columns = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    small = st.integers(0, 3)
    lack = np.array(draw(st.lists(st.lists(small, min_size=columns, max_size=columns), min_size=rows, max_size=rows)))
    need = lack + draw(st.integers(0, 2))
    choice = st.builds(
        Choice,
        category=st.integers(0, columns - 1),
        seat=st.integers(0, rows - 1),
        serves=st.sets(st.integers(0, rows - 1), min_size=1).map(lambda found: tuple(sorted(found))),
        place_cost=st.integers(0, 5),
        opening_cost=st.integers(0, 4),
        least=st.integers(1, 3),
        most=st.integers(0, 4),
    )
    choices = draw(st.lists(choice, max_size=3))
    return (
        lack,
        need,
        choices,
        draw(st.integers(0, 20)),
        draw(st.lists(st.integers(1, 3), min_size=columns, max_size=columns)),
    )


def best_by_trying_everything(lack, choices, budget, persons):
    """The most persons over all purchases; who gets a place of a category is a small flow, also tried out."""
    best = 0
    counts = [[0, *range(one.least, one.most + 1)] for one in choices]
    for bought in product(*counts):
        cost = sum(n * one.place_cost + (one.opening_cost if n else 0) for n, one in zip(bought, choices, strict=True))
        if cost > budget:
            continue
        best = max(best, sum(persons[c] * served(lack[:, c], choices, bought, c) for c in range(lack.shape[1])))
    return best


def served(lack, choices, bought, category):
    """How many of the missing places of a category the bought ones can fill: Hall's bound over all sets of rows."""
    pools = [(set(one.serves), n) for one, n in zip(choices, bought, strict=True) if one.category == category]
    rows = range(len(lack))
    cuts = product([False, True], repeat=len(lack))
    return min(
        sum(lack[row] for row in rows if inside[row])
        + sum(n for serves, n in pools if any(not inside[row] for row in serves))
        for inside in cuts
    )


@settings(max_examples=120, deadline=None)
@given(cases())
def test_no_purchase_within_the_budget_serves_more(case):
    lack, _, choices, budget, persons = case
    found = most_covered(lack, choices, budget, persons=persons)
    assert found.value == found.bound == best_by_trying_everything(lack, choices, budget, persons)
    assert found.cost <= budget
    assert (found.covered <= lack).all()
    assert found.value == (found.covered * persons).sum()


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 10))
def test_more_money_never_covers_less(case, more):
    lack, _, choices, budget, persons = case
    first = most_covered(lack, choices, budget, persons=persons)
    second = most_covered(lack, choices, budget + more, persons=persons)
    assert second.value >= first.value


@settings(max_examples=60, deadline=None)
@given(cases())
def test_rules_of_thumb_never_beat_the_exact_choice(case):
    lack, _, choices, budget, persons = case
    exact = most_covered(lack, choices, budget, persons=persons)
    for rival in (
        cheapest_first(lack, choices, budget, persons=persons),
        per_head(lack, choices, budget, persons=persons, people=[1] * len(lack)),
    ):
        assert rival.value <= exact.value
        assert rival.cost <= budget
        assert (rival.covered <= lack).all()


def test_worst_served_first_lifts_the_lowest_coverage_before_it_counts_persons():
    """Two towns: one has 0 of 10 places, one 5 of 10. 600 euros buy six places of 100."""
    lack, need = np.array([[10], [5]]), np.array([[10], [10]])
    choices = [Choice(0, 0, (0,), 100), Choice(0, 1, (1,), 60)]
    assert most_covered(lack, choices, 600, persons=[1]).covered.tolist() == [[3], [5]]
    fair = worst_first(lack, need, choices, 600, persons=[1])
    assert (fair.level, fair.covered.tolist()) == (0.5, [[5], [1]])


def test_a_course_opens_with_its_least_number_or_not_at_all():
    lack = np.array([[12], [9]])
    course = Choice(0, 0, (0, 1), place_cost=10, opening_cost=50, least=20)
    assert most_covered(lack, [course], 249, persons=[1]).places == (0,)
    opened = most_covered(lack, [course], 250, persons=[1])
    assert (opened.places, opened.value, opened.cost) == ((20,), 20, 250)


def test_a_floor_holds_and_its_price_is_told_where_the_budget_is_too_small():
    lack = np.array([[10], [10]])
    choices = [Choice(0, 0, (0,), 10), Choice(0, 1, (1,), 90)]
    placed = most_covered(lack, choices, 280, persons=[1], floor=[0, 2])
    assert placed.covered.tolist() == [[10], [2]]
    with pytest.raises(NotAffordable, match=r"^180$"):
        most_covered(lack, choices, 170, persons=[1], floor=[0, 2])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_alone_the_short_way_equals_the_solver(data):
    rows, columns = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 3))
    grid = lambda low, high: np.array(  # noqa: E731
        data.draw(
            st.lists(st.lists(st.integers(low, high), min_size=columns, max_size=columns), min_size=rows, max_size=rows)
        )
    )
    lack, cost, budget = grid(0, 5), grid(1, 6), data.draw(st.integers(0, 40))
    persons = data.draw(st.lists(st.integers(1, 4), min_size=columns, max_size=columns))
    choices = [Choice(c, m, (m,), int(cost[m, c])) for m in range(rows) for c in range(columns)]
    bought = most_covered_alone(lack, lack + 1, cost, budget, persons=persons)
    exact = most_covered(lack, choices, budget, persons=persons)
    assert (bought * persons).sum() == exact.value
    assert (bought * cost).sum() == exact.cost


def test_what_is_negative_or_no_whole_number_is_refused():
    with pytest.raises(ValueError, match="whole and not negative"):
        most_covered(np.array([[0.5]]), [], 1, persons=[1])
    with pytest.raises(ValueError, match="must not be negative"):
        most_covered(np.array([[1]]), [], -1, persons=[1])
    with pytest.raises(ValueError, match="not there"):
        most_covered(np.array([[1]]), [Choice(0, 0, (1,), 1)], 1, persons=[1])
