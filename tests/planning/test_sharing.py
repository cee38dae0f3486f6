from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pipelines.planning.sharing import fair_share


@st.composite
def cases(draw, largest=20):
    rows = draw(st.integers(1, 5))
    need = draw(st.lists(st.integers(0, largest), min_size=rows, max_size=rows))
    area = st.sets(st.integers(0, rows - 1), min_size=1)
    offers = draw(st.lists(st.tuples(st.integers(0, largest), area), max_size=6))
    return need, [places for places, _ in offers], [area for _, area in offers]


def within_reach(members, places, areas):
    """Places that at least one of the members may use."""
    return sum(amount for amount, area in zip(places, areas, strict=True) if area & members)


def subsets(rows):
    return (frozenset(some) for size in range(1, len(rows) + 1) for some in combinations(rows, size))


def fair_by_trying_every_group(need, places, areas):
    """The group with the fewest places in reach per need is the worst served; settle it, look at the rest."""
    coverage, settled = [None] * len(need), frozenset()
    while rows := [row for row, wanted in enumerate(need) if wanted and row not in settled]:
        taken = within_reach(settled, places, areas)

        def level(group, settled=settled, taken=taken):
            left = within_reach(group | settled, places, areas) - taken
            return Fraction(left, sum(need[row] for row in group))

        worst = min(subsets(rows), key=level)
        reached = min(level(worst), Fraction(1))
        for row in worst:
            coverage[row] = reached
        settled |= worst
    return coverage


def fair_by_linear_programme(need, places, areas):
    """Raise the lowest coverage as far as possible, settle who is stuck there, raise the others."""
    settled = {}
    while rows := [row for row, wanted in enumerate(need) if wanted and row not in settled]:
        lowest = highest_minimum(need, places, areas, rows, settled)
        floor = settled | dict.fromkeys(rows, lowest)
        stuck = [row for row in rows if highest_minimum(need, places, areas, [row], floor) < lowest + 1e-6]
        settled |= dict.fromkeys(stuck, lowest)
    return [settled.get(row) for row in range(len(need))]


def highest_minimum(need, places, areas, raised, floor):
    """Largest t ≤ 1 such that every raised row is covered to t and every other one to its floor."""
    pairs = [(offer, row) for offer, area in enumerate(areas) for row in area]
    uses = [[float(offer == used) for used, _ in pairs] + [0] for offer in range(len(places))]
    bounds = list(places)
    for row in {*raised, *floor}:
        t, least = (need[row], 0) if row in raised else (0, floor[row] * need[row] - 1e-9)
        uses.append([-float(row == served) for _, served in pairs] + [t])
        bounds.append(-least)
    solution = linprog([0] * len(pairs) + [-1], uses, bounds, bounds=[(0, None)] * len(pairs) + [(0, 1)])
    assert solution.status == 0
    return solution.x[-1]


def test_one_place_is_shared_by_need():
    """3 places for a need of 2 + 4: everybody gets one half."""
    result = fair_share([2, 4], [3], [{0, 1}])
    assert result.coverage == [Fraction(1, 2), Fraction(1, 2)]
    assert result.served.tolist() == [1, 2]
    assert result.flow.tolist() == [[1, 2]]


def test_the_worst_served_comes_first():
    """Row 0 has 8 places of its own, so the 4 common ones go to row 1: 8/10 and 4/10, not 1 and 2/10."""
    result = fair_share([10, 10], [8, 4], [{0}, {0, 1}])
    assert result.coverage == [Fraction(8, 10), Fraction(4, 10)]
    assert result.flow.tolist() == [[8, 0], [0, 4]]


def test_places_stay_inside_their_area():
    result = fair_share([10, 10], [50], [{0}])
    assert result.coverage == [1, 0]
    assert result.served.tolist() == [10, 0]


def test_nobody_is_served_above_the_need_and_no_need_has_no_coverage():
    result = fair_share([3, 0], [5, 5], [{0, 1}, {1}])
    assert result.served.tolist() == [3, 0]
    assert result.coverage == [1, None]


def test_offers_of_equal_area_are_used_in_the_same_proportion():
    """2 + 6 places for a need of 4: each offer gives half of what it has."""
    assert fair_share([4], [2, 6], [{0}, {0}]).flow.tolist() == [[1], [3]]


