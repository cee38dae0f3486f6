"""What is missing stays missing in the gap: no figure, a minimum, never a zero."""

from tests.fixtures.one_gap import JANUARY_2018, both, gap
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN, offer, reported, stock


def test_a_missing_legal_group_makes_the_need_a_minimum(kreis):
    """60 people under FlüAG counted, residence rule unreported. Social work: at least 0.6, nobody knows the high.

    50 beds for at least 60 people are certainly too few; 3 posts may be too few or many.
    """
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 60))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add("offer_inventory", offer("a", RHEINE, "BER-SOZ", 3, "fte"), offer("b", RHEINE, "WOH", 50, "beds"))
    work, housing = gap(kreis, RHEINE, "BER-SOZ"), gap(kreis, RHEINE, "WOH")
    assert (work["low"], work["need"], work["high"], work["basis"]) == (0.4, 0.6, None, "partial")
    assert (work["coverage"], work["coverage_class"], work["surplus"], work["answer"]) == (
        None,
        "minimum",
        None,
        "open",
    )
    assert (housing["gap"], housing["answer"]) == (10, "certainly_short")


def test_at_least_nobody_is_no_figure(kreis):
    """Integration course 2018: the FlüAG group has default access 0. Counted alone it says nothing about the need."""
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 60))
    kreis.add("inventory_report", *reported(RHEINE))
    row = gap(kreis, RHEINE, "SPR-IK")
    assert (row["need"], row["basis"], row["coverage_class"]) == (None, "missing", "no_figure")


def test_a_missing_stock_is_not_no_need(kreis):
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 100), stock(WETTRINGEN, "2018-01", "fluag_stock", "."))
    kreis.add("inventory_report", *reported(RHEINE, WETTRINGEN))
    row = gap(kreis, WETTRINGEN, "WOH")
    assert (row["need"], row["gap"], row["coverage"], row["basis"]) == (None, None, None, "missing")
    assert (row["coverage_class"], row["answer"]) == ("no_figure", "no_figure")
    reported_zero = gap(kreis, RHEINE, "SPR-EO", "2017-12-01")
    assert reported_zero["need"] is None


def test_zero_people_counted_is_no_need(kreis):
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 0, 0))
    kreis.add("inventory_report", *reported(RHEINE))
    row = gap(kreis, RHEINE, "WOH")
    assert (row["need"], row["gap"], row["coverage"], row["coverage_class"]) == (0, 0, None, "no_need")
    assert row["basis"] == "reported"


def test_a_missing_inventory_is_not_a_full_gap(kreis):
    """Altenberge has an offer in the inventory, but never said that its list is complete."""
    kreis.add("allocation_report", *both(ALTENBERGE, "2018-01", 40, 0))
    kreis.add("offer_inventory", offer("haus", ALTENBERGE, "WOH", 10, "beds"))
    row = gap(kreis, ALTENBERGE, "WOH")
    assert (row["need"], row["supply"], row["gap"], row["coverage"]) == (40, None, None, None)
    assert (row["supply_basis"], row["coverage_class"], row["answer"]) == ("missing", "no_figure", "no_figure")
    assert kreis.ask("select offers from curated.presence where ags = ? and month = ?", ALTENBERGE, JANUARY_2018) == [
        (1,)
    ]


def test_recipients_under_asylblg_never_make_a_need(kreis):
    kreis.add("asylblg_recipients", {"ags": RHEINE, "as_of": "2018-01-31", "recipients": "500"})
    kreis.add(
        "allocation_report", *both(RHEINE, "2018-01", 10, 20), stock(ALTENBERGE, "2018-02", "asylblg_recipients", 90)
    )
    kreis.add("inventory_report", *reported(RHEINE, ALTENBERGE))
    assert gap(kreis, RHEINE, "WOH")["high"] == 30
    assert gap(kreis, ALTENBERGE, "WOH", "2018-02-01")["basis"] == "missing"
    groups = kreis.ask(
        "select legal_group, persons from curated.stock where month = ? and ags = ? order by 1", JANUARY_2018, RHEINE
    )
    assert groups == [("asylblg_other", 500), ("fluag", 10), ("wohnsitz", 20)]


def test_an_offer_without_a_usable_capacity_makes_the_supply_a_minimum(kreis):
    """Rheine needs 50 beds, has 20 and a house of unknown size: at least 20. Altenberge's course states hours."""
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 50, 0), *both(ALTENBERGE, "2018-01", 0, 50))
    kreis.add("inventory_report", *reported(RHEINE, ALTENBERGE))
    kreis.add(
        "offer_inventory",
        offer("haus", RHEINE, "WOH", 20, "beds"),
        offer("ohne Zahl", RHEINE, "WOH", "", "beds"),
        offer("in Stunden", ALTENBERGE, "SPR-IK", 20, "hours_per_week"),
    )
    housing, course = gap(kreis, RHEINE, "WOH"), gap(kreis, ALTENBERGE, "SPR-IK")
    assert (housing["supply"], housing["supply_basis"], housing["coverage"]) == (20, "partial", None)
    assert (housing["coverage_class"], housing["answer"]) == ("minimum", "open")
    assert (course["supply"], course["supply_basis"], course["answer"]) == (0, "partial", "open")
    found = kreis.ask("select column_name, value from curated.finding order by 1")
    assert found == [("capacity", ""), ("capacity_unit", "hours_per_week")]


def test_a_category_without_a_ratio_shows_presence_and_no_gap(kreis):
    kreis.add("allocation_report", *both(RHEINE, "2018-01", 100, 100))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add(
        "offer_inventory",
        offer("verein", RHEINE, "SPO", 4, "hours_per_week", provider_kind="sports_club", area="kreis"),
    )
    assert kreis.ask("select count(*) from curated.gap where category = 'SPO'") == [(0,)]
    present = kreis.ask(
        "select ags, offers, offers_here from curated.presence where month = ? order by 1", JANUARY_2018
    )
    assert present == [(ALTENBERGE, 1, 0), (EMSDETTEN, 1, 0), (RHEINE, 1, 1), (WETTRINGEN, 1, 0)]
