from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.planning.next_in_line import assigned_until, next_in_line

HAND = {"stock": [50, 80, 180], "obligation": [100, 100, 200], "credit": [0, 0, 0], "key": [0.25, 0.25, 0.5]}
SMALL = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 60), st.integers(0, 20), st.floats(0.01, 0.2)), min_size=1, max_size=5
)


def line(rows, n, scope="district", label=None):
    stock, obligation, credit, key = zip(*rows, strict=True)
    return next_in_line(stock, obligation, credit, key, n, scope=scope, label=label)


def one_by_one(stock, room, n):
    """Each person to the lowest rate, of equal ones to the larger, then the first."""
    given_to = [0] * len(stock)
    for _ in range(n):
        open_to = [i for i, places in enumerate(room) if places > 0]
        if open_to:
            i = min(open_to, key=lambda i: ((stock[i] + given_to[i]) / room[i], -room[i], i))
            given_to[i] += 1
    return given_to


def test_the_example_of_the_docstring():
    result = next_in_line(**HAND, n=60, scope="district")
    assert result.rate.tolist() == [0.5, 0.8, 0.9]
    assert result.rank.tolist() == [1, 2, 3]
    assert result.before_turn == pytest.approx([0, 30, 50])
    assert result.needed.tolist() == pytest.approx(np.array([[40, 10, 0], [50, 20, 20]]))
    assert result.reached_at == pytest.approx(np.array([[50, 50, 0], [90, 90, 90]]))
    assert result.allocated == pytest.approx([42.5, 12.5, 5])
    assert result.allocated_whole.tolist() == [43, 12, 5]


def test_in_all_of_nrw_the_people_assigned_raise_every_obligation():
    """With 60 more the obligations are 115, 115, 230. 90 % is reached when 0.9·(400 + n) = 310 + n, at 500; by
    then C, at 90 % today, has been overtaken too. All obligations together grow as fast as people come, so the
    90 persons missing to 100 % stay missing."""
    result = next_in_line(**HAND, n=60, scope="state")
    assert result.rate == pytest.approx([50 / 115, 80 / 115, 180 / 230])
    assert result.before_turn == pytest.approx([0, 30, 50])
    assert result.needed[0] == pytest.approx([53.5, 23.5, 27])
    assert result.reached_at[0] == pytest.approx([500, 500, 0])
    assert np.isinf(result.reached_at[1]).all()
    assert result.allocated == pytest.approx([42.5, 12.5, 5])


def test_one_that_stands_well_today_falls_below_while_the_base_grows():
    """A: 50 of 100, key 0.1. B: 95 of 100, key 0.4; B falls below 90 % when 0.9·(100 + 0.4 n) = 95, n = 13.9.
    Both stand at 90 % when 0.9·(200 + 0.5 n) = 145 + n, n = 35 ÷ 0.55 = 63.64."""
    assert assigned_until([50, 95], [100, 100], [0.1, 0.4], 0.9) == pytest.approx(35 / 0.55)


def test_keys_that_add_up_to_one_but_for_the_last_digit_never_let_all_reach_their_obligation():
    """Whoever takes all that comes owes as much more: the shortfall of 100 people stays."""
    key = np.full(7, 1 / 7)
    assert key.sum() != 1
    result = next_in_line(np.full(7, 10.0), np.full(7, 24.0), np.zeros(7), key, 5, scope="state")
    assert np.isinf(result.reached_at[1]).all()


def test_unknown_stock_is_neither_served_nor_ranked_and_full_credit_gets_nobody():
    result = next_in_line([50, None, 5, 80], [100, 100, 20, 100], [0, 0, 20, None], [0.1] * 4, 10, scope="district")
    assert result.standing.tolist() == ["ranked", "unknown", "credited", "unknown"]
    assert result.rank[0] == 1
    assert np.isnan(result.rank[1:]).all()
    assert np.isnan(result.rate[1:]).all()
    assert result.allocated.tolist() == [10, 0, 0, 0]
    assert result.allocated_whole.tolist() == [10, 0, 0, 0]
    assert result.needed[1, [0, 2]].tolist() == [50, 0]
    assert np.isnan(result.needed[:, [1, 3]]).all()
    assert np.isnan(result.reached_at[:, [1, 3]]).all()


def test_where_nobody_is_ranked_nobody_gets_anybody():
    result = next_in_line([None, 5], [100, 20], [0, 20], [0.1, 0.1], 10, scope="district")
    assert result.allocated.tolist() == [0, 0]
    assert result.allocated_whole.tolist() == [0, 0]


def test_without_anybody_more_only_the_order_is_said():
    result = next_in_line(**HAND, n=0, scope="state")
    assert result.rank.tolist() == [1, 2, 3]
    assert result.allocated.tolist() == result.allocated_whole.tolist() == [0, 0, 0]


