import math

import numpy as np
import pytest

from pipelines.planning.outlook_need import AgeShare, Bounds, CategoryNeed, next_first_of_august, outlook_need

AGES = [
    AgeShare(0, 2, Bounds(0.05, 0.07, 0.10)),
    AgeShare(3, 5, Bounds(0.04, 0.05, 0.08)),
    AgeShare(18, 64, Bounds(0.60, 0.65, 0.70)),
    AgeShare(65, None, Bounds(0.01, 0.02, 0.03)),
]
ALL = Bounds(1, 1, 1)


def need_of(category, age_min, age_max, factor=ALL, *, is_per_year=False, access=ALL, people=100, day="2026-06-01"):
    row = CategoryNeed(category, age_min, age_max, factor, is_per_year)
    return outlook_need(people, day, AGES, [row], {category: access} if access else {})[0]


def test_places_for_small_children_are_children_times_ratio():
    """100 people: 7 children under 3 (5 to 10), of whom 31 % (15 % to 39.4 %) need a place."""
    result = need_of("FRB-U3", 0, 2, Bounds(0.15, 0.31, 0.394))
    assert result.people == pytest.approx((5, 7, 10))
    assert result.need == pytest.approx((0.75, 2.17, 3.94))


def test_a_course_has_the_part_of_the_year_until_august():
    """60 to 70 adults, half with a right; 0.2805 of them start in a year, 61 of 365 days remain from 1 June."""
    result = need_of("SPR-IK", 18, 64, Bounds(0.1, 0.2805, 1), is_per_year=True, access=Bounds(0, 0.5, 1))
    assert result.people == pytest.approx((60, 65, 70))
    assert result.need == pytest.approx((0, 65 * 0.5 * 0.2805 * 61 / 365, 70 * 61 / 365))


def test_of_all_ages_everybody_counts_once():
    assert need_of("WOH", 0, None).need == (100, 100, 100)


def test_without_an_end_the_oldest_count():
    assert need_of("X", 18, None).people == pytest.approx((61, 67, 73))
    assert need_of("X", 18, 80).people == pytest.approx((60, 65, 70))


def test_without_a_right_known_or_an_age_band_the_need_is_missing():
    assert all(math.isnan(figure) for figure in need_of("X", 0, 2, access=None).need)
    assert all(math.isnan(figure) for figure in need_of("SCH", 6, 17).people)


def test_an_unknown_bound_leaves_the_value():
    result = need_of("EHR", 0, None, Bounds(None, 0.002, math.nan))
    assert result.need.value == pytest.approx(0.2)
    assert math.isnan(result.need.low)
    assert math.isnan(result.need.high)


def test_fewer_than_nobody_is_refused():
    with pytest.raises(ValueError, match="at least 0"):
        need_of("X", 0, 2, people=-1)


@pytest.mark.parametrize(
    ("day", "august"),
    [
        ("2026-11-22", "2027-08-01"),
        ("2026-07-31", "2026-08-01"),
        ("2026-08-01", "2027-08-01"),
        ("2026-01-01", "2026-08-01"),
    ],
)
def test_the_next_first_of_august(day, august):
    assert next_first_of_august(day) == np.datetime64(august)


def test_a_whole_year_is_never_more_than_a_year():
    """1.8.2027 to 1.8.2028 has 366 days."""
    assert need_of("SPR-EO", 0, None, is_per_year=True, day="2027-08-01").need.value == 100


def test_without_a_day_there_is_no_august():
    with pytest.raises(ValueError, match="without a day"):
        next_first_of_august("NaT")
