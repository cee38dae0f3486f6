"""What was corrected later, by how much and in which direction; another rounding is no correction."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN, SmallKreis, stock

RECEIVED = datetime(2026, 6, 1, tzinfo=UTC)
FIRST, LATER, LAST = date(2026, 1, 10), date(2026, 4, 10), date(2026, 5, 10)
REVISION = "select area, first_value, last_value, difference, relative, kind from curated.revision order by area"
SIZE = """select figures, reported_again, revised, rounded, median_change, most_change, share_up
          from curated.revision_size where source = ? and measure = ?"""


def people(area: str, recipients: int | str, rounded_to: str = "5") -> dict[str, str]:
    return {"ags": area, "as_of": "2024-12-31", "recipients": str(recipients), "rounded_to": rounded_to}


def tell(kreis: SmallKreis, source: str, day: date, *rows: dict[str, str]) -> None:
    kreis.add(source, *rows, now=RECEIVED, known_on=day)


@pytest.fixture
def counted(kreis: SmallKreis) -> SmallKreis:
    """One count, so that there is a month; known once, so it is no revision."""
    tell(kreis, "allocation_report", FIRST, stock(RHEINE, "2025-01", "wsa_stock", 1))
    return kreis


def test_a_stock_that_rises_from_100_to_120_is_corrected_by_a_fifth_upwards(counted):
    tell(counted, "allocation_report", FIRST, stock(RHEINE, "2025-12", "fluag_stock", 100))
    tell(counted, "allocation_report", LATER, stock(RHEINE, "2025-12", "fluag_stock", 120))
    assert counted.ask(REVISION) == [(RHEINE, 100, 120, 20, 0.2, "revision")]
    days = "select first_known_on, last_known_on, reports from curated.revision"
    assert counted.ask(days) == [(FIRST, LATER, 2)]
    # one correction says nothing of what is usual
    assert counted.ask(SIZE, "allocation_report", "fluag_stock") == [(1, 1, 1, 0, None, None, None)]


def test_the_first_and_the_last_of_three_values_count(counted):
    for day, value in ((FIRST, 100), (LATER, 90), (LAST, 110)):
        tell(counted, "allocation_report", day, stock(RHEINE, "2025-12", "fluag_stock", value))
    assert counted.ask(REVISION) == [(RHEINE, 100, 110, 10, 0.1, "revision")]


def test_a_correction_that_was_taken_back_is_withdrawn_and_measures_nothing(counted):
    for day, value in ((FIRST, 100), (LATER, 110), (LAST, 100)):
        said = stock(RHEINE, "2025-12", "fluag_stock", value, note=f"am {day}")
        tell(counted, "allocation_report", day, said)
    assert counted.ask(REVISION) == [(RHEINE, 100, 100, 0, 0, "withdrawn")]
    assert counted.ask(SIZE, "allocation_report", "fluag_stock") == [(1, 1, 0, 0, None, None, None)]


def test_the_same_value_told_twice_is_no_revision(counted):
    tell(counted, "allocation_report", FIRST, stock(RHEINE, "2025-12", "fluag_stock", 100))
    again = stock(RHEINE, "2025-12", "fluag_stock", 100, note="noch einmal")
    tell(counted, "allocation_report", LATER, again)
    assert counted.ask(REVISION) == []
    assert counted.ask(SIZE, "allocation_report", "fluag_stock") == [(1, 1, 0, 0, None, None, None)]


def test_two_publishers_who_disagree_correct_nobody(counted):
    tell(counted, "allocation_report", FIRST, stock(RHEINE, "2025-12", "fluag_stock", 100, publisher="Stadt"))
    tell(counted, "allocation_report", LATER, stock(RHEINE, "2025-12", "fluag_stock", 120, publisher="Zeitung"))
    assert counted.ask(REVISION) == []


def test_another_census_base_is_no_revision(counted):
    row = {"ags": RHEINE, "as_of": "2022-12-31", "persons": "77893", "census_base": "Z2011"}
    tell(counted, "population", FIRST, row)
    tell(counted, "population", LATER, row | {"census_base": "Z2022", "persons": "76000"})
    assert counted.ask(REVISION) == []


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        ((102, "1"), (100, "5"), "rounding"),  # 98 to 102 people are printed as 100
        ((103, "1"), (100, "5"), "revision"),
        ((104, "1"), (110, "10"), "revision"),
        ((105, "1"), (110, "10"), "rounding"),
        ((100, "5"), (105, "5"), "revision"),  # no number of people is printed as both
    ],
)
def test_what_rounding_explains_is_rounding(counted, first, last, kind):
    tell(counted, "asylblg_recipients", FIRST, people(RHEINE, *first))
    tell(counted, "asylblg_recipients", LATER, people(RHEINE, *last))
    assert [row[-1] for row in counted.ask(REVISION)] == [kind]


def parts_and_total(total: int) -> list[dict[str, str]]:
    """Three municipalities, rounded to 5 each, and a total for the Kreis: 15 + 25 + 35 = 75."""
    return [people(ALTENBERGE, 15), people(EMSDETTEN, 25), people(WETTRINGEN, 35), people("05566", total)]


@pytest.mark.parametrize(
    ("total", "kind"),
    [
        (85, "rounding"),  # three parts and two totals of two people each: up to 10
        (90, "revision"),
    ],
)
def test_rounded_parts_that_do_not_make_the_total_are_rounding(counted, total, kind):
    tell(counted, "asylblg_recipients", FIRST, *parts_and_total(75))
    tell(counted, "asylblg_recipients", LATER, *parts_and_total(total))
    assert counted.ask(REVISION) == [("05566", 75, total, total - 75, pytest.approx((total - 75) / 75), kind)]


def test_a_total_that_never_was_the_sum_of_its_parts_is_corrected(counted):
    tell(counted, "asylblg_recipients", FIRST, *parts_and_total(80))
    tell(counted, "asylblg_recipients", LATER, *parts_and_total(85))
    assert [row[-1] for row in counted.ask(REVISION)] == ["revision"]


def test_five_corrections_say_what_is_usual(counted):
    """100 becomes 110, 120, 130, 140 and 90: changes of 10, 10, 20, 30, 40 %, four of five upwards."""
    months = ["2025-08", "2025-09", "2025-10", "2025-11", "2025-12"]
    first = [stock(RHEINE, month, "fluag_stock", 100) for month in months]
    tell(counted, "allocation_report", FIRST, *first)
    values = (110, 120, 130, 140, 90)
    last = [stock(RHEINE, month, "fluag_stock", value) for month, value in zip(months, values, strict=True)]
    tell(counted, "allocation_report", LATER, *last)
    [(figures, again, revised, rounded, median, most, up)] = counted.ask(SIZE, "allocation_report", "fluag_stock")
    assert (figures, again, revised, rounded) == (5, 5, 5, 0)
    assert (median, up) == (pytest.approx(0.2), pytest.approx(0.8))
    # between the fourth (30 %) and the fifth (40 %), a fifth of the way
    assert most == pytest.approx(0.32)


def test_nothing_divides_by_a_first_value_of_zero(counted):
    tell(counted, "allocation_report", FIRST, stock(RHEINE, "2025-12", "fluag_stock", 0))
    tell(counted, "allocation_report", LATER, stock(RHEINE, "2025-12", "fluag_stock", 7))
    assert counted.ask(REVISION) == [(RHEINE, 0, 7, 7, None, "revision")]
