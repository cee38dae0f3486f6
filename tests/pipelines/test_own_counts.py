"""Two sources that only a Kreis itself has: its own count by age, its own travel times."""

from datetime import date

import pytest

from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN, SmallKreis, offer, reported, stock

AGES = """select age_band, persons_low, persons, persons_high, age_basis from curated.persons
          where ags = ? and month = ? and legal_group = ? order by age_band"""
BANDS = ("0_2", "3_5", "6_17", "18_64", "65_plus")
FOUND = "select line, column_name, value, reason from curated.finding where source = ? order by reason"
SOURCE = {"publisher": "Gemeinde", "licence": "intern", "source": "Zählung"}
EVERYBODY = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)


def both(ags, month, fluag, wohnsitz):
    return [stock(ags, month, "fluag_stock", fluag), stock(ags, month, "wsa_stock", wohnsitz)]


def counted(ags, as_of, group, *persons):
    """A count of some of the bands, youngest first."""
    key = {"ags": ags, "as_of": as_of, "legal_group": group}
    return [key | {"age_band": band, "persons": str(n)} | SOURCE for band, n in zip(BANDS, persons, strict=False)]


def ages(kreis, month, group, ags=RHEINE):
    """Band to (low, persons, high, age_basis)."""
    return {band: tuple(row) for band, *row in kreis.ask(AGES, ags, f"{month}-01", group)}


@pytest.fixture
def rheine(kreis: SmallKreis) -> SmallKreis:
    """100 people under FlüAG, 200 with residence rule, in January of 2018 and 2019."""
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 200), *both(RHEINE, "2019-01", 100, 200))
    kreis.add("inventory_report", *reported(RHEINE))
    return kreis


def test_an_own_count_by_age_wins_over_shares_for_its_legal_group_alone(rheine):
    """Residence rule, counted on 31.12.2017: 20, 20, 40, 120, 0 of 200. FlüAG stays at the share 0.6679 of 100.

    Integration course: FlüAG 0 / 0 / 1 and residence rule 1 have access; 0.5 × 0.33, 0.85 × 0.33, 1 start.
    low 120 × 0.165 = 19.8   need 120 × 0.2805 = 33.66   high (120 + 100 × 0.737) × 1 = 193.7
    """
    rheine.add("age_report", *counted(RHEINE, "2017-12-31", "wohnsitz", 20, 20, 40, 120, 0))
    own = ages(rheine, "2018-01", "wohnsitz")
    assert {band: row[1] for band, row in own.items()} == dict(zip(BANDS, (20, 20, 40, 120, 0), strict=True))
    assert {row[3] for row in own.values()} == {"reported"}
    assert all(low == value == high for low, value, high, _ in own.values())
    assert ages(rheine, "2018-01", "fluag")["18_64"] == pytest.approx((61.8, 66.79, 73.7, "estimated"))
    need = rheine.ask(
        "select need_low, need, need_high, basis from curated.need where ags = ? and month = ? and category = 'SPR-IK'",
        RHEINE, "2018-01-01",
    )  # fmt: skip
    assert need == [(pytest.approx(19.8), pytest.approx(33.66), pytest.approx(193.7), "reported")]
    assert rheine.ask(FOUND, "age_report") == []


@pytest.mark.parametrize(
    ("as_of", "month", "basis"),
    [
        ("2018-01-31", "2018-01", "reported"),
        ("2018-02-01", "2018-01", "estimated"),
        ("2018-01-01", "2019-01", "reported"),
        ("2017-12-31", "2019-01", "estimated"),
    ],
    ids=["in the month", "after the month", "twelve months old", "older"],
)
def test_a_count_holds_in_its_month_and_for_twelve_months(rheine, as_of, month, basis):
    rheine.add("age_report", *counted(RHEINE, as_of, "wohnsitz", 20, 20, 40, 120, 0))
    assert {row[3] for row in ages(rheine, month, "wohnsitz").values()} == {basis}


def test_of_two_counts_the_later_day_holds(rheine):
    rheine.add("age_report", *counted(RHEINE, "2017-10-31", "wohnsitz", 0, 0, 0, 200, 0))
    rheine.add("age_report", *counted(RHEINE, "2017-12-31", "wohnsitz", 20, 20, 40, 120, 0))
    assert ages(rheine, "2018-01", "wohnsitz")["18_64"][1] == 120
    day = "select distinct age_as_of from curated.persons where ags = ? and month = ? and legal_group = 'wohnsitz'"
    assert rheine.ask(day, RHEINE, "2018-01-01") == [(date(2017, 12, 31),)]


