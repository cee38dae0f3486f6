"""Funding programmes: what the shipped tables say, what their state is on a day, which rows are refused."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.funding.catalogue import programmes_in
from pipelines.funding.programme import Deadline, Place, Programme
from pipelines.funding.state import CODES, state_on
from pipelines.problems import NotPublished
from pipelines.reference import HERE, TABLES
from tests.fixtures.small_kreis import RHEINE, open_snapshot, stock

TODAY = date(2026, 11, 23)
HERE_IN_A_TEST = Place("im Test getippt", "test.csv", 2)
PLAIN = Programme(
    "P", "Programm", "state", "running", "alle", "no", "alles", None, None, date(2020, 1, 1), None, None, None,
    None, None, "high", None, HERE_IN_A_TEST,
)  # fmt: skip


def deadline(closes: date | None, opens: date | None = None, *, is_elsewhere: bool = False) -> Deadline:
    return Deadline("1", None, opens, closes, "yearly", "published", None, is_elsewhere, None, HERE_IN_A_TEST)


@pytest.fixture(scope="module")
def programmes(data):
    with open_snapshot(data) as con:
        con.execute("use snapshot")
        return {one.programme: one for one in programmes_in(con)}


def states(programmes, day):
    return {code: state_on(one, day).code for code, one in programmes.items()}


def test_on_a_day_each_programme_is_in_the_state_its_source_gives(programmes):
    """23 November 2026: the window of KI closed on 31.10.2025, that of counselling on 30.10.2026, AMIF's on 30.6.2027;
    KOMM-AN ended with 2024, the language centres in July 2026."""
    assert states(programmes, TODAY) == {
        "KI": "passed", "EHR-2015": "ended_unknown", "ZUSAMMENKOMMEN": "ended_unknown", "KOMM-AN": "ended",
        "PRAEVENTION": "no_day", "KIM": "no_day", "REG-BERATUNG": "passed", "INT-AGENTUR": "no_day",
        "BRUECKE": "passed", "SPRACH-KITA": "ended", "AMIF": "open", "BAMF-GEMEINWESEN": "passed",
        "SPORT": "no_day", "ENGAGEMENT": "no_day", "FLUEAG": "automatic",
    }  # fmt: skip


def test_in_june_2015_there_was_little(programmes):
    """Only KI, the State's special fund and the FlüAG lump sum are documented for that month."""
    runs = [code for code, one in programmes.items() if state_on(one, date(2015, 6, 15)).runs]
    assert runs == ["KI", "EHR-2015", "FLUEAG"]


def test_the_deadline_of_another_kreis_is_none_of_ours(programmes):
    """The fund of 2015 closed in Olpe on 15 May; for Steinfurt no day is known, and KOMM-AN closed on 8.12.2023."""
    assert state_on(programmes["EHR-2015"], date(2015, 5, 1)).code == "no_day"
    assert state_on(programmes["KOMM-AN"], date(2023, 12, 8)).day == date(2023, 12, 8)


def test_a_yearly_deadline_years_ahead_is_not_the_next_one(programmes):
    """In 2018 the deadline of KOMM-AN for 2024 is no help: those of the years between are not known."""
    komm_an = programmes["KOMM-AN"]
    assert [state_on(komm_an, day).code for day in (date(2018, 1, 31), date(2022, 12, 7), date(2022, 12, 8))] == [
        "no_day", "open", "open",
    ]  # fmt: skip
    assert state_on(komm_an, date(2022, 12, 6)).code == "no_day"


def test_a_window_opens_closes_and_is_over(programmes):
    """KI for 2026: 17 April to 31 October 2025."""
    ki = programmes["KI"]
    seen = [(state_on(ki, day).code, state_on(ki, day).day) for day in
            (date(2025, 4, 16), date(2025, 4, 17), date(2025, 10, 31), date(2025, 11, 1))]  # fmt: skip
    closes = date(2025, 10, 31)
    assert seen == [("opens", date(2025, 4, 17)), ("open", closes), ("open", closes), ("passed", closes)]


