"""What a budget buys: by hand, against trying everything, and against the ways people choose without a solver."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.planning.placing import coverage, most_covered, most_covered_anyhow, worst_first
from pipelines.planning.placing_alone import most_covered_alone
from pipelines.planning.placing_by_rule import cheapest_first, per_head
from pipelines.planning.placing_case import Case, Choice, NotAffordable

STEPS = [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)]


def grid(low, high, rows, columns):
    line = st.lists(st.integers(low, high), min_size=columns, max_size=columns)
    return st.lists(line, min_size=rows, max_size=rows).map(np.array)


@st.composite
def cases(draw):
    rows, columns = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    lack = draw(grid(0, 3, rows, columns))
    choice = st.builds(
        Choice,
        category=st.integers(0, columns - 1),
        seat=st.integers(0, rows - 1),
        serves=st.sets(st.integers(0, rows - 1), min_size=1).map(lambda found: tuple(sorted(found))),
        place_cost=st.integers(1, 5),
        opening_cost=st.integers(0, 4),
        least=st.integers(1, 3),
        most=st.integers(0, 4),
    )
    return Case(
        lack,
        lack + draw(grid(0, 2, rows, columns)),
        draw(st.lists(choice, max_size=3)),
        draw(st.lists(st.integers(1, 3), min_size=columns, max_size=columns)),
        draw(st.integers(0, 20)),
    )


@st.composite
def separable_cases(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    lack, cost = draw(grid(0, 5, rows, columns)), draw(grid(1, 6, rows, columns))
    choices = [Choice(c, m, (m,), int(cost[m, c])) for m in range(rows) for c in range(columns)]
    persons = draw(st.lists(st.integers(1, 4), min_size=columns, max_size=columns))
    return Case(lack, lack + draw(grid(0, 3, rows, columns)), choices, persons, draw(st.integers(0, 40)))


def everything_affordable(case):
    """Every (cost, covered) a purchase within the budget can lead to; who gets a place is tried out as well."""
    rows, columns = case.lack.shape
    cells = [range(int(most) + 1) for most in case.lack.flat]
    outcomes = [np.array(covered).reshape(rows, columns) for covered in product(*cells)]
    for bought in product(*[[0, *range(one.least, one.most + 1)] for one in case.choices]):
        cost = sum(
            n * one.place_cost + (one.opening_cost if n else 0) for n, one in zip(bought, case.choices, strict=True)
        )
        if cost <= case.budget:
            yield from ((cost, covered) for covered in outcomes if fits(covered, case.choices, bought))


def fits(covered, choices, bought):
    """Hall's condition: every place is taken, and no municipalities take more of a category than is bought for them."""
    rows, columns = covered.shape
    for column, chosen in product(range(columns), product([False, True], repeat=rows)):
        taken = sum(covered[row, column] for row in range(rows) if chosen[row])
        there = sum(
            n
            for n, one in zip(bought, choices, strict=True)
            if one.category == column and any(chosen[row] for row in one.serves)
        )
        if taken > there or (all(chosen) and taken != there):
            return False
    return True


def fairness(case, covered):
    """What worst served first compares: lowest coverage on sale, cells at 25, 50, 75 and 100 %, persons."""
    shares = [
        Fraction(int(case.need[cell] - case.lack[cell] + covered[cell]), int(case.need[cell]))
        for cell in case.liftable()
    ]
    lowest = min((int(share * 1000) for share in shares), default=1000)
    # only classes above the lowest coverage say something more
    return (lowest, *(sum(share >= step for share in shares) for step in STEPS), case.worth(covered))


@settings(max_examples=60)
@given(cases())
def test_no_purchase_within_the_budget_serves_more_and_none_as_good_costs_less(case):
    found = most_covered(case)
    best = max((case.worth(covered), -cost) for cost, covered in everything_affordable(case))
    assert (found.value, -found.cost) == best
    assert found.bound == found.value
    assert found.is_proven
    assert (found.covered <= case.lack).all()
    assert fits(found.covered, case.choices, found.places)


@settings(max_examples=40)
@given(cases())
def test_no_purchase_within_the_budget_is_fairer_to_the_worst_served(case):
    found = worst_first(case)
    best = max(fairness(case, covered) for _, covered in everything_affordable(case))
    assert fairness(case, found.covered) == best
    assert found.is_proven
    assert found.cost <= case.budget


@settings(max_examples=60)
@given(cases(), st.integers(0, 10))
def test_more_money_never_covers_less(case, more):
    richer = replace(case, budget=case.budget + more)
    assert most_covered(richer).value >= most_covered(case).value
    assert fairness(case, worst_first(richer).covered)[0] >= fairness(case, worst_first(case).covered)[0]


@settings(max_examples=60)
@given(cases())
def test_rules_of_thumb_never_beat_the_exact_choice(case):
    exact = most_covered(case)
    for rival in (cheapest_first(case), per_head(case, [1] * len(case.lack))):
        assert rival.value <= exact.value
        assert rival.cost <= case.budget
        assert (rival.covered <= case.lack).all()
        assert fits(rival.covered, case.choices, rival.places)


@settings(max_examples=60)
@given(separable_cases())
def test_alone_the_short_way_equals_the_solver(case):
    short, solver = most_covered_alone(case), most_covered_anyhow(case)
    assert (short.value, short.cost) == (solver.value, solver.cost)
    assert most_covered(case).value == short.value


