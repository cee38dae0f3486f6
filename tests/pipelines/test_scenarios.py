"""Gaps under a scenario: today's to the last digit without a change, and with one what the formula gives."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.queries import overview
from pipelines import snapshot, warehouse
from pipelines.contracts import CONTRACTS
from pipelines.facts import facts_on
from pipelines.planning.scenario import BANDS, KREIS, Growth, NewFacility, Opening, OtherRatio, People, Scenario
from pipelines.scenarios.gaps import picture, supposed
from pipelines.scenarios.known import known_in
from pipelines.scenarios.owed import owed
from pipelines.scenarios.table import beside
from pipelines.scenarios.work_database import FOLLOWING, _change_ratios, calculated
from tests.fixtures.one_gap import both
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, offer, published_bases, reported, stock

TODAY = Scenario("Probe", "2018-01", "2026-11-23")
FILES = (snapshot.DATABASE, snapshot.PUBLIC_DATABASE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A snapshot of a Kreis in which Rheine and Emsdetten reported: 120 + 30 and 50 + 100 people, January 2018."""
    from tests.fixtures.small_kreis import SmallKreis

    kreis = SmallKreis(tmp_path_factory.mktemp("kreis"))
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 120, 30), *both(EMSDETTEN, "2018-01", 50, 100))
    kreis.add("state_figure", *published_bases())
    kreis.add("inventory_report", *reported(RHEINE, EMSDETTEN))
    kreis.add(
        "offer_inventory",
        offer("arbeit-1", RHEINE, "BER-SOZ", 0.25, "fte"),
        offer("arbeit-2", RHEINE, "BER-SOZ", 0.25, "fte"),
        offer("haus", RHEINE, "WOH", 120, "beds"),
        offer("kurs", EMSDETTEN, "SPR-IK", 20),
    )
    kreis.build()
    return snapshot.latest(kreis.data)


def row(folder: Path, scenario: Scenario, ags: str, category: str) -> pd.Series:
    found = supposed(folder / snapshot.DATABASE, scenario).gaps.set_index(["ags", "category"])
    return found.loc[(ags, category)]


def figures(found: pd.Series) -> tuple:
    return tuple(pytest.approx(found[name]) for name in ("need_low", "need", "need_high", "local_supply", "local_gap"))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("month", ["2015-07", "2018-01", "2024-01"])
def test_without_a_change_every_cell_is_today_s_to_the_last_digit(data, file, month):
    database = snapshot.latest(data) / file
    with snapshot.opened(database.parent, file) as con:
        today = picture(con, month)
    after = supposed(database, replace(TODAY, month=month))
    for part in ("gaps", "district"):
        pd.testing.assert_frame_equal(getattr(today, part), getattr(after, part), check_exact=True)
    assert len(today.gaps) == 24 * 8
    assert beside(today, after)["change"].dropna().eq(0).all()


def test_the_files_run_again_are_those_of_a_build_in_their_order():
    order = [relation.removeprefix("curated.") for relation in warehouse.build_order("curated")]
    assert set(FOLLOWING) <= set(order)
    place = {name: order.index(name) for name in FOLLOWING}
    for name in FOLLOWING:
        path = next(path for path in warehouse.relation_files("curated") if path.stem == name)
        read = {relation.removeprefix("curated.") for relation in warehouse.reads_of(path)} & set(FOLLOWING)
        assert all(FOLLOWING.index(other) < FOLLOWING.index(name) for other in read)
    assert place["gap"] > place["need"]


