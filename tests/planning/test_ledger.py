"""Ledgers by hand; the printed cases are in test_obligation.py."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.ledger import CREDIT_RULES, bounded, owed, settle, unrounded

RULES = list(CREDIT_RULES.values())


def test_obligation_is_key_times_base_and_so_are_its_bounds():
    """0.01 ± 8 % of 1,000 between 900 and 1,200: 10, at least 0.0092 × 900 = 8.28, at most 0.0108 × 1,200 = 12.96."""
    result = owed(bounded([0.01], [0.0092], [0.0108]), bounded([1000], [900], [1200]))
    assert [figure[0] for figure in result] == pytest.approx([10, 8.28, 12.96])


@pytest.mark.parametrize("rule", RULES)
def test_without_credits_a_rate_is_a_range_open_upwards_and_what_is_to_come_open_downwards(rule):
    """Rheine 1.1.2018: 182 people, obligation 480 (464–562): without credits 37.9 %, at least 182/562 = 32.4 %."""
    result = settle(
        bounded([480], [464], [562]), bounded([np.nan], [0], [np.nan]), bounded([182]), rule=rule
    )  # fmt: skip
    assert result.fulfilment.value == pytest.approx([182 / 480])
    assert result.fulfilment.low == pytest.approx([182 / 562])
    assert np.isnan(result.fulfilment.high).all()
    assert result.outstanding.value.tolist() == [298]
    assert result.outstanding.high.tolist() == [380]
    assert np.isnan(result.outstanding.low).all()


def test_a_credit_that_may_still_hold_bounds_the_rate():
    """At most 250 credited: 182 ÷ (464 − 250) = 85.0 %; to come at least 464 − 250 − 182 = 32."""
    result = settle(
        bounded([480], [464], [562]), bounded([np.nan], [0], [250]), bounded([182]), rule="stock_over_reduced"
    )
    assert result.fulfilment.high == pytest.approx([182 / 214])
    assert result.outstanding.low.tolist() == [32]


def test_a_credit_as_large_as_the_obligation_leaves_no_rate_but_a_surplus():
    result = settle(bounded([600]), bounded([600]), bounded([464]), rule="stock_over_reduced")
    assert np.isnan(result.fulfilment.value).all()
    assert result.outstanding.value.tolist() == [-464]


def test_a_rate_far_above_100_percent_is_valid():
    result = settle(bounded([720.3]), bounded([600]), bounded([464]), rule="stock_over_reduced")
    assert result.fulfilment.value == pytest.approx([3.857], abs=0.001)


def test_missing_stays_missing():
    result = settle(bounded([480, np.nan]), bounded([0, 0]), bounded([np.nan, 5]), rule="stock_plus_credit")
    assert np.isnan([result.fulfilment.value, result.outstanding.value]).all()


figures = st.floats(0, 1e6)


@given(st.floats(1, 1e6), figures, figures, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from(RULES))
def test_every_figure_lies_between_its_bounds(obligation, credit, stock, a, b, c, rule):
    result = settle(
        bounded([obligation], [obligation * (1 - a)], [obligation * (1 + a)]),
        bounded([credit], [credit * (1 - b)], [credit * (1 + b)]),
        bounded([stock], [stock * (1 - c)], [stock * (1 + c)]),
        rule=rule,
    )
    for value, low, high in zip(*result.outstanding, strict=True):
        assert low <= value + 1e-6
        assert value <= high + 1e-6
    for value, low, high in zip(*result.fulfilment, strict=True):
        assert isnan(value) or isnan(low) or low <= value * (1 + 1e-9)
        assert isnan(value) or isnan(high) or value <= high * (1 + 1e-9)


def test_behind_a_printed_obligation_stands_the_unrounded_one():
    """Wachtberg 2019: printed 85, key × base 85.38 between 85.0 and 85.8: 85.38 ± what is left of half a person."""
    exact = unrounded([85, 85, np.nan], bounded([85.38, 90, 12], [85.0, 89, 11], [85.8, 91, 13]))
    assert exact.value.tolist() == [85.38, 85, 12]
    assert exact.low.tolist() == [85.0, 84.5, 11]
    assert exact.high.tolist() == [85.5, 85.5, 13]


def test_a_printed_obligation_without_a_computed_one_is_known_to_half_a_person():
    nothing = [np.nan]
    exact = unrounded([198], bounded(nothing))
    assert [figure[0] for figure in exact] == [198, 197.5, 198.5]
