"""Bad input on the side of offers and ratios, through the whole pipeline: a finding or a defined result, never silence.

What reading alone decides (kinds, dates, units) is in test_reading.py, capacity missing or in hours in test_gap.py.
"""

import csv
from datetime import timedelta
from importlib.resources import files

import pytest

from pipelines.problems import NotPublished
from tests.fixtures.small_kreis import (
    ALTENBERGE,
    EMSDETTEN,
    RECEIVED,
    RHEINE,
    WETTRINGEN,
    SmallKreis,
    offer,
    reported,
    stock,
)

EVERYBODY = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)
FOUND = "select severity, line, column_name, value from curated.finding order by line, column_name"
GAP = """select local_supply, shared_supply, gives, coverage, coverage_class, supply_basis from curated.gap
         where month = '2018-01-01' and ags = ? and category = ?"""
RATIO_COLUMNS = (
    "category,ratio,role,target_group,unit,low,value,high,demand_effect,basis,valid_from,valid_to,source,note"
)


@pytest.fixture
def kreis(kreis: SmallKreis) -> SmallKreis:
    """In January 2018 Rheine has nobody under FlüAG, the three others 500 each; all have reported their offers.

    First orientation asks 500 × 0.6679 × 0.85 × 0.33 = 93.67 people a year of each; 26 places serve 90.
    """
    for ags in EVERYBODY:
        people = 0 if ags == RHEINE else 500
        kreis.add("allocation_report", stock(ags, "2018-01", "fluag_stock", people))
        kreis.add("allocation_report", stock(ags, "2018-01", "wsa_stock", 0))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    return kreis


def own_ratio(kreis: SmallKreis, category: str, ratio: str, **values: str) -> None:
    """Sets bounds and value of a shipped ratio that begins in 2015."""
    rows = csv.DictReader(files("pipelines.reference").joinpath("need_ratio.csv").read_text("utf-8").splitlines())
    [row] = [row for row in rows if (row["category"], row["ratio"]) == (category, ratio)]
    row |= {"note": "", "source": "im Test", **values}
    text = ",".join(f'"{row[name]}"' for name in RATIO_COLUMNS.split(","))
    kreis.own("need_ratio", f"{RATIO_COLUMNS}\n{text}\n")


def test_a_municipality_without_people_gives_all_its_places(kreis):
    """Rheine needs nothing of its 90; Emsdetten gets them all."""
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-EO", 26, area=f"{RHEINE} {EMSDETTEN}"))
    assert kreis.ask(GAP, RHEINE, "SPR-EO") == [(90, 0, 90, None, "no_need", "reported")]
    [(local, shared, *_)] = kreis.ask(GAP, EMSDETTEN, "SPR-EO")
    assert (local, shared) == (0, pytest.approx(90))
    assert kreis.ask(FOUND) == []


def test_no_places_are_a_figure(kreis):
    kreis.add("offer_inventory", offer("voll", EMSDETTEN, "SPR-EO", 0), offer("haus", EMSDETTEN, "WOH", 0, "beds"))
    assert kreis.ask(GAP, EMSDETTEN, "SPR-EO") == [(0, 0, 0, 0, "under_25", "reported")]
    assert kreis.ask(GAP, EMSDETTEN, "WOH") == [(0, 0, 0, 0, "under_25", "reported")]
    assert kreis.ask(FOUND) == []


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("capacity", {"capacity": "-26"}),
        ("capacity_unit", {"capacity_unit": "Plätze"}),
        ("valid_to", {"valid_from": "2018-01-01", "valid_to": "2017-12-31"}),
    ],
)
def test_a_row_that_cannot_be_is_set_aside_and_counts_nowhere(kreis, column, bad):
    good = [offer(f"gut {number}", EMSDETTEN, "SPR-EO", 1) for number in range(9)]
    kreis.add("offer_inventory", *good, offer("schlecht", EMSDETTEN, "SPR-EO", 26) | bad)
    [(local, *_)] = kreis.ask(GAP, EMSDETTEN, "SPR-EO")
    assert local == pytest.approx(9 * 90 / 26)
    assert kreis.ask(FOUND) == [("error", 11, column, bad[column])]


