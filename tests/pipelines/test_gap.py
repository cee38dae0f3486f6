"""Gaps of tiny rows, each worked out on paper in the docstring of its test."""

from datetime import date

from tests.fixtures.one_gap import JANUARY_2018, both, gap
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN, offer, reported, stock


def test_integration_course_in_january_2018(kreis):
    """100 people under FlüAG, 200 with residence rule. Adults in 2017–2019: 0.618 / 0.6679 / 0.737.

    Access: FlüAG 0 / 0 / 1 (good prospects only), residence rule 1 / 1 / 1. Of these 0.5 / 0.85 / 1 need a
    place, 0.33 / 0.33 / 1 start within a year.
    low  200 × 0.618 × 0.5 × 0.33          = 20.394
    need 200 × 0.6679 × 0.85 × 0.33        = 37.46919
    high (100 + 200) × 0.737 × 1 × 1       = 221.1
    Supply: 20 places × 43 people a year ÷ 25 places = 34.4. Gap 37.46919 − 34.4 = 3.06919.
    34.4 is neither below the low nor above the high need: open. Coverage 34.4 ÷ 37.46919 = 0.918.
    """
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 200))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-IK", 20))
    assert gap(kreis, RHEINE, "SPR-IK") == {
        "low": 20.394, "need": 37.46919, "high": 221.1, "supply": 34.4, "gap": 3.06919, "surplus": 0.0,
        "coverage": 34.4 / 37.46919, "coverage_class": "75_100", "answer": "open",
        "basis": "reported", "supply_basis": "reported",
    }  # fmt: skip


def test_first_orientation_in_january_2018(kreis):
    """100 people under FlüAG, 200 with residence rule; access FlüAG 0 / 1 / 1, residence rule none.

    low  0
    need 100 × 0.6679 × 0.85 × 0.33 = 18.734595
    high 100 × 0.737                = 73.7
    Supply: 26 places × 90 ÷ 26     = 90 people a year. More than the highest need: certainly enough.
    """
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 200))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-EO", 26))
    assert gap(kreis, RHEINE, "SPR-EO") == {
        "low": 0.0, "need": 18.734595, "high": 73.7, "supply": 90.0, "gap": 0.0, "surplus": 90 - 18.734595,
        "coverage": 1.0, "coverage_class": "full", "answer": "certainly_enough",
        "basis": "reported", "supply_basis": "reported",
    }  # fmt: skip


def test_social_work_and_housing_of_the_same_people(kreis):
    """120 people under FlüAG, 30 with residence rule (who count only in the high bound).

    Social work, 1 post per 40 / 100 / 150 people: low 120 ÷ 150 = 0.8, need 1.2, high 150 ÷ 40 = 3.75.
    Two posts of 0.25: 0.5 < 0.8, certainly too little; coverage 0.5 ÷ 1.2.
    Housing, 1 bed per person: low = need = 120, high 150. 120 beds: no gap, and still open, because the 30
    may live there too.
    """
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 120, 30))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add(
        "offer_inventory",
        offer("arbeit-1", RHEINE, "BER-SOZ", 0.25, "fte"),
        offer("arbeit-2", RHEINE, "BER-SOZ", 0.25, "fte"),
        offer("haus", RHEINE, "WOH", 120, "beds"),
    )
    work, housing = gap(kreis, RHEINE, "BER-SOZ"), gap(kreis, RHEINE, "WOH")
    assert (work["low"], work["need"], work["high"]) == (0.8, 1.2, 3.75)
    assert (work["supply"], work["gap"], work["coverage_class"], work["answer"]) == (
        0.5,
        0.7,
        "25_50",
        "certainly_short",
    )
    assert (housing["low"], housing["need"], housing["high"]) == (120, 120, 150)
    assert (housing["gap"], housing["coverage_class"], housing["answer"]) == (0, "full", "open")


