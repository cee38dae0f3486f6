import numpy as np
import pytest

from pipelines.planning.obligation import fulfilment, obligation, outstanding

RULES = ["stock_over_reduced", "stock_plus_credit"]


def test_obligation_is_key_times_base():
    assert obligation([0.5, 0.25], 304_000).tolist() == [152_000, 76_000]


def test_rheine_january_2024_rate_comes_from_the_unrounded_obligation():
    """1,209 / 1,313.56 = 0.92040; from the printed 1,314 it would be 0.92009. 1,313.56 − 1,209 = 104.56."""
    rate = fulfilment([1209], [1313.56], [0], rule="stock_plus_credit")
    assert rate.round(4).tolist() == [0.9204]
    assert outstanding([1209], [1313.56], [0]).round().tolist() == [105]


def test_bergkamen_july_2016_has_nearly_four_times_its_reduced_obligation(key_from):
    """Published 384.15 %: 464 / (T · key 2016 − 600) with T = 275,900."""
    owed = obligation(key_from("2014-12-31")["05978004"], 275_900)
    assert fulfilment(464, owed, 600, rule="stock_over_reduced") == pytest.approx(3.84, abs=0.01)


def test_rheine_january_2024_obligation_follows_from_key_and_base(key_from):
    """Base 303,700 with bounds 303,580 to 303,790 was derived from Rheine's own 1,314."""
    assert obligation(key_from("2022-12-31")["05566076"], 303_700).round() == 1314


def test_the_ministrys_example_counts_1290_and_assigns_again_only_above():
    """Obligation 800, stock 790, facility 500 places: counted 1,290, so 490 above the obligation."""
    assert outstanding([790, 790, 790], [800, 1290, 1291], [500, 500, 500]).tolist() == [-490, 0, 1]
    assert fulfilment(790, 800, 500, rule="stock_plus_credit") == 1290 / 800
    assert fulfilment(790, 800, 500, rule="stock_over_reduced") == 790 / 300


@pytest.mark.parametrize("rule", RULES)
def test_without_a_facility_both_rules_are_stock_over_obligation(rule):
    assert fulfilment([90, 120], [100, 100], [0, 0], rule=rule).tolist() == [0.9, 1.2]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("row", [(None, 100.0, 0.0), (90.0, None, 0.0), (90.0, 100.0, None)])
def test_a_missing_figure_stays_missing_and_is_never_zero(rule, row):
    stock, owed, credit = ([figure] for figure in row)
    assert np.isnan(fulfilment(stock, owed, credit, rule=rule)).all()
    assert np.isnan(outstanding(stock, owed, credit)).all()


def test_a_masked_stock_is_missing():
    stock = np.ma.masked_array([90, 999_999], mask=[False, True])
    rate = fulfilment(stock, [100, 100], [0, 0], rule="stock_plus_credit")
    assert rate[0] == 0.9
    assert np.isnan(rate[1])


def test_a_credit_that_covers_the_obligation_leaves_no_rate_under_the_older_rule():
    """100 − 100 = 0 and 100 − 150 < 0: nothing to divide by. Credit counted: 110 % and 160 %."""
    assert np.isnan(fulfilment([10, 10], [100, 100], [100, 150], rule="stock_over_reduced")).all()
    assert fulfilment([10, 10], [100, 100], [100, 150], rule="stock_plus_credit").tolist() == [1.1, 1.6]


def test_no_obligation_means_no_rate():
    assert np.isnan(fulfilment([5], [0], [0], rule="stock_plus_credit")).all()


def test_another_rule_is_refused():
    with pytest.raises(ValueError, match="'stock' is not one of stock_over_reduced, stock_plus_credit"):
        fulfilment([1], [1], [0], rule="stock")  # type: ignore[arg-type]
