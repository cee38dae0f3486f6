import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.wohnsitz import wohnsitz_key

LAW = {"population_weight": 0.8, "area_weight": 0.1, "unemployment_weight": 0.1}
PERSONS, AREA, UNEMPLOYED = [100, 300, 600], [50, 30, 20], [10, 15, 60]

municipalities = st.lists(
    st.tuples(
        st.integers(1, 1_100_000),
        st.integers(1, 40_000).map(lambda hectares: hectares / 100),
        st.integers(1, 60_000),
        st.sampled_from([0.0, 0.1, 0.2]),
    ),
    min_size=1,
    max_size=30,
).filter(lambda rows: any(reduction == 0 for *_, reduction in rows))


def key_of(rows) -> np.ndarray:
    persons, area, unemployed, reduction = map(np.array, zip(*rows, strict=True))
    return wohnsitz_key(persons, area, unemployed, **LAW, reduced=reduction > 0, reduction=reduction).key


def test_three_municipalities_by_hand():
    """Population 100, 300, 600: 0.1, 0.3, 0.6. Area 50, 30, 20: 0.5, 0.3, 0.2.
    Inhabitants for each unemployed person 100/10, 300/15, 600/60 = 10, 20, 10, together 40: 0.25, 0.5, 0.25.

        0.8 · 0.1 + 0.1 · 0.5 + 0.1 · 0.25 = 0.155
        0.8 · 0.3 + 0.1 · 0.3 + 0.1 · 0.50 = 0.320
        0.8 · 0.6 + 0.1 · 0.2 + 0.1 · 0.25 = 0.525
    """
    result = wohnsitz_key(PERSONS, AREA, UNEMPLOYED, **LAW)
    assert result.population_share == pytest.approx([0.1, 0.3, 0.6], abs=1e-15)
    assert result.area_share == pytest.approx([0.5, 0.3, 0.2], abs=1e-15)
    assert result.unemployment_share == pytest.approx([0.25, 0.5, 0.25], abs=1e-15)
    assert result.unreduced == pytest.approx([0.155, 0.32, 0.525], abs=1e-15)
    assert result.key == pytest.approx(result.unreduced, abs=1e-15)
    assert result.redistribution == 1


def test_a_reduction_goes_to_the_others_in_proportion_to_their_key():
    """The third under the rent brake: 0.525 · 0.9 = 0.4725. Its 0.0525 go to 0.155 and 0.320, together 0.475:
    each × (1 + 0.0525/0.475) = 0.5275/0.475."""
    result = wohnsitz_key(PERSONS, AREA, UNEMPLOYED, **LAW, reduced=[False, False, True])
    assert result.key == pytest.approx([0.155 * 0.5275 / 0.475, 0.32 * 0.5275 / 0.475, 0.4725], abs=1e-15)
    assert result.unreduced == pytest.approx([0.155, 0.32, 0.525], abs=1e-15)
    assert result.redistribution == pytest.approx(0.5275 / 0.475, abs=1e-15)


def test_both_reductions_are_taken_from_the_same_key():
    """§ 4 (3) and (4) both start from the key of (2): 0.525 · (1 − 0.1 − 0.1) = 0.42."""
    result = wohnsitz_key(PERSONS, AREA, UNEMPLOYED, **LAW, reduced=[0, 0, 1], reduction=[0.1, 0.1, 0.2])
    assert result.key[2] == pytest.approx(0.42, abs=1e-15)
    assert result.key.sum() == pytest.approx(1, abs=1e-15)


def test_size_does_not_weigh_in_the_unemployment_part():
    """A tenth of the people and of the unemployed: the rate is the same, so is the share."""
    result = wohnsitz_key([100, 1000], [5, 5], [5, 50], **LAW)
    assert result.unemployment_share.tolist() == [0.5, 0.5]


