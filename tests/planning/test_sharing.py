import random
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from pipelines.planning.sharing import fair_served, fair_share, gives


@st.composite
def cases(draw, largest=20):
    rows = draw(st.integers(1, 5))
    need = draw(st.lists(st.integers(0, largest), min_size=rows, max_size=rows))
    area = st.sets(st.integers(0, rows - 1), min_size=1)
    offers = draw(st.lists(st.tuples(st.integers(0, largest), area), max_size=6))
    return need, [places for places, _ in offers], [area for _, area in offers]


def thousand_cases():
    """(need, places, areas, seats): small ones, many of them with no need, no places or equal areas."""
    draw = random.Random(2015)
    for _ in range(1000):
        rows, offers, largest = draw.randint(1, 6), draw.randint(0, 8), draw.choice([1, 4, 30, 10**6])
        need = [draw.choice([0, draw.randint(0, largest), draw.randint(0, largest)]) for _ in range(rows)]
        areas = [draw.sample(range(rows), draw.randint(1, rows)) for _ in range(offers)]
        areas = [area if draw.random() < 0.7 else areas[0] for area in areas]
        seats = [draw.choice([None, draw.randrange(rows), *area]) for area in areas]
        yield need, [draw.randint(0, largest) for _ in areas], areas, seats


def dense(flow, offers, rows):
    table = np.zeros((offers, rows))
    np.add.at(table, (flow.offer, flow.row), flow.places)
    return table


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
    assert dense(result.flow, 1, 2).tolist() == [[1, 2]]


def test_the_worst_served_comes_first():
    """Row 0 has 8 places of its own, so the 4 common ones go to row 1: 8/10 and 4/10, not 1 and 2/10."""
    result = fair_share([10, 10], [8, 4], [{0}, {0, 1}])
    assert result.coverage == [Fraction(8, 10), Fraction(4, 10)]
    assert dense(result.flow, 2, 2).tolist() == [[8, 0], [0, 4]]


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
    assert fair_share([4], [2, 6], [{0}, {0}]).flow.places.tolist() == [1, 3]


def test_without_offers_nobody_is_served():
    result = fair_share([3, 4], [], [])
    assert result.served.tolist() == [0, 0]
    assert len(result.flow.places) == 0


def test_numbers_far_beyond_64_bits_stay_exact():
    huge = 10**30
    result = fair_share([huge, huge + 1], [huge], [{0, 1}])
    assert result.coverage == [Fraction(huge, 2 * huge + 1)] * 2
    assert fair_share([2**62] * 4, [2**62], [range(4)]).coverage == [Fraction(1, 4)] * 4


def test_many_offers_for_one_huge_need_do_not_overflow():
    """Twelve rows, so that 4,000 areas differ; each of them could cover nearly all."""
    areas = [{row for row in range(12) if number >> row & 1} for number in range(1, 4001)]
    result = fair_share([10**17] * 12, [10**14 + number for number in range(4000)], areas, seat=[*map(min, areas)])
    assert np.bincount(result.flow.row, result.flow.places) == pytest.approx(result.served, rel=1e-12)


def test_a_small_municipality_beside_a_huge_one_gets_all_its_places():
    result = fair_share([10**6 + 1, 10**15], [10**15 - 7], [{0, 1}], seat=[1])
    assert result.flow.places == pytest.approx(result.served, rel=1e-15)


@pytest.mark.parametrize(
    ("need", "places", "areas", "reason"),
    [
        ([1.5], [1], [{0}], "need must be whole numbers"),
        ([1], [-2], [{0}], "places must not be negative, row 0 is -2"),
        ([1], [1, 2], [{0}], "2 offers have places, but 1 have an area"),
        ([1], [1], [set()], "offer 0 has an empty area"),
        ([1], [1], [{1}], "the area of offer 0 names a row outside 0 to 0"),
        ([1], [1], [{-1}], "the area of offer 0 names a row outside 0 to 0"),
        ([1], [1], [{0.0}], "a row is a whole number, not 0.0"),
    ],
)
def test_unusable_input_is_refused_with_the_reason(need, places, areas, reason):
    with pytest.raises(ValueError, match=reason):
        fair_share(need, places, areas)


def test_unusable_seats_and_labels_are_refused_with_the_reason():
    with pytest.raises(ValueError, match="1 offers have places, but 2 have a seat"):
        fair_share([1], [1], [{0}], seat=[0, 0])
    with pytest.raises(ValueError, match="the seat of offer 0 is 3, a row outside 0 to 0"):
        fair_share([1], [1], [{0}], seat=[3])
    with pytest.raises(ValueError, match="labels must differ"):
        fair_share([1, 1], [1], [{0}], label=["05566076", "05566076"])
    with pytest.raises(ValueError, match="1 offers have a flow, but 0 have a seat"):
        gives(fair_share([1], [1], [{0}]).flow, [], rows=1)


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