def test_equal_rates_share_a_rank_and_the_larger_gets_the_odd_person():
    result = next_in_line([10, 20, 30], [20, 40, 40], [0, 0, 0], [0.2, 0.4, 0.4], 1, scope="district")
    assert result.rank.tolist() == [1, 1, 3]
    assert result.before_turn.tolist() == [0, 0, 15]
    assert result.allocated_whole.tolist() == [0, 1, 0]


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_equals_the_first_label_gets_the_odd_person_wherever_its_row_stands(order):
    """With 3 more each may have 1 + 0.125·3 = 1.375: two bring 13 to 15, the third goes to the first of two alike."""
    rows, label = [(13, 1, 0, 0.125), (15, 1, 0, 0.125)], ["05566096", "05566004"]
    result = line([rows[i] for i in order], 3, "state", [label[i] for i in order])
    assert result.allocated_whole.tolist() == [[2, 1][i] for i in order]
    assert result.rank.tolist() == [[1, 2][i] for i in order]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"n": -1}, "whole number"),
        ({"n": 1.5}, "whole number"),
        ({"scope": "kreis"}, "scope 'kreis' is not one of state, district"),
        ({"stock": [-1, 0, 0]}, "negative"),
        ({"key": [-0.1, 0, 0]}, "negative"),
        ({"key": [0.1]}, "four columns of one length"),
        ({"levels": (0.9, 0)}, "above 0"),
        ({"label": ["a", "b"]}, "3 municipalities have a stock, but 2 have a label"),
        ({"label": ["a", "b", "a"]}, "labels must differ"),
    ],
)
def test_what_cannot_be_is_refused(wrong, reason):
    with pytest.raises(ValueError, match=reason):
        next_in_line(**{**HAND, "n": 1, "scope": "state", **wrong})


@given(SMALL, st.integers(0, 40), st.sampled_from(["state", "district"]))
def test_everybody_assigned_arrives_and_nobody_above_the_level_gets_any(rows, n, scope):
    result = line(rows, n, scope)
    ranked = result.standing == "ranked"
    if not ranked.any():
        return
    assert result.allocated.sum() == pytest.approx(n)
    assert result.allocated_whole.sum() == n
    stock, obligation, credit, key = np.array(rows, dtype=float).T
    room = obligation - credit + (key * n if scope == "state" else 0)
    after = (stock + result.allocated)[ranked] / room[ranked]
    served = result.allocated[ranked] > 1e-9
    if n:
        level = after[served].max()
        assert after[served] == pytest.approx(np.full(served.sum(), level))
        assert (after[~served] >= level - 1e-6).all()
    assert ((result.before_turn[ranked] < n - 1e-9) <= served).all()
    assert (result.allocated_whole[~ranked] == 0).all()


@given(SMALL, st.integers(0, 30))
def test_whole_people_are_those_of_sending_one_after_the_other(rows, n):
    stock, obligation, credit, _ = zip(*rows, strict=True)
    room = [owed - credited for owed, credited in zip(obligation, credit, strict=True)]
    assert line(rows, n).allocated_whole.tolist() == one_by_one(stock, room, n)


@given(SMALL, st.integers(0, 40), st.integers(0, 40))
def test_more_people_never_take_from_anybody(rows, n, more):
    fewer, all_of_them = line(rows, n), line(rows, n + more)
    assert (all_of_them.allocated >= fewer.allocated - 1e-9).all()
    assert (all_of_them.allocated_whole >= fewer.allocated_whole).all()


@given(SMALL, st.integers(0, 40), st.integers(0, 40))
def test_more_people_never_take_from_anybody_while_the_base_grows(rows, n, more):
    """Nobody credited; with credits it holds up to a level of 1 ÷ the sum of the keys."""
    without_credit = [(stock, obligation, 0, key) for stock, obligation, _, key in rows]
    fewer, all_of_them = line(without_credit, n, "state"), line(without_credit, n + more, "state")
    assert (all_of_them.allocated >= fewer.allocated - 1e-9).all()


@example([(13, 1, 0, 0.125), (15, 1, 0, 0.125)], 3, Random(1))
@given(SMALL, st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, n, shuffle):
    order, label = list(range(len(rows))), [f"055660{i:02}" for i in range(len(rows))]
    shuffle.shuffle(label)
    shuffle.shuffle(order)
    straight = line(rows, n, "state", label)
    mixed = line([rows[i] for i in order], n, "state", [label[i] for i in order])
    for name in ("rate", "rank", "allocated", "before_turn"):
        assert getattr(mixed, name) == pytest.approx(getattr(straight, name)[order], nan_ok=True, abs=1e-9), name
    assert mixed.allocated_whole.tolist() == straight.allocated_whole[order].tolist()


@settings(max_examples=50)
@given(SMALL, st.sampled_from([0.9, 1.0]))
def test_the_people_assigned_until_a_level_are_the_fewest_that_bring_all_to_it(rows, level):
    """Searched for with the arithmetic of the definition: what all lack at the level, against what has come."""
    stock, obligation, credit, key = np.array(rows, dtype=float).T
    room = obligation - credit

    def lacking(n):
        return np.maximum(level * (room + key * n) - stock, 0).sum() - n

    until = assigned_until(stock, room, key, level)
    before = np.linspace(0, min(until, 1e4), 200, endpoint=False)
    assert (np.array([lacking(n) for n in before]) > -1e-9).all()
    if np.isfinite(until):
        assert lacking(until) <= 1e-6
