"""Lump sums and their doubtful part: worked by hand, then for any counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.lump_sum import amount, doubtful, neighbours, per_month

NAN = np.nan
PEOPLE = st.one_of(st.just(NAN), st.integers(0, 5000).map(float))
COUNTS = st.lists(st.tuples(st.integers(0, 5000).map(float), PEOPLE, PEOPLE, PEOPLE, PEOPLE), min_size=1, max_size=8)
SERIES = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b"]), st.integers(540, 552)), st.integers(0, 99), min_size=1, max_size=12
)


def one(persons, before=NAN, after=NAN, register=NAN, past_limit=NAN):
    """Low, persons, high and reason of a single count."""
    found = doubtful([persons], [before], [after], [register], [past_limit])
    return found.low[0], found.persons[0], found.high[0], found.reason[0]


def columns(rows):
    return [list(column) for column in zip(*rows, strict=True)]


def test_a_year_in_which_84_per_mille_rest_on_doubtful_months():
    """A town as in Hüllhorst, 866 €: 250 people in each of twelve months = 3,000 person-months, 2,598,000 €.

    The register knows 250 in eight months and 187 in four: 4 × 63 = 252 doubtful person-months, 8.4 % of 3,000.
    252 × 866 € = 218,232 €.
    """
    persons, register = np.full(12, 250.0), np.array([250.0] * 8 + [187.0] * 4)
    before, after = neighbours(["a"] * 12, np.arange("2018-01", "2019-01", dtype="datetime64[M]"), persons)
    found = doubtful(persons, before, after, register, np.full(12, NAN))
    assert found.persons.tolist() == [0] * 8 + [63] * 4
    assert amount(persons, 866).sum() == 2_598_000
    assert amount(found.persons, 866).sum() == 218_232
    assert amount(found.persons, 866).sum() / amount(persons, 866).sum() == pytest.approx(0.084)
    assert found.reason.tolist() == [""] * 8 + ["above_register"] * 4


def test_the_state_match_of_2017_to_2019():
    """156,254 doubtful person-months were published as 135.3 million euro."""
    assert round(amount(156_254, 866).item() / 1e6, 1) == 135.3


def test_a_year_is_paid_in_twelfths():
    assert per_month(7578) == 631.5
    assert per_month(10_000) == pytest.approx(833.33, abs=0.005)


def test_the_largest_reason_counts_and_not_the_sum():
    """130 counted: the register knows 120 (10 above), the neighbours 100 and 115 (15 above), 12 past their limit."""
    found = doubtful([130], [100], [115], [120], [12])
    assert [check.item() for check in found[:3]] == [10, 15, 12]
    assert one(130, 100, 115, 120, 12) == (15, 15, 15, "above_neighbours")


@pytest.mark.parametrize(("before", "after"), [(100, 120), (120, 100), (110, 110), (110, 0), (200, 200)])
def test_a_month_within_a_rise_or_fall_is_not_doubtful(before, after):
    assert one(110, before, after) == (0, 0, 0, "")


def test_an_unknown_neighbour_leaves_it_open():
    """130 beside a month of 100: the other month may support all 130 or no more than 100."""
    assert one(130, before=100)[::2] == one(130, after=100)[::2] == (0, 30)
    assert np.isnan(one(130, before=100)[1])
    assert one(130, before=100, past_limit=7) == (7, 7, 30, "past_limit")


@pytest.mark.parametrize("known", [250, 300])
def test_one_neighbour_that_supports_all_decides_alone(known):
    """300 in March, 250 in April, May not counted: whatever May was, April does not stand out."""
    assert one(250, before=known) == one(250, after=known) == (0, 0, 0, "")


def test_where_nothing_was_checked_nothing_is_known():
    low, persons, high, reason = one(130)
    assert (low, high, reason) == (0, 130, "")
    assert np.isnan(persons)


def test_a_register_that_knows_nobody_is_not_a_register_that_is_missing():
    assert one(130, register=0) == (130, 130, 130, "above_register")


def test_a_missing_count_has_no_doubt_and_no_amount():
    assert np.isnan(one(NAN, 1, 2, 3, 4)[:3]).all()
    assert np.isnan(amount([NAN, 5], [866, NAN])).all()


def test_neighbours_are_the_months_next_to_it_in_the_same_series():
    month = np.array(["2018-03", "2017-12", "2018-01", "2018-01", "2018-02"], dtype="datetime64[M]")
    before, after = neighbours(["a", "a", "a", "b", "b"], month, [3, 12, 1, 10, 20])
    assert before.tolist() == pytest.approx([NAN, NAN, 12, NAN, 10], nan_ok=True)
    assert after.tolist() == pytest.approx([NAN, 1, NAN, 20, NAN], nan_ok=True)


def test_a_month_counted_twice_is_refused():
    with pytest.raises(ValueError, match="counts a month twice"):
        neighbours(["a", "a"], np.array(["2018-01-01", "2018-01-31"], dtype="datetime64[D]"), [1, 2])


def test_no_counts_are_no_error():
    nothing = np.array([])
    assert [column.size for column in neighbours(nothing, nothing.astype("datetime64[D]"), nothing)] == [0, 0]
    assert doubtful(nothing, nothing, nothing, nothing, nothing).persons.size == 0


@given(COUNTS)
def test_doubt_lies_within_its_bounds_and_never_above_the_count(rows):
    persons = np.array(columns(rows)[0])
    found = doubtful(*columns(rows))
    assert ((found.low >= 0) & (found.low <= found.high) & (found.high <= persons)).all()
    known = ~np.isnan(found.persons)
    assert (found.persons[known] == found.low[known]).all()
    assert (amount(found.high, 866) <= amount(persons, 866)).all()
    assert ((found.reason != "") == (np.nan_to_num(found.persons) > 0)).all()


@given(COUNTS, st.integers(0, 500))
def test_more_people_in_the_register_never_raise_doubt(rows, more):
    persons, before, after, register, past_limit = columns(rows)
    less = doubtful(persons, before, after, register, past_limit)
    found = doubtful(persons, before, after, np.array(register) + more, past_limit)
    assert (found.low <= less.low).all()
    assert (found.high <= less.high).all()
    assert (np.nan_to_num(found.persons) <= np.nan_to_num(less.persons)).all()


@given(st.tuples(*[st.integers(0, 500).map(float)] * 3), PEOPLE, PEOPLE)
def test_a_neighbour_that_becomes_known_stays_within_the_bounds(counts, register, past_limit):
    persons, before, after = counts
    low, _, high, _ = one(persons, before, NAN, register, past_limit)
    now = one(persons, before, after, register, past_limit)
    assert low <= now[0] == now[1] == now[2] <= high
    assert high <= one(persons, NAN, NAN, register, past_limit)[2]


@given(SERIES, st.randoms())
def test_the_order_of_the_counts_does_not_matter(counts, random):
    def by_key(keys):
        series, month = columns(keys)
        persons = [counts[key] for key in keys]
        before, after = neighbours(series, np.array(month, dtype="datetime64[M]"), persons)
        found = doubtful(persons, before, after, np.full(len(keys), NAN), np.full(len(keys), NAN))
        return {key: (found.low[at], str(found.persons[at]), found.high[at]) for at, key in enumerate(keys)}

    keys = list(counts)
    shuffled = random.sample(keys, len(keys))
    assert by_key(keys) == by_key(shuffled)