def test_the_bounds_of_a_gap_stand_beside_it_and_are_never_below_nothing(kreis):
    """The people and places of the two tests above, in one month; need (low, high) less what is held.

    Course 20.394 and 221.1 less 34.4: 0 and 186.7. Social work 0.8 and 3.75 less 0.5: 0.3 and 3.25. Housing 120 and
    150 less 120: 0 and 30. Nobody knows the bounds of volunteers; who has not reported offers has no gap at all.
    """
    people = (
        *both(RHEINE, "2018-01", 100, 200),
        *both(EMSDETTEN, "2018-01", 120, 30),
        *both(ALTENBERGE, "2018-01", 5, 0),
    )
    kreis.add("allocation_report", *people)
    kreis.add("inventory_report", *reported(RHEINE), *reported(EMSDETTEN))
    kreis.add(
        "offer_inventory",
        offer("kurs", RHEINE, "SPR-IK", 20),
        offer("arbeit", EMSDETTEN, "BER-SOZ", 0.5, "fte"),
        offer("haus", EMSDETTEN, "WOH", 120, "beds"),
    )
    asked = "select round(gap_low, 9), round(gap_high, 9) from curated.gap where month = ? and ags = ? and category = ?"

    def bounds(ags, category):
        return kreis.ask(asked, date(2018, 1, 1), ags, category)[0]

    assert bounds(RHEINE, "SPR-IK") == (0, 186.7)
    assert bounds(EMSDETTEN, "BER-SOZ") == (0.3, 3.25)
    assert bounds(EMSDETTEN, "WOH") == (0, 30)
    assert bounds(RHEINE, "EHR") == (None, None)
    assert bounds(ALTENBERGE, "WOH") == (None, None)


def test_the_bounds_of_a_shared_gap_follow_what_is_shared(kreis):
    """The course has its seat in Rheine, where nobody needs it, and takes people from Emsdetten, which has no offers.

    Need in Emsdetten 20.394 to 221.1; of 34.4 places it gets as many as it needs: 0 and 221.1 − 34.4 = 186.7.
    """
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 0, 0), *both(EMSDETTEN, "2018-01", 100, 200))
    kreis.add("inventory_report", *reported(RHEINE), *reported(EMSDETTEN))
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-IK", 20, area=f"{RHEINE} {EMSDETTEN}"))
    asked = (
        "select local_supply, gap_low, round(gap_high, 9) from curated.gap where month = ? and ags = ? and category = ?"
    )
    assert kreis.ask(asked, date(2018, 1, 1), EMSDETTEN, "SPR-IK") == [(0, 0, 186.7)]


def test_the_right_to_a_course_follows_its_date(kreis):
    """The same 100 people under FlüAG and 0 with residence rule, by month; default 0.85 × 0.33 = 0.2805.

    until 23.10.2015 (month 10/2015): no right, the need belongs to first orientation: 100 × 0.692 × 0.2805
    from 24.10.2015 (month 11/2015): default no right, high bound all: 100 × 0.737
    from 1.1.2023: right for all (adults 0.617), first orientation needs nobody
    """
    months = ("2015-10", "2015-11", "2022-12", "2023-01")
    kreis.add("allocation_report", *[row for month in months for row in both(RHEINE, month, 100, 0)])
    kreis.add("inventory_report", *reported(RHEINE))
    course = {month: gap(kreis, RHEINE, "SPR-IK", f"{month}-01") for month in months}
    first = {month: gap(kreis, RHEINE, "SPR-EO", f"{month}-01") for month in months}
    assert [course[month]["need"] for month in months] == [0, 0, 0, 61.7 * 0.2805]
    assert [course[month]["high"] for month in months] == [0, 73.7, 73.7, 73.7]
    assert [first[month]["need"] for month in months] == [69.2 * 0.2805, 69.2 * 0.2805, 61.7 * 0.2805, 0]
    assert [first[month]["high"] for month in months] == [73.7, 73.7, 73.7, 0]


def test_where_nobody_has_access_there_is_no_need(kreis):
    """January 2024: FlüAG and residence rule both belong to the integration course; 50 counted, 50 unknown."""
    kreis.add("allocation_report", stock(RHEINE, "2024-01", "fluag_stock", 50))
    kreis.add("inventory_report", *reported(RHEINE))
    row = gap(kreis, RHEINE, "SPR-EO", "2024-01-01")
    assert (row["need"], row["high"], row["basis"], row["coverage_class"]) == (0, 0, "reported", "no_need")
    assert row["answer"] == "certainly_enough"


