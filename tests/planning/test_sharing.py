"""Sharing of places: cases worked by hand, bad input, and whose places go where."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from pipelines.planning.sharing import fair_share, gives
from tests.fixtures.sharing_rivals import dense, thousand_cases


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