def test_where_nobody_lives_only_the_area_counts():
    result = wohnsitz_key([0, 100], [50, 50], [1, 5], **LAW)
    assert result.key == pytest.approx([0.05, 0.95], abs=1e-15)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (([10, None], [1, 1], [1, 1]), "persons is missing or negative for 1 of 2 municipalities, first in row 1"),
        (([-10, 20], [1, 1], [1, 1]), "first in row 0 (-10.0)"),
        (([0, 0], [1, 1], [1, 1]), "persons adds up to zero"),
        (([10, 20], [1, math.nan], [1, 1]), "area_km2 is missing or negative"),
        (([10, 20], [0, 0], [1, 1]), "area_km2 adds up to zero"),
        (([10, 20], [1, 1], [1, None]), "unemployed is missing or not positive for 1 of 2"),
        (([10, 20], [1, 1], np.ma.masked_equal([1, 99], 99)), "unemployed is missing or not positive"),
        (([10, 20], [1, 1], [0, 1]), "unemployed is missing or not positive for 1 of 2 municipalities, first in row 0"),
        (([10, 20], [1, 1], [math.inf, 1]), "unemployed is missing or not positive"),
        (([], [], []), "persons adds up to zero"),
        (([10, 20], [1, 1], [1]), "columns of one length"),
    ],
)
def test_unusable_columns_are_refused_with_the_reason(columns, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        wohnsitz_key(*columns, **LAW)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"area_weight": 0.2}, "add up to 1"),
        ({"population_weight": 1.0, "area_weight": -0.1}, "must not be negative"),
        ({"reduced": [True]}, "as long as the columns"),
        ({"reduced": [0, 0, 1], "reduction": 1.1}, "outside 0 to 1"),
        ({"reduced": [0, 0, None]}, "outside 0 to 1"),
        ({"reduced": [True, True, True]}, "nobody is left"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(rule, reason):
    with pytest.raises(ValueError, match=reason):
        wohnsitz_key(PERSONS, AREA, UNEMPLOYED, **(LAW | rule))


@given(municipalities)
def test_key_equals_the_rule_in_exact_fractions(rows):
    persons, area, unemployed, reduction = zip(*rows, strict=True)
    inverse = [Fraction(p, u) for p, u in zip(persons, unemployed, strict=True)]
    shares = [(list(map(Fraction, persons)), 8), (list(map(Fraction, area)), 1), (inverse, 1)]
    b = [sum(Fraction(w, 10) * part[i] / sum(part) for part, w in shares) for i in range(len(rows))]
    cut = [Fraction(round(10 * r), 10) for r in reduction]
    freed = sum(x * c for x, c in zip(b, cut, strict=True))
    rest = sum(x for x, c in zip(b, cut, strict=True) if not c)
    expected = [x * (1 - c) if c else x * (1 + freed / rest) for x, c in zip(b, cut, strict=True)]
    assert key_of(rows) == pytest.approx([float(k) for k in expected], abs=1e-12)


@given(municipalities)
def test_key_adds_up_to_one(rows):
    key = key_of(rows)
    assert abs(key.sum() - 1) <= 1e-12
    assert (key > 0).all()


@given(municipalities, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_key_does_not_depend_on_the_units(rows, people, area, jobless):
    scaled = [(p * people, a * area, u * jobless, r) for p, a, u, r in rows]
    assert key_of(scaled) == pytest.approx(key_of(rows), abs=1e-12)


@given(municipalities, st.randoms())
def test_key_does_not_depend_on_the_order_of_rows(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    assert key_of([rows[i] for i in order]) == pytest.approx(key_of(rows)[order], abs=1e-12)


@given(municipalities, st.integers(1, 100_000), st.data())
def test_more_unemployed_never_mean_a_larger_key(rows, more, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    persons, area, unemployed, reduction = rows[at]
    worse = [*rows[:at], (persons, area, unemployed + more, reduction), *rows[at + 1 :]]
    assert key_of(worse)[at] <= key_of(rows)[at] + 1e-12