def test_without_offers_nobody_is_served():
    result = fair_share([3, 4], [], [])
    assert result.served.tolist() == [0, 0]
    assert result.flow.shape == (0, 2)


def test_numbers_far_beyond_64_bits_stay_exact():
    huge = 10**30
    result = fair_share([huge, huge + 1], [huge], [{0, 1}])
    assert result.coverage == [Fraction(huge, 2 * huge + 1)] * 2


@pytest.mark.parametrize(
    ("need", "places", "areas", "reason"),
    [
        ([1.5], [1], [{0}], "need must be whole numbers"),
        ([1], [-2], [{0}], "places must not be negative, row 0 is -2"),
        ([1], [1, 2], [{0}], "2 offers have places, but 1 have an area"),
        ([1], [1], [set()], "offer 0 has an empty area"),
        ([1], [1], [{1}], "the area of offer 0 names a row outside 0 to 0"),
    ],
)
def test_unusable_input_is_refused_with_the_reason(need, places, areas, reason):
    with pytest.raises(ValueError, match=reason):
        fair_share(need, places, areas)


@given(cases())
def test_coverage_equals_trying_every_group(case):
    assert fair_share(*case).coverage == fair_by_trying_every_group(*case)


@settings(max_examples=40, deadline=None)
@given(cases())
def test_coverage_equals_the_lexicographic_linear_programme(case):
    expected = fair_by_linear_programme(*case)
    for exact, approximate in zip(fair_share(*case).coverage, expected, strict=True):
        assert (exact is None) == (approximate is None)
        assert exact is None or float(exact) == pytest.approx(approximate, abs=1e-6)


@given(cases())
def test_nobody_could_serve_more_in_total(case):
    """Maximum flow = minimum cut: the fewest, over all groups, of places in reach plus need outside it."""
    need, places, areas = case
    rows = frozenset(range(len(need)))
    most = min(
        within_reach(group, places, areas) + sum(need[row] for row in rows - group)
        for group in (frozenset(), *subsets(rows))
    )
    coverage = fair_share(*case).coverage
    assert sum(wanted * (level or 0) for wanted, level in zip(need, coverage, strict=True)) == most


@given(cases(largest=10**9))
def test_flow_serves_exactly_what_is_counted_and_uses_no_place_twice(case):
    need, places, areas = case
    result = fair_share(*case)
    assert result.flow.sum(axis=0) == pytest.approx(result.served, rel=1e-12, abs=1e-9)
    assert (result.flow.sum(axis=1) <= np.array(places, dtype=float) * (1 + 1e-12)).all()
    assert (result.flow >= 0).all()
    assert (result.served <= need).all()
    outside = [(o, row) for o, area in enumerate(areas) for row in range(len(need)) if row not in area]
    assert all(result.flow[pair] == 0 for pair in outside)


@given(cases(), st.randoms())
def test_coverage_does_not_depend_on_the_order_of_rows_and_offers(case, random):
    need, places, areas = case
    rows = random.sample(range(len(need)), len(need))
    offers = random.sample(range(len(places)), len(places))
    shuffled = fair_share(
        [need[row] for row in rows],
        [places[offer] for offer in offers],
        [{rows.index(row) for row in areas[offer]} for offer in offers],
    )
    result = fair_share(*case)
    assert shuffled.coverage == [result.coverage[row] for row in rows]
    assert shuffled.served.tolist() == [result.served[row] for row in rows]


@given(cases(), st.integers(1, 10**12))
def test_coverage_does_not_depend_on_the_unit(case, factor):
    need, places, areas = case
    scaled = fair_share([wanted * factor for wanted in need], [held * factor for held in places], areas)
    assert scaled.coverage == fair_share(*case).coverage


@given(cases(), st.data())
def test_another_place_never_makes_anybody_worse_off(case, data):
    need, places, areas = case
    area = data.draw(st.sets(st.integers(0, len(need) - 1), min_size=1))
    before, after = fair_share(*case), fair_share(need, [*places, 1], [*areas, area])
    assert (after.served >= before.served).all()
