"""Monthly counts by legal group on their way to curated.lump_sum: read, weighed, in euro, with the deadline."""

import csv
from datetime import date
from pathlib import Path

import pytest

from pipelines.problems import NotPublished
from pipelines.receiving.reading import read
from pipelines.reference import TABLES
from pipelines.sources.legal_group_report import LEGAL_GROUP_REPORT
from tests.fixtures.small_kreis import EMSDETTEN, RHEINE, SOURCED, WETTRINGEN, SmallKreis, csv_text, stock

PROJECT = Path(__file__).resolve().parents[2]
KNOWN = {"ags": frozenset({RHEINE, EMSDETTEN})}
OWN_DEADLINE = {"parameter": "lump_sum_deadline_days", "value": "45", "unit": "days", "valid_from": "2017-01-01"}
FIGURES = """select month::text, legal_group, persons, basis, amount_eur,
                    doubtful_persons, doubtful_reason, doubtful_eur
             from curated.lump_sum where ags = ? order by month, legal_group"""


@pytest.fixture
def kreis(kreis: SmallKreis) -> SmallKreis:
    """The small Kreis with a stock that no lump sum is paid for: without any, nothing is built."""
    kreis.add("allocation_report", stock(WETTRINGEN, "2018-01", "wsa_stock", 1))
    return kreis


def count(month: str, persons: object, group: str = "fluag_1", ags: str = RHEINE, **more: object) -> dict[str, str]:
    """A row of the template for a month like 2018-01."""
    row = {"ags": ags, "month": f"{month}-01", "legal_group": group, "persons": persons, **more}
    return {name: str(value) for name, value in row.items()} | SOURCED


def sorted_out(tmp_path, *rows):
    path = tmp_path / "meldung.csv"
    path.write_text(csv_text("legal_group_report", list(rows)), "utf-8")
    return read(path, LEGAL_GROUP_REPORT, KNOWN, path.name)


def own(*rows: dict[str, str]) -> str:
    """Own parameters as a table."""
    names = TABLES["parameter"].names
    lines = [",".join(({"source": "eigene Festlegung"} | row).get(name, "") for name in names) for row in rows]
    return "\n".join([",".join(names), *lines]) + "\n"


def test_the_template_has_the_columns_of_the_source():
    [header] = csv.reader((PROJECT / "data/templates/legal_group_report.csv").read_text("utf-8").splitlines())
    assert header == list(LEGAL_GROUP_REPORT.layout.names)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("persons", "-1"),
        ("persons", ""),
        ("persons", "12,5"),
        ("persons_past_limit", "-1"),
        ("persons_past_limit", "11"),
        ("register_persons", "-3"),
        ("month", "2018-01-31"),
        ("month", "2018-01"),
        ("month", "2018-13-01"),
        ("legal_group", "fluag"),
        ("legal_group", "wohnsitz"),
        ("ags", "05566999"),
        ("source", ""),
    ],
)
def test_an_impossible_row_is_set_aside_and_named(tmp_path, column, value):
    bad = count("2018-01", 10) | {column: value}
    reading = sorted_out(tmp_path, count("2018-02", 5), bad)
    assert [(one.line, one.column_name, one.value) for one in reading.findings if one.severity == "error"] == [
        (3, column, value)
    ]
    assert (reading.taken["persons"].tolist(), reading.set_aside) == (["5"], 1)


@pytest.mark.parametrize(("register", "findings"), [("100", []), ("80", []), ("79", ["warn"]), ("0", ["warn"])])
def test_a_count_far_above_the_register_is_taken_with_a_warning(tmp_path, register, findings):
    reading = sorted_out(tmp_path, count("2018-01", 100, register_persons=register))
    assert [one.severity for one in reading.findings] == findings
    assert reading.set_aside == 0


def test_reported_groups_become_euro_and_their_doubtful_part(kreis):
    """866 €: January stands 12 above both neighbours, 20 above the register; in February 7 are past their limit."""
    kreis.add(
        "legal_group_report",
        count("2017-12", 100),
        count("2018-01", 120, register_persons=100),
        count("2018-02", 108, persons_past_limit=7),
        count("2018-01", 0, "fluag_24", register_persons=0),
    )
    rows = kreis.ask(FIGURES, RHEINE)
    assert rows == [
        ("2017-12-01", "fluag_1", 100, "reported", 86_600, 0, None, 0),
        ("2018-01-01", "fluag_1", 120, "reported", 103_920, 20, "above_register", 17_320),
        ("2018-01-01", "fluag_24", 0, "reported", 0, 0, None, 0),
        ("2018-02-01", "fluag_1", 108, "reported", 93_528, 7, "past_limit", 6_062),
    ]
    checks = "select above_register, above_neighbours, doubtful_eur_low, doubtful_eur_high from curated.lump_sum"
    where = " where ags = ? and legal_group = 'fluag_1' order by month"
    assert kreis.ask(checks + where, RHEINE) == [
        (None, 0, 0, 0),
        (20, 12, 17_320, 17_320),
        (None, 0, 6_062, 6_062),
    ]


def test_the_stock_stands_in_as_an_estimate_and_a_month_without_a_count_has_no_row(kreis):
    kreis.add(
        "allocation_report",
        stock(RHEINE, "2018-01", "fluag_stock", 50),
        stock(RHEINE, "2018-02", "fluag_stock", ""),
        stock(RHEINE, "2018-01", "wsa_stock", 70),
        stock(EMSDETTEN, "2018-01", "fluag_stock", 40),
    )
    kreis.add("legal_group_report", count("2018-01", 30, ags=EMSDETTEN))
    assert kreis.ask(FIGURES, RHEINE) == [("2018-01-01", "fluag", 50, "estimated", 43_300, None, None, None)]
    assert kreis.ask(FIGURES, EMSDETTEN) == [("2018-01-01", "fluag_1", 30, "reported", 25_980, None, None, None)]
    assert kreis.ask(FIGURES, WETTRINGEN) == []


