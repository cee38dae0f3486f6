"""A publisher's error is a row with published, used and reason; once the publisher mends it, the row is a finding."""

from datetime import timedelta

import pytest

from pipelines.problems import NotPublished
from tests.fixtures.small_kreis import RECEIVED, RHEINE, SmallKreis, stock

HEAD = "source,ags,column_name,period,published,used,reason,reported_on\n"
REPORT = f"allocation_report,{RHEINE},fluag_stock,2018-01-01,910,91,Null zu viel,2018-02-01\n"
STOCK = "select persons, note from curated.stock where ags = ? and month = '2018-01-01' and legal_group = 'fluag'"
STATE = "select state, now_published, file, line from curated.correction"
FOUND = """select severity, source, file, line, column_name, value, reason from curated.finding
           where source = 'correction'"""


@pytest.fixture
def misprint(kreis: SmallKreis) -> SmallKreis:
    """Rheine is printed with 910 people instead of 91."""
    kreis.add(
        "allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 910), stock(RHEINE, "2018-01", "wsa_stock", 5)
    )
    return kreis


def test_a_corrected_count_is_used_and_says_so(misprint):
    assert misprint.ask(STOCK, RHEINE) == [(910, None)]
    misprint.own("correction", HEAD + REPORT)
    assert misprint.ask(STOCK, RHEINE) == [(91, "berichtigt von 910 auf 91: Null zu viel")]
    assert misprint.ask(STATE) == [("applied", None, "data/own/correction.csv", 2)]
    assert misprint.ask(FOUND) == []
    other = "select persons from curated.stock where ags = ? and month = '2018-01-01' and legal_group = 'wohnsitz'"
    assert misprint.ask(other, RHEINE) == [(5,)]


@pytest.mark.parametrize(
    ("now", "state", "reason"),
    [
        (91, "mended", f"ist vom Herausgeber berichtigt ({RHEINE}, 2018-01-01)"),
        (95, "changed", f"nennt der Herausgeber so nicht mehr, sondern 95.0 ({RHEINE}, 2018-01-01)"),
    ],
)
def test_what_the_publisher_has_mended_is_a_finding_and_his_figure_counts(misprint, now, state, reason):
    misprint.own("correction", HEAD + REPORT)
    misprint.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", now), now=RECEIVED + timedelta(days=1))
    assert misprint.ask(STOCK, RHEINE) == [(now, None)]
    assert misprint.ask(STATE)[0][0] == state
    assert misprint.ask(FOUND) == [
        ("error", "correction", "data/own/correction.csv", 2, "fluag_stock", "910.0", reason)
    ]


def test_a_correction_of_a_figure_that_nobody_printed_is_doubted(misprint):
    misprint.own("correction", HEAD + REPORT.replace("2018-01-01", "2019-01-01"))
    assert misprint.ask(STATE)[0][0] == "absent"
    [(severity, *_, reason)] = misprint.ask(FOUND)
    assert (severity, reason) == ("warn", f"steht in keiner Datei ({RHEINE}, 2019-01-01)")


def test_a_period_is_named_by_its_first_and_last_day(kreis):
    quarter = {"period_start": "2017-10-01", "period_end": "2017-12-31"}
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock_avg", 910) | quarter)
    kreis.own("correction", HEAD + REPORT.replace("fluag_stock,2018-01-01", "fluag_stock_avg,2017-10-01/2017-12-31"))
    assert kreis.ask(STATE)[0][0] == "applied"
    assert kreis.ask(STOCK, RHEINE)[0][0] == 91


def test_population_and_area_are_corrected_each_on_its_own(misprint):
    kreis = misprint
    persons = """select as_of::text, persons, area_km2 from curated.population
                 where ags = ? and area_km2 is not null order by 1 desc limit 1"""
    [(day, printed, area)] = kreis.ask(persons, RHEINE)
    rows = "".join(
        f"population,{RHEINE},{column},{day},{old},{new},Zahlendreher,2026-01-02\n"
        for column, old, new in (("persons", printed, 77_000), ("area_km2", area, 145.5))
    )
    kreis.own("correction", HEAD + rows)
    assert kreis.ask(persons, RHEINE)[0][1:] == (77_000, 145.5)
    assert {state for state, *_ in kreis.ask(STATE)} == {"applied"}
    [(note,)] = kreis.ask("select note from curated.population where ags = ? and as_of = ?", RHEINE, day)
    assert note.count("berichtigt von") == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2018-01-01", "1.1.2018", "'period': '1.1.2018' ist weder ein Tag noch ein Zeitraum"),
        ("2018-01-01", "2018-02-30", "'period': '2018-02-30' ist weder"),
        ("2018-01-01", "2018-02-01/2018-01-01", "'period': '2018-02-01/2018-01-01' ist weder"),
        (",91,", ",910,", "'used': '910' ist die veröffentlichte Zahl selbst"),
        (",91,", ",,", "'used': '' fehlt"),
        ("allocation_report", "population", "'column_name': 'fluag_stock' ist keine Spalte dieser Quelle"),
        ("Null zu viel", "", "'reason': '' fehlt"),
    ],
)
def test_a_correction_that_says_too_little_stops_the_build(misprint, old, new, words):
    misprint.own("correction", HEAD + REPORT.replace(old, new))
    with pytest.raises(NotPublished, match=r"correction\.csv, Zeile 2") as refusal:
        misprint.build()
    assert words in str(refusal.value)
