"""Sharing held against slower ways that are plainly right, on any case."""

import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from pipelines.planning.sharing import fair_served, fair_share
from tests.fixtures.sharing_rivals import (
    cases,
    dense,
    fair_by_linear_programme,
    fair_by_trying_every_group,
    proves_itself_fair,
    thousand_cases,
)


@given(cases())
def test_coverage_equals_trying_every_group(case):
    assert fair_share(*case).coverage == fair_by_trying_every_group(*case)


@settings(max_examples=40)
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
