import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.stock_estimate import error_at, errors_by_size, estimate

MONTHS, ERROR = [3, 6, 9, 12], [0.1, 0.2, 0.2, 0.5]
EXACT = {"error_at_months": MONTHS, "error": ERROR}
COUNT = st.floats(0, 1e4)
RISING = st.lists(st.floats(0, 2), min_size=4, max_size=4).map(sorted)


def test_a_municipality_keeps_its_last_fulfilment():
    """Key 0.1 %, base 100,000 on the day of the report: obligation 100, stock 80, rate 0.8. Four and a half
    months later the base is 150,000 (140,000 to 160,000): 150 × 0.8 = 120 persons; error half-way between
    10 % and 20 %: 140 × 0.8 × 0.85 = 95.2 and 160 × 0.8 × 1.15 = 147.2."""
    persons, low, high = estimate(150, 140, 160, 80 / 100, 4.5, **EXACT)
    assert (persons, low, high) == pytest.approx((120, 95.2, 147.2))


def test_on_the_day_of_the_report_only_the_base_is_uncertain():
    assert estimate(100, 90, 110, 0.8, 0, **EXACT) == pytest.approx((80, 72, 88))


def test_between_measured_ages_the_error_runs_straight_from_nothing():
    ages = [0, 1.5, 3, 4.5, 7, 12]
    assert error_at(ages, MONTHS, ERROR) == pytest.approx([0, 0.05, 0.1, 0.15, 0.2, 0.5])


def test_a_report_of_more_than_twelve_months_or_of_tomorrow_estimates_nothing():
    assert np.isnan(estimate(100, 90, 110, 0.8, [12.001, 24, -1, np.nan], **EXACT)).all()
    assert not np.isnan(estimate(100, 90, 110, 0.8, 12, **EXACT)).any()


@pytest.mark.parametrize("missing", ["obligation", "obligation_low", "obligation_high", "last_rate", "age_months"])
def test_what_is_missing_leaves_the_other_municipalities_alone(missing):
    columns = {"obligation": 100, "obligation_low": 90, "obligation_high": 110, "last_rate": 0.8, "age_months": 3}
    columns[missing] = [columns[missing], None]
    result = np.array(estimate(**columns, **EXACT))
    assert not np.isnan(result[:, 0]).any()
    assert np.isnan(result[:, 1]).all()


def test_nobody_at_the_last_report_is_no_estimate_of_nobody_today():
    assert np.isnan(estimate(100, 90, 110, 0, 3, **EXACT)).all()


def test_an_error_above_everything_leaves_at_least_nobody():
    assert estimate(10, 10, 10, 1, 3, [3], [1.2]) == pytest.approx((10, 0, 22))


def test_each_municipality_has_the_error_of_its_size():
    table = [[0.7, 1.0, 1.0, 1.1], [0.24, 0.4, 0.5, 0.6], [0.08, 0.1, 0.2, 0.2]]
    rows = errors_by_size([19, 20, 100, 5000, np.nan, -1], [0, 20, 100], table)
    assert rows[:4].tolist() == [table[0], table[1], table[2], table[2]]
    assert np.isnan(rows[4:]).all()
    result = estimate([10, 50, 200, 9000, 7, 7], 7, 9000, 1, 3, MONTHS, rows)
    assert result.high[:4] / 9000 == pytest.approx([1.7, 1.24, 1.08, 1.08])
    assert np.isnan(result.persons).tolist() == [False] * 4 + [True] * 2


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"obligation": -1, "obligation_low": -2}, "negative"),
        ({"last_rate": -0.1}, "negative"),
        ({"obligation_low": 101}, "between its bounds"),
        ({"error": [0.1, 0.2, 0.1, 0.5]}, "nor fall"),
        ({"error": [0.1, 0.2]}, "one entry per month"),
        ({"error_at_months": [0, 3, 6, 9]}, "rise from above 0"),
        ({"error_at_months": [3, 3, 6, 9]}, "rise from above 0"),
        ({"error_at_months": [], "error": []}, "rise from above 0"),
    ],
)
def test_figures_that_cannot_be_are_refused(wrong, reason):
    given_figures = {"obligation": 100, "obligation_low": 90, "obligation_high": 110, "last_rate": 1, "age_months": 3}
    with pytest.raises(ValueError, match=reason):
        estimate(**{**given_figures, **EXACT, **wrong})


@pytest.mark.parametrize("size_from", [[1, 20, 100], [0, 20], [0, 100, 20]])
def test_size_classes_must_begin_at_nobody_and_rise(size_from):
    with pytest.raises(ValueError, match="must rise from 0"):
        errors_by_size([10], size_from, [ERROR] * 3)


@given(COUNT, COUNT, COUNT, st.floats(0.01, 5), st.floats(0, 12), st.floats(0, 12), RISING)
def test_an_older_report_never_has_narrower_bounds(first, second, third, rate, one_age, other_age, error):
    low, value, high = sorted([first, second, third])
    young, old = sorted([one_age, other_age])
    result = estimate(value, low, high, rate, [young, old], MONTHS, error)
    assert result.persons[0] == result.persons[1]
    assert result.low[1] <= result.low[0]
    assert result.high[0] <= result.high[1]
    assert ((result.low >= 0) & (result.low <= result.persons) & (result.persons <= result.high)).all()


@given(COUNT, st.floats(0.01, 5), st.floats(0, 12), RISING, st.floats(0.1, 10))
def test_twice_the_base_is_twice_the_people_and_twice_the_bounds(value, rate, age, error, factor):
    once = np.array(estimate(value, value / 2, value * 2, rate, age, MONTHS, error))
    times = np.array(estimate(value * factor, value * factor / 2, value * factor * 2, rate, age, MONTHS, error))
    assert times == pytest.approx(once * factor)
