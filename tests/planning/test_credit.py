"""Credits by hand, with the factors of the shipped law."""

import csv
from datetime import date, timedelta
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.credit import Facility, counted, credit_of, months_between, total_credit
from pipelines.planning.law import Law, Parameter

TABLE = Path(__file__).parents[2] / "pipelines" / "reference" / "parameter.csv"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


with TABLE.open(encoding="utf-8", newline="") as file:
    LAW = Law(
        Parameter(row["parameter"], float(row["value"]), row["unit"], _day(row["valid_from"]), _day(row["valid_to"]))
        for row in csv.DictReader(file)
    )


def facility(
    kind: str = "zue", places: float = 1000, opened: str = "2015-01-01", closed: str = "", as_of: str = "2026-01-01"
):
    return Facility("05566076", kind, places, _day(opened), _day(closed), _day(as_of))


def credited(day: str, **what: object) -> float:
    return credit_of(facility(**what), _day(day), LAW).value


def together(day: str, *facilities: Facility):
    return total_credit(credit for _, credit in counted(facilities, _day(day), LAW))


@pytest.mark.parametrize(
    ("kind", "day", "persons"),
    [
        ("zue", "2016-07-01", 1000),
        ("zue", "2017-06-30", 1000),
        ("zue", "2017-07-01", 750),
        ("zue", "2018-01-01", 500),
        ("zue", "2023-11-30", 500),
        ("zue", "2023-12-01", 1000),
        ("eae", "2015-09-30", 1000),
        ("eae", "2015-10-01", 1300),
        ("eae", "2017-07-01", 1000),
        ("eae", "2018-01-01", 700),
        ("eae", "2024-01-26", 1000),
        ("standby", "2017-02-01", 100),
        ("special", "2016-06-01", 1000),
        ("minors", "2016-06-01", 1000),
        ("credited", "2016-06-01", 1000),
        ("none", "2016-06-01", 0),
    ],
)
def test_a_facility_counts_with_the_factor_of_its_kind_and_day(kind, day, persons):
    assert credited(day, kind=kind) == persons


def test_a_special_site_counts_up_to_a_thousand():
    assert credited("2016-06-01", kind="special", places=1500) == 1000
    assert credited("2016-06-01", kind="special", places=600) == 600


@pytest.mark.parametrize(
    ("day", "persons"),
    [("2019-03-31", 500), ("2019-04-01", 400), ("2019-04-30", 400), ("2019-05-01", 300), ("2019-06-15", 200),
     ("2019-07-15", 100), ("2019-08-01", 0)],
)  # fmt: skip
def test_after_it_closed_a_facility_fades_out_over_four_months(day, persons):
    """1,000 places × 0.5 = 500 until 31 March; then 80, 60, 40, 20 % of it, a month each, then nothing."""
    assert credited(day, closed="2019-03-31", as_of="2019-06-30") == pytest.approx(persons)


def test_until_september_2015_a_facility_of_less_than_six_months_did_not_count():
    assert credited("2015-05-01", opened="2015-02-01", closed="2015-06-30") == 0
    assert credited("2015-05-01", opened="2015-02-01", closed="2015-08-01") == 1000
    assert credited("2015-11-01", opened="2015-10-15", closed="2015-12-15") == 1000


def test_before_it_opened_nothing_is_said():
    assert credit_of(facility(opened="2016-03-01"), date(2016, 2, 29), LAW) is None


def test_after_the_last_statement_only_bounds_are_left_for_a_year():
    later = credit_of(
        facility(kind="credited", places=250, opened="2017-01-01", as_of="2017-12-31"), date(2018, 1, 1), LAW
    )
    assert isnan(later.value)
    assert (later.low, later.high) == (0, 250)
    silent = credit_of(facility(as_of="2017-12-31"), date(2019, 2, 1), LAW)
    assert isnan(silent.value)
    assert isnan(silent.high)


def test_where_the_law_names_no_factor_the_places_are_the_upper_bound():
    reserve = credit_of(facility(kind="standby", places=300), date(2016, 1, 1), LAW)
    assert isnan(reserve.value)
    assert (reserve.low, reserve.high) == (0, 300)


def test_facilities_of_a_municipality_add_up():
    both = [credit_of(facility(kind=kind), date(2018, 1, 1), LAW) for kind in ("zue", "eae")]
    assert total_credit(both)[:3] == (1200, 1200, 1200)


def test_without_a_statement_nothing_is_known_and_with_the_word_none_it_is_zero():
    unknown = total_credit([])
    assert isnan(unknown.value)
    assert unknown.low == 0
    assert isnan(unknown.high)
    assert total_credit([credit_of(facility(kind="none", places=0), date(2018, 1, 1), LAW)])[:3] == (0, 0, 0)


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [("2019-03-31", "2019-04-01", 0), ("2019-03-31", "2019-04-30", 0), ("2019-03-31", "2019-05-01", 1),
     ("2019-01-15", "2020-01-15", 12), ("2019-01-15", "2020-01-14", 11), ("2019-05-01", "2019-04-30", -1)],
)  # fmt: skip
def test_months_are_counted_whole(first, second, months):
    assert months_between(_day(first), _day(second)) == months


@given(
    st.floats(0, 5000),
    st.integers(0, 4000),
    st.sampled_from(["eae", "zue", "standby", "special", "minors", "credited"]),
)
def test_more_places_never_credit_less_and_bounds_hold(places, days, kind):
    day = date(2015, 1, 1) + timedelta(days)
    fewer, more = (
        credit_of(facility(kind=kind, places=size, as_of="2020-01-01"), day, LAW) for size in (places, places + 1)
    )
    if fewer is not None and not isnan(fewer.high):
        assert 0 <= fewer.low <= fewer.high <= more.high
        assert isnan(fewer.value) or fewer.low <= fewer.value <= fewer.high


def test_silence_about_one_facility_never_makes_the_total_surer():
    """A known until 2017, B all along: in 2018 A may count up to 500, in 2019 nobody knows."""
    a, b = facility(places=1000, as_of="2017-12-31"), facility(kind="eae", places=100)
    within, later = together("2018-06-01", a, b), together("2019-06-01", a, b)
    assert isnan(within.value)
    assert (within.low, within.high) == (70, 570)
    assert isnan(later.value)
    assert isnan(later.high)


def test_what_was_published_as_credited_is_the_total_and_counts_no_facility_twice():
    total, known = facility(kind="credited", places=250), facility(kind="zue", places=100)
    assert together("2018-06-01", total, known)[:3] == (250, 250, 250)


def test_a_facility_closed_long_ago_counts_nothing_for_a_year_after_that_was_said():
    closed = facility(closed="2019-03-31", as_of="2019-12-31")
    assert together("2020-06-01", closed)[:3] == (0, 0, 0)
    assert isnan(together("2021-06-01", closed).value)