def test_nothing_is_written_to_the_snapshot(folder):
    before = {path.name: (snapshot.fingerprint(path), path.stat().st_mtime_ns) for path in folder.iterdir()}
    everything = replace(
        TODAY, people=(People(RHEINE, 100),), closed=("haus",), opened=(Opening("x", "WOH", RHEINE, 1),)
    )
    supposed(folder / snapshot.DATABASE, everything)
    assert {path.name: (snapshot.fingerprint(path), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_hundred_people_more_need_one_post_more(folder):
    """120 + 100 under FlüAG, 1 post per 40 / 100 / 150 people; 30 of the residence rule only in the high bound.

    low 220 ÷ 150, need 220 ÷ 100 = 2.2, high 250 ÷ 40 = 6.25; two quarters of a post: 2.2 − 0.5 = 1.7 missing.
    """
    assert figures(row(folder, TODAY, RHEINE, "BER-SOZ")) == (0.8, 1.2, 3.75, 0.5, 0.7)
    more = replace(TODAY, people=(People(RHEINE, 100, group="fluag"),))
    assert figures(row(folder, more, RHEINE, "BER-SOZ")) == (220 / 150, 2.2, 6.25, 0.5, 1.7)
    assert figures(row(folder, more, EMSDETTEN, "BER-SOZ")) == figures(row(folder, TODAY, EMSDETTEN, "BER-SOZ"))


def test_ten_per_cent_more_in_the_kreis_are_ten_per_cent_everywhere(folder):
    """Rheine 132, Emsdetten 55 under FlüAG; 1 bed each."""
    more = replace(TODAY, people=(People(KREIS, 10, is_percent=True),))
    assert [row(folder, more, ags, "WOH")["need"] for ags in (RHEINE, EMSDETTEN)] == pytest.approx([132, 55])
    assert pd.isna(row(folder, more, ALTENBERGE, "WOH")["need"])


def test_a_closed_house_leaves_all_its_beds_missing(folder):
    """120 people, 120 beds; without the house 0 beds, 120 missing."""
    assert figures(row(folder, TODAY, RHEINE, "WOH"))[3:] == (120, 0)
    assert figures(row(folder, replace(TODAY, closed=("haus",)), RHEINE, "WOH"))[3:] == (0, 120)


def test_a_course_grown_by_five_places_serves_nine_more_in_a_year(folder):
    """One line of 25 places serves 43 people a year: 20 places 34.4, 25 places 43."""
    today, more = row(folder, TODAY, EMSDETTEN, "SPR-IK"), replace(TODAY, grown=(Growth("kurs", 5),))
    assert today["local_supply"] == pytest.approx(34.4)
    assert row(folder, more, EMSDETTEN, "SPR-IK")["local_supply"] == pytest.approx(43)


def test_a_new_course_for_the_neighbour_is_shared(folder):
    """Rheine: 30 with residence rule × 0.6679 adults × 0.85 × 0.33 = 5.6203785 people a year, no course of its own.

    A new line of 25 places in Emsdetten that serves both: at home still nothing, shared nothing missing.
    """
    need = 30 * 0.6679 * 0.85 * 0.33
    before = row(folder, TODAY, RHEINE, "SPR-IK")
    assert (before["need"], before["shared_gap"]) == pytest.approx((need, need))
    opened = (Opening("Kurs 2", "SPR-IK", EMSDETTEN, 25, (RHEINE,)),)
    after = row(folder, replace(TODAY, opened=opened), RHEINE, "SPR-IK")
    assert (after["local_gap"], after["shared_gap"]) == pytest.approx((need, 0))
    alone = row(folder, replace(TODAY, opened=(replace(opened[0], area=()),)), RHEINE, "SPR-IK")
    assert alone["shared_gap"] == pytest.approx(need)


def test_twice_the_people_per_post_is_half_the_need(folder):
    """1 post per 200 people instead of 100 (40 to 150), so 80 to 300: 120 ÷ 300, 120 ÷ 200 and 150 ÷ 80; 0.1 missing.

    Today 0.8 is above the half post there is, which is certainly too little; 0.4 is not.
    """
    other = replace(TODAY, ratios=(OtherRatio("BER-SOZ", "persons_per_fte", 200),))
    after = row(folder, other, RHEINE, "BER-SOZ")
    assert figures(after) == (0.4, 0.6, 1.875, 0.5, pytest.approx(0.1))
    assert (row(folder, TODAY, RHEINE, "BER-SOZ")["answer"], after["answer"]) == ("certainly_short", "open")


def test_to_suppose_the_ratio_in_force_makes_nothing_more_certain(folder):
    same = row(folder, replace(TODAY, ratios=(OtherRatio("BER-SOZ", "persons_per_fte", 100),)), RHEINE, "BER-SOZ")
    today = row(folder, TODAY, RHEINE, "BER-SOZ")
    assert (figures(same), same["answer"]) == (figures(today), today["answer"])


def test_a_share_ends_at_one_and_a_bound_that_nobody_knows_stays_unknown(folder):
    """0.85 (0.5 to 1) need a course; all of them: 0.5 ÷ 0.85 to 1, not 1 ÷ 0.85."""
    everybody = replace(TODAY, ratios=(OtherRatio("SPR-IK", "share_needing_place", 1),))
    asked = "select low, value, high from curated.need_ratio where category = ? and ratio = 'share_needing_place'"
    with calculated(folder / snapshot.DATABASE, everybody) as con:
        assert con.execute(asked, ["SPR-IK"]).fetchall() == [(pytest.approx(0.5 / 0.85), 1, 1)]
    with calculated(folder / snapshot.DATABASE, TODAY) as con:
        con.execute("update curated.need_ratio set low = null, high = null where category = 'SPR-IK'")
        _change_ratios(con, everybody, "date '2018-01-01'")
        assert con.execute(asked, ["SPR-IK"]).fetchall() == [(None, 1, None)]


def test_a_bound_that_nobody_knows_is_not_0(kreis):
    """Emsdetten counted only FlüAG: at least 50 ÷ 150 posts, 0.25 there; how many at most, nobody knows.

    Altenberge never said that its list of offers is complete: no gap, and none of its bounds.
    """
    kreis.add("allocation_report", stock(EMSDETTEN, "2018-01", "fluag_stock", 50), *both(ALTENBERGE, "2018-01", 40, 9))
    kreis.add("inventory_report", *reported(EMSDETTEN))
    kreis.add("offer_inventory", offer("arbeit", EMSDETTEN, "BER-SOZ", 0.25, "fte"))
    kreis.build()
    folder = snapshot.latest(kreis.data)
    shown = overview.gaps(str(folder / snapshot.DATABASE), date(2018, 1, 1)).set_index(["ags", "category"])
    for rows in (supposed(folder / snapshot.DATABASE, TODAY).gaps.set_index(["ags", "category"]), shown):
        emsdetten = rows.loc[(EMSDETTEN, "BER-SOZ")]
        assert emsdetten["gap_low"] == pytest.approx(50 / 150 - 0.25)
        assert pd.isna(emsdetten["gap_high"])
        assert rows.loc[ALTENBERGE][["gap_low", "shared_gap", "gap_high"]].isna().all(axis=None)


def test_another_age_mix_is_for_everybody_and_as_uncertain_as_today_s(folder):
    """Half of all adults: first orientation for 120 under FlüAG × 0.5 × 0.85 × 0.33 = 16.83.

    School is for both groups: 150 × 0.2; today's share of 0.194 lies between 0.1677 and 0.2306.
    """
    mix = replace(TODAY, age_mix=tuple(zip(BANDS, (0.1, 0.1, 0.2, 0.5, 0.1), strict=True)))
    assert row(folder, mix, RHEINE, "SPR-EO")["need"] == pytest.approx(16.83)
    school = row(folder, mix, RHEINE, "SCH")
    bounds = [school[name] for name in ("need_low", "need", "need_high")]
    assert bounds == pytest.approx([30 * 0.1677 / 0.194, 30, 30 * 0.2306 / 0.194])


def test_own_counts_by_age_keep_their_shares_and_give_way_to_a_supposed_mix(kreis):
    """Rheine counted 20, 20, 40, 120, 0 of 200 with residence rule: 120 adults × 0.85 × 0.33 = 33.66 a year.

    100 more of them: 180 adults, 50.49. A mix with half of all adults: 100, 28.05.
    """
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 200))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add("age_report", *counted(RHEINE, "2017-12-31", "wohnsitz", 20, 20, 40, 120, 0))
    kreis.build()
    folder = snapshot.latest(kreis.data)
    more = replace(TODAY, people=(People(RHEINE, 100, group="wohnsitz"),))
    mix = replace(TODAY, age_mix=tuple(zip(BANDS, (0.1, 0.1, 0.2, 0.5, 0.1), strict=True)))
    needs = [row(folder, scenario, RHEINE, "SPR-IK")["need"] for scenario in (TODAY, more, mix)]
    assert needs == pytest.approx([33.66, 50.49, 28.05])
    with snapshot.opened(folder) as con:
        today = picture(con, "2018-01")
    after = supposed(folder / snapshot.DATABASE, TODAY)
    pd.testing.assert_frame_equal(today.gaps, after.gaps, check_exact=True)


