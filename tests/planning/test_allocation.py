import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.allocation import allocation_key

persons_and_area = st.lists(
    st.tuples(st.integers(0, 1_100_000), st.integers(1, 40_000).map(lambda hectares: hectares / 100)),
    min_size=1,
    max_size=30,
).filter(lambda rows: any(persons for persons, _ in rows))


def by_the_letter(persons: list[float], area: list[float]) -> list[float]:
    """The rule as the law tells it: cap, hand the excess to the others, look again."""
    e = [p / sum(persons) for p in persons]
    b = [0.9 * e_i + 0.1 * a / sum(area) for e_i, a in zip(e, area, strict=True)]
    capped: set[int] = set()
    while True:
        excess = sum(b[i] - 1.25 * e[i] for i in capped)
        rest = sum(b[j] for j in range(len(b)) if j not in capped)
        k = [1.25 * e[i] if i in capped else b[i] * (1 + excess / rest) for i in range(len(b))]
        over = {i for i in range(len(k)) if i not in capped and k[i] > 1.25 * e[i]}
        if not over:
            return k
        capped |= over


def test_without_a_cap_nine_tenths_follow_people_and_one_tenth_area():
    """Shares 0.75/0.25 and 0.5/0.5: 0.9·0.75 + 0.1·0.5 = 0.725; 0.9·0.25 + 0.1·0.5 = 0.275."""
    result = allocation_key([300, 100], [5, 5])
    assert result.key == pytest.approx([0.725, 0.275], abs=1e-15)
    assert result.is_capped.tolist() == [False, False]
    assert result.rounds == ()


def test_a_capped_municipality_gets_five_quarters_of_its_population_share():
    """e = 0.1, f = 0.5: 0.9·0.1 + 0.1·0.5 = 0.14 > 1.25·0.1; the other gets the rest."""
    result = allocation_key([10, 90], [50, 50])
    assert result.uncapped_key == pytest.approx([0.14, 0.86], abs=1e-15)
    assert result.key == pytest.approx([0.125, 0.875], abs=1e-15)
    assert result.is_capped.tolist() == [True, False]
    assert len(result.rounds) == 1


def test_excess_goes_to_the_others_in_proportion_to_their_uncapped_key():
    """e = 0.1, 0.3, 0.6; f = 0.8, 0.1, 0.1: b = 0.17, 0.28, 0.55. Excess 0.17 − 0.125 = 0.045,
    others × (1 + 0.045 / 0.83)."""
    key = allocation_key([10, 30, 60], [80, 10, 10]).key
    assert key == pytest.approx([0.125, 0.28 * 0.875 / 0.83, 0.55 * 0.875 / 0.83], abs=1e-15)


def test_excess_can_push_another_municipality_over_its_cap():
    """e = 0.1, 0.1, 0.8; f = 0.6, 0.34, 0.06: b = 0.15, 0.124, 0.726. Only the first is above 0.125 at
    first; 0.124 · 0.875/0.85 = 0.1276 crosses it in the second round."""
    result = allocation_key([10, 10, 80], [60, 34, 6])
    assert result.key == pytest.approx([0.125, 0.125, 0.75], abs=1e-15)
    assert len(result.rounds) == 2


def test_nobody_lives_there_so_nobody_is_sent_there():
    result = allocation_key([0, 100], [50, 50])
    assert result.key.tolist() == [0.0, 1.0]
    assert result.is_capped.tolist() == [True, False]


@pytest.mark.parametrize(
    ("persons", "area", "reason"),
    [
        ([10, None], [1, 1], "persons is missing or negative for 1 of 2 municipalities, first in row 1"),
        ([10, math.nan], [1, 1], "persons is missing or negative"),
        (np.ma.masked_equal([10, 99], 99), [1, 1], "persons is missing or negative"),
        ([-10, 20], [1, 1], "first in row 0 (-10.0)"),
        ([10, math.inf], [1, 1], "persons is missing or negative"),
        ([0, 0], [1, 1], "persons adds up to zero"),
        ([], [], "persons adds up to zero"),
        ([10, 20], [1, math.nan], "area_km2 is missing or negative"),
        ([10, 20], [0, 0], "area_km2 adds up to zero"),
        ([10, 20, 30], [1, 1], "two columns of one length"),
    ],
)
def test_unusable_columns_are_refused_with_the_reason(persons, area, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        allocation_key(persons, area)


@pytest.mark.parametrize(
    "rule",
    [{"population_weight": 0.8}, {"population_weight": 1.1, "area_weight": -0.1}, {"cap_factor": 1.0}],
)
def test_a_rule_that_cannot_add_up_is_refused(rule):
    with pytest.raises(ValueError, match=r"must be above 1|must add up to 1"):
        allocation_key([10, 20], [1, 1], **rule)


@given(persons_and_area)
def test_key_equals_the_law_step_by_step(rows):
    persons, area = map(list, zip(*rows, strict=True))
    assert allocation_key(persons, area).key == pytest.approx(by_the_letter(persons, area), abs=1e-12)


@given(persons_and_area)
def test_key_adds_up_to_one_and_never_exceeds_the_cap(rows):
    persons, area = map(list, zip(*rows, strict=True))
    result = allocation_key(persons, area)
    assert abs(result.key.sum() - 1) <= 1e-12
    assert (result.key <= 1.25 * result.population_share + 1e-12).all()
    assert (result.key >= 0).all()


@given(persons_and_area, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_key_does_not_depend_on_the_units(rows, persons_factor, area_factor):
    persons, area = map(np.array, zip(*rows, strict=True))
    scaled = allocation_key(persons * persons_factor, area * area_factor).key
    assert scaled == pytest.approx(allocation_key(persons, area).key, abs=1e-12)


@given(persons_and_area, st.randoms())
def test_key_does_not_depend_on_the_order_of_rows(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    persons, area = map(np.array, zip(*rows, strict=True))
    shuffled = allocation_key(persons[order], area[order]).key
    assert shuffled == pytest.approx(allocation_key(persons, area).key[order], abs=1e-12)


@given(persons_and_area, st.integers(1, 100_000), st.data())
def test_more_people_never_mean_a_smaller_key(rows, more, data):
    persons, area = map(list, zip(*rows, strict=True))
    grown = data.draw(st.integers(0, len(rows) - 1))
    before = allocation_key(persons, area).key[grown]
    persons[grown] += more
    assert allocation_key(persons, area).key[grown] >= before - 1e-12
