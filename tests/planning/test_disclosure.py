"""Counts of people as everybody may see them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.disclosure import (
    LEAST_INTERVAL,
    is_primary,
    is_secondary,
    left_open,
    protected,
    total_leaves_open,
)

counts = st.integers(0, 20_000)


def test_counts_are_rounded_to_the_nearest_five():
    assert protected([8, 10, 12, 13, 114, 1209]).tolist() == [10, 10, 10, 15, 115, 1210]


def test_a_half_of_a_mean_goes_up():
    assert protected([12.4, 12.5, 7.5]).tolist() == [10, 15, 10]


def test_nothing_is_shown_below_three_nor_where_five_would_stand():
    assert np.isnan(protected([0, 1, 2, 3, 5, 7])).all()
    assert is_primary([0, 2, 3]).tolist() == [True, True, False]
    assert is_secondary([2, 3, 7, 8]).tolist() == [False, True, True, False]


def test_missing_stays_missing():
    assert np.isnan(protected([np.nan])).all()


def test_a_count_below_zero_is_none():
    with pytest.raises(ValueError, match="below 0: -1"):
        protected([3, -1])


@given(counts)
def test_a_shown_figure_leaves_open_every_count_that_is_shown_like_it(count):
    low, high = left_open(protected([count]))
    assert low[0] <= count <= high[0]
    assert high[0] - low[0] >= LEAST_INTERVAL
    alike = protected(np.arange(low[0], high[0] + 1))
    assert np.array_equal(alike, np.full(alike.size, protected([count])[0]), equal_nan=True)


@given(counts, counts)
def test_rounding_never_swaps_two_counts(one, other):
    small, large = np.nan_to_num(protected([min(one, other), max(one, other)]))
    assert small <= large


def test_a_sum_that_leaves_only_one_way_is_told_apart():
    # 0–7 beside 18–22: 29 is both at their most, 15 would leave the first 0 to 4
    assert not total_leaves_open([0, 18], [7, 22], (29, 29))
    assert not total_leaves_open([0, 18], [7, 22], (27, 27))
    assert total_leaves_open([0, 18], [7, 22], (24, 24))


def test_a_sum_bounds_from_above_where_somebody_is_not_counted():
    assert not total_leaves_open([18, 0], [22, np.inf], (20, 20))
    assert total_leaves_open([18, 0], [22, np.inf], (21, 21))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=4))
def test_what_a_sum_leaves_open_is_what_trying_all_counts_leaves_open(true):
    low, high = left_open(protected(true))
    cells = [np.arange(start, end + 1) for start, end in zip(low, high, strict=True)]
    ways = np.stack(np.meshgrid(*cells), axis=-1).reshape(-1, len(true))
    fitting = ways[ways.sum(axis=1) == sum(true)]
    widths = fitting.max(axis=0) - fitting.min(axis=0)
    assert total_leaves_open(low, high, (sum(true), sum(true))) == bool((widths >= LEAST_INTERVAL).all())
