"""Slips of the pen in tables of population, unemployment, facilities and the State: named, and what they count for."""

from datetime import date

import pytest

from pipelines.receiving.intake import Answer
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, SOURCED, WETTRINGEN, SmallKreis, stock

FOUR = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)
FOUND = "select severity, source, line, column_name from curated.finding order by source, line, column_name"
OF_CONTRACTS = (
    "select file, column_name, value from curated.finding where source = 'contract' order by file, column_name"
)
AREA = {ALTENBERGE: "62.96", EMSDETTEN: "72.06"}


@pytest.fixture
def kreis(kreis: SmallKreis) -> SmallKreis:
    """With one count, without which nothing is published. Files arrive on 1 January 2026."""
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    return kreis


def named(answer: Answer) -> list[tuple[int | None, str, str]]:
    """Line, column and severity of what is found when a file arrives."""
    return [(one.line, one.column_name, one.severity) for one in answer.findings]


def people(day: str, persons: object, ags: str = EMSDETTEN, **more: str) -> dict[str, str]:
    return {"ags": ags, "as_of": day, "persons": str(persons), "area_km2": AREA[ags], **more}


def jobless(day: str, *counts: object) -> list[dict[str, str]]:
    pairs = zip(FOUR, counts, strict=False)
    return [{"ags": ags, "as_of": day, "unemployed": str(count)} | SOURCED for ags, count in pairs]


def facility(facility_id: str, kind: str, places: object, opened: str, as_of: str, **more: str) -> dict[str, str]:
    row = {"facility_id": facility_id, "ags": RHEINE, "kind": kind, "places": str(places)}
    return row | {"opened_on": opened, "as_of": as_of} | SOURCED | more


def base(day: str, value: object, **more: str) -> dict[str, str]:
    return {"measure": "fluag_base", "period_start": day, "period_end": day, "value": str(value), **more}


# A file in which more than a tenth is bad stays outside as a whole.
OLDER = [row for year in range(2000, 2010) for row in jobless(f"{year}-12-31", 1, 2, 3, 4)]


@pytest.mark.parametrize("figure", ["0", "00", ""])
def test_nobody_or_nothing_unemployed_is_set_aside_and_the_day_named(kreis, figure):
    answer = kreis.add("unemployment", *jobless("2014-12-31", 100, 200, 300, figure), *OLDER)
    assert (named(answer), answer.receipt.rows_set_aside) == ([(5, "unemployed", "error")], 1)
    [found] = kreis.ask(OF_CONTRACTS)
    assert found == (
        "curated.wohnsitz_key",
        "unemployment_of_all",
        f"as_of=2014-12-31, ags={WETTRINGEN}, name=Wettringen",
    )


def test_a_mark_is_taken_and_its_day_named(kreis):
    answer = kreis.add("unemployment", *jobless("2014-12-31", 100, 200, ".", 400))
    assert named(answer) == []
    [(_, rule, value)] = kreis.ask(OF_CONTRACTS)
    assert (rule, value) == ("unemployment_of_all", f"as_of=2014-12-31, ags={RHEINE}, name=Rheine")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (people("2015-12-31", 0), [(2, "persons", "warn")]),
        (people("2015-12-31", 36000, area_km2="0"), [(2, "area_km2", "warn")]),
        (people("2015-12-31", 36000, area_km2="0.00"), [(2, "area_km2", "warn")]),
        (people("2015-12-31", 36000, area_km2=""), []),
        (people("2015-12-31", 36000, census_base="Z2021"), [(2, "census_base", "error")]),
        (people("2015-12-31", 36000, census_base="Z2022_count"), []),
    ],
)
def test_population_that_cannot_be(kreis, row, found):
    good = [people(f"{year}-06-30", 10_000, ALTENBERGE) for year in range(2000, 2010)]
    assert named(kreis.add("population", row, *good)) == found


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (people("2015-12-31", 3_700_000), ["persons"]),
        (people("2015-12-31", 44_000), []),
        (people("2015-12-31", 45_000), ["persons"]),
        (people("2015-12-31", 26_000), ["persons"]),
        (people("2015-06-30", 3_700_000), []),
        (people("2015-12-31", 36_000, area_km2="14000"), ["area_km2"]),
        (people("2015-12-31", 36_000, area_km2="78"), []),
        (people("2015-12-31", 36_000, area_km2="80"), ["area_km2"]),
    ],
)
def test_a_leap_of_population_or_area_is_a_finding(kreis, row, columns):
    """Emsdetten has 35,468 people at the end of 2014 and 72.06 km²; a census base of its own is no excuse."""
    kreis.add("population", row)
    where = "select column_name from curated.finding where source = 'population' and line = 2"
    assert [column for (column,) in kreis.ask(where)] == columns


def test_no_facility_beside_a_facility(kreis):
    """None says nothing while another runs or is known; after its last day it may."""
    kreis.add(
        "state_facility",
        facility("zue", "zue", 300, "2016-01-01", "2016-12-31", closed_on="2016-12-31"),
        facility("keine", "none", 0, "2016-12-31", "2018-01-01"),
        facility("keine 2", "none", 0, "2017-01-01", "2018-01-01"),
    )
    assert ("warn", "state_facility", 3, "kind") in kreis.ask(FOUND)
    assert len([row for row in kreis.ask(FOUND) if row[1] == "state_facility"]) == 1


def test_credited_places_beside_own_facilities_say_which_counts(kreis):
    kreis.add("state_facility", facility("zue", "zue", 300, "2017-06-01", "2017-12-31"))
    kreis.add(
        "allocation_report",
        stock(RHEINE, "2017-01", "facility_places_credited", 250, unit="places", date_precision="year"),
    )
    [(source, value, reason, action)] = kreis.ask("select source, value, reason, action from curated.finding")
    assert (source, value) == ("allocation_report", "250.0")
    assert "(zue 2017-06-01)" in reason
    assert "zählt nur die angerechnete Zahl" in action