def test_a_thousand_cases_equal_trying_every_group():
    for need, places, areas, seats in thousand_cases():
        areas = [frozenset(area) for area in areas]
        assert fair_share(need, places, areas, seat=seats).coverage == fair_by_trying_every_group(need, places, areas)


def test_what_everybody_gets_needs_no_word_on_whose_places_they_are():
    for need, places, areas, seats in thousand_cases():
        expected = fair_share(need, places, areas, seat=seats).served.tolist()
        assert fair_served(need, places, areas).tolist() == expected


def test_nobody_could_serve_more_in_total_in_a_thousand_cases():
    """Against the maximum flow of scipy: source 0, sink 1, offers, municipalities."""
    for need, places, areas, _ in thousand_cases():
        offer, row = np.arange(len(places)) + 2, np.arange(len(need)) + 2 + len(places)
        arcs = [(0, offer[i], held) for i, held in enumerate(places)]
        arcs += [(offer[i], row[r], places[i]) for i, area in enumerate(areas) for r in area]
        arcs += [(row[r], 1, wanted) for r, wanted in enumerate(need)]
        tail, head, capacity = zip(*arcs, strict=True)
        nodes = 2 + len(places) + len(need)
        network = csr_array((np.array(capacity, dtype=np.int32), (tail, head)), shape=(nodes, nodes))
        coverage = fair_share(need, places, areas).coverage
        total = sum(wanted * (level or 0) for wanted, level in zip(need, coverage, strict=True))
        assert total == maximum_flow(network, 0, 1).flow_value


@given(cases(largest=10**9))
@example(([0, 156977779, 402372200, 1], [156977778, 1, 402372198], [{0, 1}, {0, 1, 2}, {0, 2}]))
def test_flow_serves_exactly_what_is_counted_and_uses_no_place_twice(case):
    need, places, areas = case
    result = fair_share(*case, seat=[min(area) for area in areas])
    flow = dense(result.flow, len(places), len(need))
    assert flow.sum(axis=0) == pytest.approx(result.served, rel=1e-12, abs=1e-9)
    # a level too fine for 64 bits is counted in units of its total ÷ 2^57
    held = np.array(places, dtype=float)
    assert (flow.sum(axis=1) <= held * (1 + 1e-12) + held.sum() * 2.0**-56).all()
    assert (result.flow.places > 0).all()
    assert (result.served <= need).all()
    assert all(row in areas[offer] for offer, row in zip(result.flow.offer, result.flow.row, strict=True))


def proves_itself_fair(need, places, areas, result):
    """A flow is the fairest one if every offer serves only the worst covered of its area, and all its places.

    Only where everybody in the area is covered in full may places be left over.
    """
    given = np.bincount(result.flow.offer, result.flow.places, len(places))
    lowest = [min((result.coverage[row] for row in area if need[row]), default=1) for area in areas]
    pairs = zip(result.flow.offer.tolist(), result.flow.row.tolist(), strict=True)
    return all(row in areas[offer] and result.coverage[row] == lowest[offer] for offer, row in pairs) and all(
        level == 1 or used == pytest.approx(held, rel=1e-9)
        for level, used, held in zip(lowest, given, places, strict=True)
    )


@pytest.mark.parametrize("unit", [1, 10**4, 10**6, 10**12], ids=lambda unit: f"{unit} per place")
def test_a_state_of_400_municipalities_and_3000_offers_proves_itself_fair(unit):
    draw = random.Random(396)
    need = [draw.choice([0, *[draw.randint(1, 200 * unit)] * 9]) for _ in range(400)]
    seats = [draw.randrange(400) for _ in range(3000)]
    areas = [{seat, *(min(399, seat + draw.randint(0, 12)) for _ in range(draw.randint(0, 6)))} for seat in seats]
    places = [draw.randint(0, 20 * unit) for _ in seats]
    result = fair_share(need, places, areas, seat=seats)
    assert proves_itself_fair(need, places, areas, result)
    assert np.bincount(result.flow.row, result.flow.places, 400) == pytest.approx(result.served)
    assert all((level is None) == (wanted == 0) for level, wanted in zip(result.coverage, need, strict=True))
    assert all(0 <= level <= 1 for level in result.coverage if level is not None)