def test_a_count_of_another_total_gives_shares_and_is_pointed_out(rheine):
    """50 counted by age, 10 of them 6 to 17, where 200 are reported: a fifth of 200 is 40, and the stock stays."""
    rheine.add("age_report", *counted(RHEINE, "2017-12-31", "wohnsitz", 5, 5, 10, 30, 0))
    found = ages(rheine, "2018-01", "wohnsitz")
    assert found["6_17"][:3] == (40, 40, 40)
    assert sum(row[1] for row in found.values()) == pytest.approx(200)
    [(line, column, value, reason)] = rheine.ask(FOUND, "age_report")
    assert (line, column, value) == (2, "persons", "50")
    assert reason == "weicht um mehr als ein Zehntel vom Bestand ab (wohnsitz, 2018-01-01: 200.0)"


def test_a_band_that_is_not_stated_is_not_nobody(rheine):
    """Only children were counted. Taken as a whole it would make 200 children of 200 people."""
    rheine.add("age_report", *counted(RHEINE, "2017-12-31", "wohnsitz", 20, 20, 40))
    assert ages(rheine, "2018-01", "wohnsitz")["6_17"] == pytest.approx((33.54, 38.8, 46.12, "estimated"))
    [(line, column, value, _)] = rheine.ask(FOUND, "age_report")
    assert (line, column, value) == (2, "age_band", "3")


def test_a_count_of_nobody_says_nothing_about_ages(rheine):
    rheine.add("age_report", *counted(RHEINE, "2017-12-31", "wohnsitz", 0, 0, 0, 0, 0))
    assert ages(rheine, "2018-01", "wohnsitz")["18_64"][3] == "estimated"


def test_without_a_stock_a_count_makes_nobody(kreis):
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 200))
    kreis.add("age_report", *counted(EMSDETTEN, "2017-12-31", "wohnsitz", 20, 20, 40, 120, 0))
    assert set(ages(kreis, "2018-01", "wohnsitz", EMSDETTEN).values()) == {(None, None, None, "missing")}


GROUPS = "select ags, meeting_ags, way, way_unit from curated.course_group where category = 'SPR-IK' order by ags"


@pytest.fixture
def courses(kreis: SmallKreis) -> SmallKreis:
    """Adults with residence rule: Rheine and Emsdetten each lack places for 80 × 0.6679 × 0.2805 = 14.99 people.

    20 are needed to begin: neither has them alone, both together have 29.98.
    """
    for ags, people in zip(EVERYBODY, (0, 80, 80, 0), strict=True):
        kreis.add("allocation_report", *both(ags, "2018-01", 0, people))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    kreis.add("offer_inventory", offer("haus", RHEINE, "WOH", 1, "beds"))
    return kreis


def minutes(slow: int = 30, without: int = 0):
    """12 minutes both ways between Rheine and Emsdetten, all other ways slow; the last ones are not stated."""
    pairs = [(a, b) for a in EVERYBODY for b in EVERYBODY if a != b]
    near = {RHEINE, EMSDETTEN}
    rows = [
        {"ags_from": a, "ags_to": b, "minutes": str(12 if {a, b} == near else slow), "mode": "car"} | SOURCE
        for a, b in pairs
    ]
    return rows[: len(rows) - without]


def test_a_complete_matrix_of_travel_times_replaces_kilometres(courses):
    courses.add("travel_time", *minutes())
    found = {ags: row for ags, *row in courses.ask(GROUPS)}
    assert {row[2] for row in found.values()} == {"minutes"}
    assert found[RHEINE][0] == found[EMSDETTEN][0]
    assert sorted([found[RHEINE][1], found[EMSDETTEN][1]]) == [0, 12]
    assert courses.ask(FOUND, "travel_time") == []


def test_a_way_that_takes_too_long_keeps_a_course_from_beginning(courses):
    """By kilometres they meet; here every way takes a minute more than the limit."""
    [limit] = courses.ask("select value from curated.parameter where parameter = 'course_max_minutes'")
    slow = str(limit[0] + 1)
    courses.add("travel_time", *[row | {"minutes": slow} for row in minutes()])
    assert {row[1] for row in courses.ask(GROUPS)} == {None}


def test_an_incomplete_matrix_leaves_kilometres_and_says_so(courses):
    """11 of 12 ways: kilometres everywhere, never a mixture; Rheine to Emsdetten is about 17 km by road."""
    courses.add("travel_time", *minutes(without=1))
    found = {ags: row for ags, *row in courses.ask(GROUPS)}
    assert {row[2] for row in found.values()} == {"km"}
    assert sorted([found[RHEINE][1], found[EMSDETTEN][1]]) == [0, pytest.approx(17.4, abs=0.5)]
    assert courses.ask(FOUND, "travel_time") == [
        (None, "minutes", "11", "so viele von 12 Wegen zwischen den Gemeinden sind angegeben")
    ]