def test_more_places_than_any_facility_has(kreis):
    rows = [
        facility("zue", "zue", places, f"{year}-01-01", "2018-01-01")
        for year, places in ((2015, 10_000), (2016, 10_001))
    ]
    assert named(kreis.add("state_facility", *rows)) == [(3, "places", "warn")]
    credited = [stock(RHEINE, f"2017-0{month}", "facility_places_credited", 9_999 + month) for month in (1, 2)]
    assert named(kreis.add("allocation_report", *credited)) == [(3, "value", "warn")]


@pytest.mark.parametrize(
    ("measure", "value", "found"),
    [
        ("wsa_soll", "1.314", True),
        ("facility_places_credited", "1.250", True),
        ("uma_stock", "1.5", True),
        ("wsa_soll", "1314", False),
        ("wsa_soll", "1314.0", False),
        ("fluag_quota_pct", "92.04", False),
        ("fluag_stock_avg", "57.5", False),
    ],
)
def test_a_thousands_point_in_a_figure_of_people(kreis, measure, value, found):
    answer = kreis.add("allocation_report", stock(RHEINE, "2018-01", measure, value))
    assert named(answer) == ([(2, "value", "warn")] if found else [])


def test_a_thousands_point_in_a_stock(kreis):
    kreis.add("allocation_report", stock(EMSDETTEN, "2018-01", "wsa_stock", "1.314"))
    assert ("curated.reported_stock", "whole_people") in [row[:2] for row in kreis.ask(OF_CONTRACTS)]


@pytest.mark.parametrize(
    ("column", "code", "found"),
    [
        ("unit", "people", True),
        ("quality", "stated; rough", True),
        ("quality", "stated; approximate", False),
        ("quality", "", False),
        ("date_precision", "week", True),
        ("date_precision", "", False),
    ],
)
def test_an_unknown_code_is_named_and_the_row_taken(kreis, column, code, found):
    answer = kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_soll", 300, **{column: code}))
    assert named(answer) == ([(2, column, "warn")] if found else [])
    assert answer.receipt.rows_set_aside == 0


def test_a_day_after_the_receipt_is_a_finding_and_counts_nowhere(kreis):
    kreis.add("population", people("2026-12-31", 36_000))
    kreis.add("unemployment", *jobless("2026-12-31", 1, 2, 3, 4))
    kreis.add("state_figure", base("2026-06-01", 300_000))
    kreis.add("state_facility", facility("zue", "zue", 300, "2025-01-01", "2026-06-01"))
    kreis.add("asylblg_recipients", {"ags": RHEINE, "as_of": "2026-06-01", "recipients": "50"})
    late = [stock(RHEINE, "2026-06", measure, 250) for measure in ("facility_places_credited", "wsa_soll")]
    kreis.add("allocation_report", *late)
    contracts = [row[:2] for row in kreis.ask(OF_CONTRACTS)]
    assert contracts == [
        (f"curated.{name}", "day_has_come") for name in ("facility", "population", "state_figure", "wohnsitz_key")
    ]
    assert [row for row in kreis.ask(FOUND) if row[0] == "error"] == [
        ("error", "allocation_report", 2, "period_end"),
        ("error", "allocation_report", 3, "period_end"),
        ("error", "asylblg_recipients", 2, "as_of"),
    ]
    for relation, day in (
        ("population", "as_of"), ("state_figure", "period_end"), ("facility", "as_of"),
        ("reported_stock", "as_of"), ("published_figure", "as_of"),
    ):  # fmt: skip
        assert kreis.ask(f"select * from curated.{relation} where {day} > ?", date(2026, 1, 1)) == [], relation


def test_a_day_to_come_does_not_hide_an_older_row(kreis):
    """The same facility, opened on the same day: what is known today goes on counting."""
    kreis.add("state_facility", facility("zue", "zue", 300, "2025-01-01", "2025-12-01"))
    kreis.add("state_facility", facility("zue", "zue", 900, "2025-01-01", "2026-12-01"))
    assert kreis.ask("select places from curated.facility") == [(300,)]


def test_a_base_that_is_none(kreis):
    rows = [base("2017-01-01", 0), base("2017-01-02", 999), base("2017-01-03", 1000)]
    others = [base("2017-01-01", 1, measure=f"other_{number}") for number in range(20)]
    answer = kreis.add("state_figure", *rows, base("2017-02-01", 90_000, period_end="2017-02-28"), *others)
    assert named(answer) == [(2, "value", "error"), (3, "value", "error"), (5, "period_end", "warn")]
    days = kreis.ask("select period_end from curated.state_figure where measure = 'fluag_base' and value < 2000")
    assert days == [(date(2017, 1, 3),)]


@pytest.mark.parametrize(("persons", "found"), [(89, True), (90, False), (100, False), (112, True)])
def test_legal_groups_that_do_not_add_up_to_the_stock(kreis, persons, found):
    """100 counted in all; 30 of them under § 24, the rest in their procedure."""
    month = {"ags": RHEINE, "month": "2018-01-01"} | SOURCED
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100))
    kreis.add(
        "legal_group_report",
        month | {"legal_group": "fluag_1", "persons": str(persons - 30)},
        month | {"legal_group": "fluag_24", "persons": "30"},
    )
    rows = [row for row in kreis.ask(FOUND) if row[1] == "legal_group_report"]
    assert rows == ([("warn", "legal_group_report", 2, "persons")] if found else [])