def outcome(choose, case):
    """What is bought, or nothing and the price of the floor."""
    try:
        return choose(case), None
    except NotAffordable as short:
        return None, short.price


def holding(case):
    """The cost and the persons of every purchase at any price that reaches the floor."""
    persons = np.array(case.persons)
    least = np.minimum(case.floor, case.lack @ persons)
    found = everything_affordable(replace(case, budget=10**6))
    return [(cost, case.worth(covered)) for cost, covered in found if (covered @ persons >= least).all()]


@settings(max_examples=80)
@given(cases(), st.integers(1, 4))
def test_a_floor_holds_or_its_least_price_is_told(case, persons):
    """Against trying everything: bought exactly where the budget reaches, else the price of the cheapest purchase."""
    floored = replace(case, floor=[persons] * len(case.lack))
    possible = holding(floored)
    cheapest = min((cost for cost, _ in possible), default=None)
    served = [value for cost, value in possible if cost <= case.budget]
    for choose in (most_covered, worst_first):
        found, price = outcome(choose, floored)
        assert price == (None if served else cheapest)
        assert (found is not None) == bool(served)
        if found and choose is most_covered:
            assert found.value == max(served)


@settings(max_examples=30)
@given(cases())
def test_no_budget_buys_nothing(case):
    poor = replace(case, budget=0)
    for found in (most_covered(poor), worst_first(poor), cheapest_first(poor), per_head(poor, [1] * len(case.lack))):
        assert (found.cost, found.value, sum(found.places)) == (0, 0, 0)


def test_worst_served_first_lifts_the_lowest_coverage_before_it_counts_persons():
    """Two towns: one has 0 of 10 places, one 5 of 10. 600 euros buy six places of 100."""
    choices = [Choice(0, 0, (0,), 100), Choice(0, 1, (1,), 60)]
    case = Case(np.array([[10], [5]]), np.array([[10], [10]]), choices, [1], 600)
    assert most_covered(case).covered.tolist() == [[3], [5]]
    fair = worst_first(case)
    assert fair.covered.tolist() == [[5], [1]]
    assert coverage(case, fair.covered).tolist() == [[0.5], [0.6]]


def test_where_not_all_can_be_lifted_as_many_as_possible_are():
    """Three towns without a place of four; 4 euros lift two of them to a quarter at 2 euros, never all three."""
    choices = [Choice(0, row, (row,), 2) for row in range(3)]
    fair = worst_first(Case(np.full((3, 1), 4), np.full((3, 1), 4), choices, [1], 4))
    assert sorted(fair.covered.flat) == [0, 1, 1]


def test_of_equally_good_purchases_the_worst_served_gets_the_place():
    choices = [Choice(0, 0, (0,), 10), Choice(0, 1, (1,), 10)]
    lack, need = np.array([[2], [2]]), np.array([[8], [2]])
    assert most_covered(Case(lack, need, choices, [1], 20)).covered.tolist() == [[0], [2]]
    opened = [one._replace(opening_cost=1) for one in choices]
    assert most_covered(Case(lack, need, opened, [1], 21)).covered.tolist() == [[0], [2]]


def test_a_course_opens_with_its_least_number_or_not_at_all():
    course = Choice(0, 0, (0, 1), place_cost=10, opening_cost=50, least=20)
    lack = np.array([[12], [9]])
    case = Case(lack, lack, [course], [1], 249)
    assert most_covered(case).places == (0,)
    opened = most_covered(replace(case, budget=250))
    assert (opened.places, opened.value, opened.cost) == ((20,), 20, 250)
    alone = replace(case, choices=[course._replace(serves=(0,))], budget=1_000)
    assert (most_covered(alone).value, cheapest_first(alone).value) == (0, 0)


def test_the_price_of_a_floor_is_told_where_the_budget_is_too_small():
    choices = [Choice(0, 0, (0,), 10), Choice(0, 1, (1,), 90)]
    lack = np.array([[10], [10]])
    case = Case(lack, lack, choices, [1], 280, floor=[0, 2])
    assert most_covered(case).covered.tolist() == [[10], [2]]
    with pytest.raises(NotAffordable) as short:
        most_covered(replace(case, budget=170))
    assert short.value.price == 180


def test_a_floor_nobody_sells_has_no_price():
    lack = np.array([[3], [3]])
    with pytest.raises(NotAffordable) as short:
        most_covered(Case(lack, lack, [Choice(0, 0, (0,), 1)], [1], 100, floor=[1, 1]))
    assert short.value.price is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lack": np.array([[0.5]])}, "whole and not negative"),
        ({"need": np.array([[0]])}, "at least as large"),
        ({"budget": -1}, "must not be negative"),
        ({"floor": [1, 1]}, "one number of every municipality"),
        ({"choices": [Choice(0, 0, (1,), 1)]}, "not there"),
        ({"choices": [Choice(0, 0, (0,), 0)]}, "costs nothing"),
        ({"choices": [Choice(0, 0, (0,), 1, -1)]}, "negative cost"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused(wrong, said):
    right = {"lack": np.array([[1]]), "need": np.array([[1]]), "choices": [], "persons": [1], "budget": 1}
    with pytest.raises(ValueError, match=said):
        Case(**right | wrong)