def counted(ags: str, as_of: str, group: str, *persons: int) -> list[dict[str, str]]:
    source = {"publisher": "Gemeinde", "licence": "intern", "source": "Zählung"}
    key = {"ags": ags, "as_of": as_of, "legal_group": group} | source
    return [key | {"age_band": band, "persons": str(number)} for band, number in zip(BANDS, persons, strict=True)]


def test_the_obligation_stays_and_less_is_outstanding(folder):
    """20 people more: the obligation of today, 20 fewer outstanding; nothing is told of those without a change."""
    with snapshot.opened(folder) as con:
        known = known_in(con, "2018-01")
        more = replace(TODAY, people=(People(RHEINE, 20, group="fluag"),))
        [told] = owed(more, known, lambda day, scheme: facts_on(con, day, scheme)).to_dict("records")
        assert owed(TODAY, known, lambda day, scheme: facts_on(con, day, scheme)).empty
    assert (told["ags"], told["scheme"], told["stock"], told["stock_after"]) == (RHEINE, "fluag", 120, 140)
    assert told["obligation_after"] == told["obligation"] > 0
    assert told["outstanding_after"] == pytest.approx(told["outstanding"] - 20)


def test_a_facility_is_credited_and_nobody_needs_less(folder):
    """300 places in a ZUE × 0.5 (2018) = 150 persons credited, so that 150 fewer are outstanding."""
    scenario = replace(TODAY, facilities=(NewFacility(RHEINE, "zue", 300, "2018-01-01"),))
    with snapshot.opened(folder) as con:
        known = known_in(con, "2018-01")
        [told] = owed(scenario, known, lambda day, scheme: facts_on(con, day, scheme)).to_dict("records")
        today = picture(con, "2018-01")
    assert told["credit_after"] == 150
    assert told["outstanding_after"] == pytest.approx(told["obligation"] - 120 - 150)
    after = supposed(folder / snapshot.DATABASE, scenario)
    pd.testing.assert_frame_equal(today.gaps, after.gaps, check_exact=True)