def test_which_offers_hold_places(kreis):
    """Emsdetten needs 100 beds. Counted: 10 running, 5 until 31.1.2018. Not counted: everything else."""
    kreis.add("allocation_report", *both(EMSDETTEN, "2018-01", 100, 0), *both(EMSDETTEN, "2018-02", 100, 0))
    kreis.add("inventory_report", *reported(EMSDETTEN, RHEINE))
    kreis.add(
        "offer_inventory",
        offer("läuft", EMSDETTEN, "WOH", 10, "beds"),
        offer("endet im Januar", EMSDETTEN, "WOH", 5, "beds", valid_to="2018-01-31", status="ended"),
        offer("geplant", EMSDETTEN, "WOH", 1000, "beds", status="planned"),
        offer("ruht", EMSDETTEN, "WOH", 1000, "beds", status="paused"),
        offer("ab Februar", EMSDETTEN, "WOH", 1000, "beds", valid_from="2018-02-02"),
        offer("in Rheine für Emsdetten", RHEINE, "WOH", 1000, "beds", area=f"{RHEINE} {EMSDETTEN}"),
        offer("nicht für den Sitz", EMSDETTEN, "WOH", 1000, "beds", area=RHEINE),
        offer("andere Kategorie", EMSDETTEN, "SCH", 1000),
    )
    assert [gap(kreis, EMSDETTEN, "WOH", month)["supply"] for month in (JANUARY_2018, "2018-02-01")] == [15, 10]
    found = kreis.ask("select column_name, value, reason from curated.finding where column_name = 'area'")
    assert found == [("area", RHEINE, "nennt die Gemeinde des Sitzes nicht")]


def test_volunteers_are_no_coordination_posts(kreis):
    """250 people need 250 ÷ 500 = 0.5 posts of volunteer coordination; 30 volunteers are not 30 posts."""
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 150))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add("offer_inventory", offer("helfer", RHEINE, "EHR", 30, "volunteers"))
    row = gap(kreis, RHEINE, "EHR")
    assert (row["low"], row["need"], row["high"]) == (None, 0.5, None)
    assert (row["supply"], row["supply_basis"], row["answer"]) == (0, "reported", "open")


def test_the_kreis_adds_only_municipalities_with_both_sides(kreis):
    """Housing: Rheine 100 against 60, Altenberge 20 against 50, Emsdetten no inventory, Wettringen no stock.

    Local gaps 40 + 0; need 120 − supply 110 would leave 10, but nobody moves house for that: no floor.
    """
    kreis.add(
        "allocation_report",
        *[
            row
            for ags, people in ((RHEINE, 100), (ALTENBERGE, 20), (EMSDETTEN, 70))
            for row in both(ags, "2018-01", people, 0)
        ],
    )
    kreis.add("inventory_report", *reported(RHEINE, ALTENBERGE, WETTRINGEN))
    kreis.add("offer_inventory", offer("a", RHEINE, "WOH", 60, "beds"), offer("b", ALTENBERGE, "WOH", 50, "beds"))
    [row] = kreis.ask(
        """select need, supply, local_gap, floor_gap, municipalities, municipalities_reported, need_basis, supply_basis
           from curated.district_gap where month = ? and category = 'WOH'""", date(2018, 1, 1)
    )  # fmt: skip
    assert row == (120, 110, 40, None, 4, 2, "partial", "partial")


def test_a_mean_of_the_last_quarter_stands_for_the_turn_of_the_year(kreis):
    """Q4 2017 on average 30 people: the stock of January 2018, marked as a mean; a count on the day would win."""
    mean = {**stock(RHEINE, "2017-10", "fluag_stock_avg", 30), "period_end": "2017-12-31"}
    kreis.add("allocation_report", mean, {**mean, "ags": ALTENBERGE}, stock(ALTENBERGE, "2018-01", "fluag_stock", 31))
    found = kreis.ask("select ags, month, persons, is_mean from curated.stock where persons is not null order by ags")
    assert found == [(ALTENBERGE, date(2018, 1, 1), 31, False), (RHEINE, date(2018, 1, 1), 30, True)]


def test_what_rests_on_an_estimated_stock_is_never_certain(kreis):
    """100 people in January 2018 and no bed: certainly too few. In February nobody reports, and 100 are a guess."""
    kreis.add(
        "allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100), stock(RHEINE, "2018-03", "fluag_stock", 90)
    )
    kreis.add("inventory_report", *reported(RHEINE))
    rows = kreis.ask(
        """select month::text, need_basis, answer, rests_on_estimate from curated.gap
           where ags = ? and category = 'WOH' and month between '2018-01-01' and '2018-03-01' order by 1""",
        RHEINE,
    )
    assert [row[0] for row in rows] == ["2018-01-01", "2018-02-01", "2018-03-01"]
    assert [row[2:] for row in rows] == [("certainly_short", False), ("open", True), ("certainly_short", False)]