def test_every_year_has_its_rate(kreis):
    months = ("2013-12", "2014-01", "2015-12", "2016-01", "2017-01", "2020-12", "2021-01")
    kreis.add("legal_group_report", *(count(month, 12, "fluag_23") for month in months))
    rows = kreis.ask(
        """select left(month::text, 7), amount_eur, is_approximate, rate_note, limit_months
           from curated.lump_sum order by month"""
    )
    assert [(month, euro and round(euro, 6), rough) for month, euro, rough, _, _ in rows] == [
        ("2013-12", None, False),
        ("2014-01", 7578, True),
        ("2015-12", 7578, True),
        ("2016-01", 10_000, True),
        ("2017-01", 10_392, False),
        ("2020-12", 10_392, False),
        ("2021-01", 10_500, False),
    ]
    assert rows[0][3] == "kein Satz hinterlegt"
    assert rows[-1][3].startswith("Später 1.013 €")
    assert [limit for *_, limit in rows] == [None, None, 36, 36, 36, 36, 36]


def test_without_a_deadline_the_row_says_what_to_do_and_an_own_one_is_shown_as_own(kreis):
    """45 days after the end of February 2018 is 14 April; before the own value begins there is none."""
    kreis.add("legal_group_report", count("2016-02", 10), count("2018-02", 10))
    kreis.own("parameter", own(OWN_DEADLINE))
    assert kreis.ask("select deadline, deadline_note, uses_own_values from curated.lump_sum order by month") == [
        (None, "keine Frist hinterlegt; setzen Sie lump_sum_deadline_days in data/own/parameter.csv", False),
        (date(2018, 4, 14), None, True),
    ]


def test_since_2017_a_month_is_reported_until_the_tenth_of_the_next(kreis):
    kreis.add("legal_group_report", count("2016-12", 10), count("2017-01", 10), count("2018-02", 10))
    assert kreis.ask("select deadline, uses_own_values from curated.lump_sum order by month") == [
        (None, False),
        (date(2017, 2, 10), False),
        (date(2018, 3, 10), False),
    ]


@pytest.mark.parametrize("days", ["-1", "1.5", "999999999999"])
def test_an_impossible_deadline_stops_the_build_with_a_sentence(kreis, days):
    kreis.add("legal_group_report", count("2018-02", 10))
    kreis.own("parameter", own(OWN_DEADLINE | {"value": days}))
    with pytest.raises(NotPublished, match="lump_sum_deadline_days muss eine ganze Zahl von 0 bis 366 sein"):
        kreis.build()


def test_an_own_rate_wins_from_its_day_and_is_shown_as_own(kreis):
    later = {"parameter": "lump_sum_per_person_month_kreisangehoerig_eur", "unit": "eur_per_person_month"}
    closed = later | {"value": "875", "valid_from": "2021-01-01", "valid_to": "2023-12-31"}
    kreis.own("parameter", own(closed, later | {"value": "1013", "valid_from": "2024-01-01"}))
    kreis.add("legal_group_report", count("2020-12", 1), count("2023-12", 1), count("2024-01", 1))
    asked = "select amount_eur, uses_own_values, rate_valid_from::text from curated.lump_sum order by month"
    assert kreis.ask(asked) == [(866, False, "2017-01-01"), (875, True, "2021-01-01"), (1013, True, "2024-01-01")]


def test_a_city_outside_any_kreis_has_the_higher_rate(kreis):
    lists = (kreis.data / "raw" / "municipality_list").glob("*/*.csv")
    [row] = [row for path in lists for row in csv.DictReader(path.open(encoding="utf-8")) if row["ags"] == EMSDETTEN]
    kreis.add("municipality_list", row | {"kind": "Kreisfreie Stadt", "as_of": "2024-12-31"})
    kreis.add("legal_group_report", count("2020-12", 1, ags=EMSDETTEN), count("2021-01", 1, ags=EMSDETTEN))
    assert kreis.ask("select amount_eur from curated.lump_sum order by month") == [(866,), (1125,)]


def test_a_month_to_come_is_a_finding_and_no_amount(kreis):
    """Received on 1 January 2026."""
    kreis.add("legal_group_report", count("2026-01", 5), count("2026-02", 5))
    assert kreis.ask("select month::text from curated.lump_sum") == [("2026-01-01",)]
    [found] = kreis.ask("select severity, column_name, value from curated.finding where source = 'contract'")
    assert found[:2] == ("warn", "month_has_come")
    assert "line=3, month=2026-02-01" in found[2]


def test_a_corrected_count_replaces_the_one_before(kreis):
    kreis.add("legal_group_report", count("2018-01", 5), known_on=date(2018, 2, 1))
    kreis.add("legal_group_report", count("2018-01", 7), known_on=date(2018, 3, 1))
    assert kreis.ask("select persons from curated.lump_sum") == [(7,)]


def test_the_shipped_stocks_are_worth_two_million_euro_in_january_2018(snapshot):
    """2,339 people of 23 municipalities × 866 €; Rheine 2024: 1,209 × 875 €. All of it estimated, nothing checked."""
    asked = """select month::text, count(*), sum(persons), sum(amount_eur), bool_and(basis = 'estimated'),
                      count(doubtful_persons) from curated.lump_sum group by month having count(*) > 1"""
    assert snapshot(asked) == [("2018-01-01", 23, 2339, 2_025_574, True, 0)]
    rheine = "select amount_eur from curated.lump_sum where ags = ? and month = '2024-01-01'"
    assert snapshot(rheine, RHEINE) == [(1_057_875,)]