def test_applications_may_be_due_before_a_programme_begins(programmes):
    """Counselling runs from 2026 and took applications from 16 October 2025 to 30 October 2026."""
    counselling = programmes["REG-BERATUNG"]
    before = state_on(counselling, date(2025, 11, 1))
    assert (before.code, before.day, before.takes_new) == ("not_yet", date(2026, 1, 1), False)
    assert before.deadline.closes_on == date(2026, 10, 30)
    assert state_on(counselling, date(2026, 1, 1)).day == date(2026, 10, 30)


def test_first_and_last_day_belong_to_a_programme(programmes):
    komm_an = programmes["KOMM-AN"]
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [state_on(komm_an, day).runs for day in days] == [False, True, True, False]


def test_a_programme_that_takes_nobody_new_runs_but_pays_no_gap(programmes):
    state = state_on(programmes["SPRACH-KITA"], date(2026, 7, 31))
    assert (state.code, state.runs, state.takes_new) == ("closed", True, False)


def test_money_that_comes_without_an_application_answers_no_gap(programmes):
    state = state_on(programmes["FLUEAG"], TODAY)
    assert (state.code, state.runs, state.takes_new) == ("automatic", True, False)


def test_the_amounts_of_2015_are_ceilings_like_those_of_today(programmes):
    """The source: up to 57,000 and 22,500 euro, in 2015 lower: 50,000 and 20,000."""
    amounts = {(one.high, one.known_for): one.low for one in programmes["KI"].amounts}
    assert amounts == {
        (57_000, None): None, (22_500, None): None, (50_000, None): None, (50_000, 2015): None, (20_000, 2015): None,
    }  # fmt: skip
    [share] = [one.note for one in programmes["PRAEVENTION"].amounts if one.high == 58_000]
    assert share == "Dass auch der Kreis Steinfurt diesen Betrag bekommt, ist erschlossen"


def test_all_stands_for_every_category_without_a_row_of_its_own(programmes):
    """KI coordinates 15 categories and pays for the 16th, interpreting, itself."""
    assert Counter(way for _, way in programmes["KI"].ways) == {"coordinates": 15, "pays": 1}
    assert programmes["KI"].is_for("DOL")
    assert programmes["KI"].is_for("WOH", "coordinates")


def test_an_own_share_nobody_names_is_missing_and_not_zero(programmes):
    shares = {code: (one.own_share_low, one.own_share_high) for code, one in programmes.items()}
    known = {code: share for code, share in shares.items() if share != (None, None)}
    assert known == {"INT-AGENTUR": (0.1, None), "AMIF": (0.1, 0.25), "BAMF-GEMEINWESEN": (0.1, None)}


def test_a_place_in_a_bridge_project_costs_what_five_children_share(programmes):
    """30 euro × 20 hours × 40 weeks = 24,000 euro a package; a fifth is 4,800."""
    amounts = {amount.unit: amount.high for amount in programmes["BRUECKE"].amounts}
    assert amounts["euro_per_hour"] * 20 * 40 == amounts["euro_per_package_year"] == 24_000
    assert amounts["euro_per_place_year"] == amounts["euro_per_package_year"] / 5 == 4_800


def test_small_groups_get_money_from_these_programmes_and_no_others(programmes):
    groups = {code for code, one in programmes.items() if one.is_for_groups}
    assert groups == {"EHR-2015", "ZUSAMMENKOMMEN", "KOMM-AN", "PRAEVENTION", "SPORT", "ENGAGEMENT"}


def test_every_row_names_file_and_line(programmes):
    lines = (HERE / "programme.csv").read_text("utf-8").splitlines()
    for one in programmes.values():
        assert one.place.file == "pipelines/reference/programme.csv"
        assert lines[one.place.line - 1].startswith(f"{one.programme},")


DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))