@given(cases(), st.randoms(use_true_random=False))
def test_nothing_depends_on_the_order_of_rows_and_offers(case, order):
    need, places, areas = case
    names = [f"05{row:06}" for row in range(len(need))]
    seats = [order.choice([None, *area]) for area in areas]
    rows = order.sample(range(len(need)), len(need))
    offers = order.sample(range(len(places)), len(places))
    shuffled = fair_share(
        [need[row] for row in rows],
        [places[offer] for offer in offers],
        [{rows.index(row) for row in areas[offer]} for offer in offers],
        seat=[None if seats[offer] is None else rows.index(seats[offer]) for offer in offers],
        label=[names[row] for row in rows],
    )
    result = fair_share(*case, seat=seats, label=names)
    assert shuffled.coverage == [result.coverage[row] for row in rows]
    assert shuffled.served.tolist() == [result.served[row] for row in rows]
    before, after = dense(result.flow, len(places), len(need)), dense(shuffled.flow, len(places), len(need))
    assert after == pytest.approx(before[np.ix_(offers, rows)])


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


@given(cases())
def test_an_offer_of_one_municipality_stays_there(case):
    need, places, areas = case
    homes = [min(area) for area in areas]
    own = np.bincount(homes, places, len(need)) if homes else np.zeros(len(need))
    result = fair_share(need, places, [{home} for home in homes])
    assert result.served.tolist() == np.minimum(own, need).tolist()
    assert result.flow.row.tolist() == [homes[offer] for offer in result.flow.offer]


def test_a_municipality_named_twice_in_an_area_counts_once():
    once, twice = fair_share([4, 4], [4], [[0, 1]]), fair_share([4, 4], [4], [[1, 0, 1, 1]])
    assert once.coverage == twice.coverage
    assert once.flow.places.tolist() == twice.flow.places.tolist()


def test_the_case_worked_by_hand():
    """See the module: A, B, C need 10, 20, 30; A gives 10 places to B, B gives 6 to C."""
    seats = [0, 0, 1, 2]
    result = fair_share([10, 20, 30], [3, 12, 6, 6], [{0}, {0, 1}, {1, 2}, {2}], seat=seats)
    assert result.coverage == [Fraction(1, 2), Fraction(1, 2), Fraction(2, 5)]
    assert dense(result.flow, 4, 3).tolist() == [[3, 0, 0], [2, 10, 0], [0, 0, 6], [0, 0, 6]]
    assert gives(result.flow, seats, rows=3).tolist() == [10, 6, 0]


def test_places_go_to_the_own_seat_first():
    """Two offers for both, one seated in each: without seats any mixture would do."""
    result = fair_share([6, 6], [4, 6], [{0, 1}, {0, 1}], seat=[0, 1])
    assert dense(result.flow, 2, 2).tolist() == [[4, 0], [1, 5]]
    assert gives(result.flow, [0, 1], rows=2).tolist() == [0, 1]


def test_neighbours_give_in_proportion_to_what_their_seats_leave():
    """Nobody needs anything at the two seats; the third needs 6 of 4 + 8 places."""
    result = fair_share([0, 0, 6], [4, 8], [{0, 1, 2}, {0, 1, 2}], seat=[0, 1])
    assert gives(result.flow, [0, 1], rows=3).tolist() == [2, 4, 0]


def test_an_offer_without_a_seat_counts_nowhere_as_given():
    result = fair_share([2, 2], [4], [{0, 1}], seat=[None])
    assert result.served.tolist() == [2, 2]
    assert gives(result.flow, [None], rows=2).tolist() == [0, 0]


def test_as_many_places_as_possible_stay_at_their_seat_in_hundreds_of_cases():
    """Against a linear programme that fixes what everybody gets."""
    for need, places, areas, seats in list(thousand_cases())[::4]:
        if not places:
            continue
        result = fair_share(need, places, areas, seat=seats)
        stays = sum(
            amount
            for offer, row, amount in zip(*map(np.ndarray.tolist, result.flow), strict=True)
            if seats[offer] == row
        )
        scale = max(*places, 1)
        pairs = [(offer, row) for offer, area in enumerate(areas) for row in area]
        most = linprog(
            [-float(seats[offer] == row) for offer, row in pairs],
            [[float(offer == used) for offer, _ in pairs] for used in range(len(places))],
            np.array(places) / scale + 1e-9,
            [[float(row == served) for _, row in pairs] for served in range(len(need))],
            result.served / scale,
        )
        assert most.status == 0
        assert stays / scale == pytest.approx(-most.fun, abs=1e-6)