def test_an_area_counts_as_far_as_it_is_known(kreis):
    """05566999 is no municipality: the others share, with a finding."""
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-EO", 26, area=f"{RHEINE} {EMSDETTEN} 05566999"))
    assert kreis.ask("select ags from curated.offer_area order by 1") == [(EMSDETTEN,), (RHEINE,)]
    assert kreis.ask(GAP, RHEINE, "SPR-EO") == [(90, 0, 90, None, "no_need", "reported")]
    assert kreis.ask(FOUND) == [("warn", 2, "area", f"{RHEINE} {EMSDETTEN} 05566999")]


def test_an_area_that_nobody_knows_serves_nobody(kreis):
    kreis.add("offer_inventory", offer("kurs", EMSDETTEN, "SPR-EO", 26, area="05566999"))
    assert kreis.ask("select count(*) from curated.offer_area") == [(0,)]
    assert kreis.ask(GAP, EMSDETTEN, "SPR-EO") == [(0, 0, 0, 0, "under_25", "reported")]
    assert set(kreis.ask(FOUND)) == {("warn", 2, "area", "05566999")}


def test_more_occupied_than_there_is_counts_with_its_places(kreis):
    kreis.add("offer_inventory", offer("kurs", EMSDETTEN, "SPR-EO", 26, occupied="30"))
    [(local, *_)] = kreis.ask(GAP, EMSDETTEN, "SPR-EO")
    assert local == 90
    assert kreis.ask(FOUND) == [("warn", 2, "occupied", "30")]


def test_an_offer_belongs_to_one_category_the_last_one_told(kreis):
    """One number, two rows: in one file the last row counts with a finding, in two files the later file."""
    course = offer("x", EMSDETTEN, "SPR-EO", 26)
    others = [offer(f"o {number}", ALTENBERGE, "MAT", 1, "opening_hours_per_week") for number in range(9)]
    kreis.add("offer_inventory", *others, course, course | {"category": "SCH"})
    assert [kreis.ask(GAP, EMSDETTEN, category)[0][0] for category in ("SPR-EO", "SCH")] == [0, 26]
    assert kreis.ask(FOUND) == [("warn", 11, "offer_id", "x")]
    kreis.add("offer_inventory", course, now=RECEIVED + timedelta(hours=1))
    assert [kreis.ask(GAP, EMSDETTEN, category)[0][0] for category in ("SPR-EO", "SCH")] == [90, 0]


def test_a_share_of_zero_is_no_need_and_takes_no_places(kreis):
    own_ratio(kreis, "SPR-EO", "share_needing_place", low="0", value="0", high="0")
    kreis.add("offer_inventory", offer("kurs", EMSDETTEN, "SPR-EO", 26, area="kreis"))
    for ags in EVERYBODY:
        [(_, shared, gives, coverage, coverage_class, _)] = kreis.ask(GAP, ags, "SPR-EO")
        assert (shared, gives, coverage, coverage_class) == (0, 0, None, "no_need")
    answers = kreis.ask("select distinct answer from curated.gap where month = '2018-01-01' and category = 'SPR-EO'")
    assert answers == [("certainly_enough",)]


def test_a_course_line_that_serves_nobody_supplies_nothing(kreis):
    own_ratio(kreis, "SPR-EO", "persons_per_line_and_year", low="0", value="0", high="0")
    kreis.add("offer_inventory", offer("kurs", EMSDETTEN, "SPR-EO", 26, area="kreis"))
    assert kreis.ask(GAP, EMSDETTEN, "SPR-EO") == [(0, 0, 0, 0, "under_25", "reported")]


def test_a_course_line_without_places_stops_the_build(kreis):
    own_ratio(kreis, "SPR-EO", "places_per_line", low="0", value="0", high="0")
    with pytest.raises(NotPublished, match="Ein Teiler muss größer als 0 sein, nicht 0; prüfen Sie die Bedarfsquote"):
        kreis.build()