@given(DAYS, st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, st.lists(st.none() | DAYS, max_size=3))
def test_a_state_never_contradicts_the_days_it_rests_on(day, first, last, known, closing):
    programme = replace(
        PLAIN, valid_from=first, valid_to=last, known_from=known, deadlines=tuple(map(deadline, closing))
    )
    state = state_on(programme, day)
    assert state.code in CODES
    if state.runs:
        assert (first or known or date.max) <= day
        assert last is None or day <= last
    if state.code == "open":
        assert state.day == min(one for one in closing if one and one >= day) <= day + timedelta(days=366)
    if state.code == "passed":
        assert state.day == max(one for one in closing if one and one < day)
        assert not [one for one in closing if one and day <= one <= day + timedelta(days=366)]


def table(name: str, row: dict[str, str]) -> str:
    """One row as data/own/<name>.csv; what it leaves open it takes from the shipped row of the same programme."""
    shipped = next(csv.DictReader((HERE / f"{name}.csv").read_text("utf-8").splitlines()))
    text = io.StringIO()
    writer = csv.DictWriter(text, TABLES[name].names, lineterminator="\n")
    writer.writeheader()
    writer.writerow(shipped | row)
    return text.getvalue()


@pytest.mark.parametrize(
    ("name", "row", "column", "words"),
    [
        ("programme_deadline", {"opens_on": "2025-04-17", "closes_on": "2025-04-16"}, "closes_on",
         "'2025-04-16' liegt vor opens_on. Berichtigen Sie einen der beiden Tage."),
        ("programme_deadline", {"closes_on": ""}, "certainty", "'published' passt nicht zu closes_on."),
        ("programme_deadline", {"closes_on": "Ende Oktober"}, "closes_on", "'Ende Oktober' ist kein Tag."),
        ("programme_category", {"category": "SPRACHE"}, "category", "'SPRACHE' ist keine der Kategorien."),
        ("programme_amount", {"amount_low": "-5"}, "amount_low", "'-5' liegt unter 0."),
        ("programme_amount", {"amount_low": "60000"}, "amount_high", "'57000' liegt unter amount_low."),
        ("programme_amount", {"amount_high": ""}, "amount_low", "'' fehlt, und auch amount_high nennt keinen Betrag."),
        ("programme", {"valid_from": "2016-01-01", "valid_to": "2015-12-31"}, "valid_to",
         "'2015-12-31' liegt vor valid_from."),
        ("programme", {"own_share_low": "10"}, "own_share_low", "'10' ist kein Anteil zwischen 0 und 1."),
        ("programme", {"valid_from": ""}, "valid_from", "'' fehlt, und auch known_from nennt keinen Tag."),
        ("programme", {"source": ""}, "source", "'' fehlt."),
    ],
)  # fmt: skip
def test_a_bad_row_stops_the_build_with_one_sentence(kreis, name, row, column, words):
    kreis.own(name, table(name, row))
    with pytest.raises(NotPublished) as refusal:
        kreis.build()
    assert str(refusal.value).startswith(f"{kreis.data / 'own' / name}.csv, Zeile 2, Spalte {column!r}: {words}")


def test_a_deadline_of_a_programme_nobody_knows_stops_the_build(kreis):
    kreis.own("programme_deadline", table("programme_deadline", {"programme": "KIX"}))
    with pytest.raises(NotPublished, match=r"programme muss in curated\.programme stehen"):
        kreis.build()


def test_a_kreis_adds_a_deadline_of_its_own(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 120))
    kreis.own("programme_deadline", table("programme_deadline", {"call": "2027", "for_year": "2027",
              "opens_on": "", "closes_on": "2027-03-15"}))  # fmt: skip
    kreis.build()
    with open_snapshot(kreis.data) as con:
        con.execute("use snapshot")
        ki = next(one for one in programmes_in(con) if one.programme == "KI")
    state = state_on(ki, TODAY)
    assert (state.code, state.day, state.deadline.place.file) == (
        "open", date(2027, 3, 15), "data/own/programme_deadline.csv",
    )  # fmt: skip