EVERYTHING = Scenario(
    "alles",
    "2018-01",
    "",
    people=(People(KREIS, -20, is_percent=True), People("05566068", 100, group="wohnsitz")),
    age_mix=tuple(zip(BANDS, (0.1, 0.1, 0.2, 0.5, 0.1), strict=True)),
    opened=(Opening("Neu", "SPR-IK", "05566068", 60, (KREIS,)), Opening("Haus", "WOH", RHEINE, 500)),
    ratios=(OtherRatio("BER-SOZ", "persons_per_fte", 60), OtherRatio("SPR-IK", "share_needing_place", 1)),
)


@pytest.mark.parametrize("file", FILES)
def test_what_a_build_promises_of_its_gaps_holds_under_a_scenario_too(data, file):
    names = ("need", "supply", "shared_place", "shared_supply", "gap", "district_gap")
    with calculated(snapshot.latest(data) / file, EVERYTHING) as con:
        for name in names:
            for rule in CONTRACTS[name].rules:
                assert con.execute(rule.violations).fetchall() == [], (name, rule.name)


@given(st.sets(st.integers(0, 209), min_size=1, max_size=60))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_closing_offers_never_makes_the_gap_of_the_kreis_smaller(data, numbers):
    folder = snapshot.latest(data)
    with snapshot.opened(folder) as con:
        offers = sorted(known_in(con, "2018-01").offers)
        today = picture(con, "2018-01").district.set_index("category")["shared_gap"]
    closed = tuple(offers[number] for number in numbers if number < len(offers))
    after = supposed(folder / snapshot.DATABASE, replace(TODAY, closed=closed)).district.set_index("category")
    assert (after["shared_gap"] >= today - 1e-4).all()
