"""How far unreported people and places reach when places are shared: as far as declared areas hang together.

First orientation in January 2018 asks one person in 0.6679 × 0.85 × 0.33 under FlüAG to start within a year; a line of
26 places serves 90 people a year.
"""

import shutil

import pytest

from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RAW, RHEINE, WETTRINGEN, offer, reported, stock

MONTH = "2018-01"
EVERYBODY = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)
PAIRS = (
    offer("nord", RHEINE, "SPR-EO", 26, area=f"{RHEINE} {WETTRINGEN}"),
    offer("süd", EMSDETTEN, "SPR-EO", 26, area=f"{EMSDETTEN} {ALTENBERGE}"),
)


def people(*municipalities, fluag=500, wohnsitz=0, month=MONTH):
    measures = {"fluag_stock": fluag, "wsa_stock": wohnsitz}
    return [
        stock(ags, month, measure, count)
        for ags in municipalities
        for measure, count in measures.items()
        if count is not None
    ]


def rows(kreis, column, category="SPR-EO", month=MONTH):
    """A column of shared_supply by municipality."""
    query = f"select ags, {column} from curated.shared_supply where category = ? and month = ? order by ags"
    return dict(kreis.ask(query, category, f"{month}-01"))


def test_unreported_people_claim_only_places_of_their_connected_area(kreis):
    """Nobody knows the people of Wettringen. Rheine may have to share with them, Emsdetten and Altenberge not.

    500 people × 0.18734595 = 93.67 a year. Alone, Rheine gets all 90; Emsdetten and Altenberge 45 each.
    """
    kreis.add("allocation_report", *people(ALTENBERGE, EMSDETTEN, RHEINE))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    kreis.add("offer_inventory", *PAIRS)
    assert rows(kreis, "served") == {ALTENBERGE: 45, EMSDETTEN: 45, RHEINE: 90}
    assert rows(kreis, "is_upper_bound") == {ALTENBERGE: False, EMSDETTEN: False, RHEINE: True}
    assert not any(rows(kreis, "is_lower_bound").values())


def test_a_municipality_between_two_areas_connects_them(kreis):
    kreis.add("allocation_report", *people(ALTENBERGE, EMSDETTEN, RHEINE))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    kreis.add("offer_inventory", *PAIRS, offer("mitte", EMSDETTEN, "SPR-EO", 1, area=f"{EMSDETTEN} {RHEINE}"))
    assert all(rows(kreis, "is_upper_bound").values())


def test_an_offer_without_places_connects_nobody(kreis):
    kreis.add("allocation_report", *people(ALTENBERGE, EMSDETTEN, RHEINE))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    kreis.add("offer_inventory", *PAIRS, offer("leer", EMSDETTEN, "SPR-EO", 0, area="kreis"))
    assert rows(kreis, "is_upper_bound") == {ALTENBERGE: False, EMSDETTEN: False, RHEINE: True}


def test_who_has_not_reported_its_offers_claims_places_too(kreis):
    """Wettringen's people are known, its inventory is not: it takes no part, and still may use places in Rheine.

    What it has itself may serve anybody in the Kreis: nobody's share is more than a lower bound.
    """
    kreis.add("allocation_report", *people(*EVERYBODY))
    kreis.add("inventory_report", *reported(ALTENBERGE, EMSDETTEN, RHEINE))
    kreis.add("offer_inventory", *PAIRS)
    assert rows(kreis, "is_upper_bound") == {ALTENBERGE: False, EMSDETTEN: False, RHEINE: True}
    assert rows(kreis, "is_lower_bound") == {ALTENBERGE: True, EMSDETTEN: True, RHEINE: True}


def test_who_can_have_no_need_claims_nothing(kreis):
    """Nobody in Wettringen is counted under FlüAG: first orientation needs 0 there, whoever has reported its offers."""
    kreis.add("allocation_report", *people(ALTENBERGE, EMSDETTEN, RHEINE), *people(WETTRINGEN, fluag=0))
    kreis.add("inventory_report", *reported(ALTENBERGE, EMSDETTEN, RHEINE))
    kreis.add("offer_inventory", *PAIRS)
    assert not any(rows(kreis, "is_upper_bound").values())


def test_a_minimum_need_leaves_the_high_share_of_its_own_area_unknown(kreis):
    """Integration course: FlüAG people, who enter the high bound, are not counted in Emsdetten.

    Altenberge shares with Emsdetten and may get less; Emsdetten itself may not. Rheine alone: 50 people, high
    50 × 0.737 = 36.85, served by 50 places × 43 ÷ 25 = 86 a year.
    """
    kreis.add("allocation_report", *people(ALTENBERGE, RHEINE, fluag=0, wohnsitz=50))
    kreis.add("allocation_report", *people(EMSDETTEN, fluag=None, wohnsitz=50))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    courses = [row | {"category": "SPR-IK", "capacity": "50"} for row in PAIRS]
    kreis.add("offer_inventory", courses[1], courses[0] | {"area": RHEINE})
    assert rows(kreis, "served_high", "SPR-IK") == {
        ALTENBERGE: None,
        EMSDETTEN: None,
        RHEINE: pytest.approx(36.85, rel=1e-12),
    }
    assert rows(kreis, "is_upper_bound", "SPR-IK") == {ALTENBERGE: True, EMSDETTEN: False, RHEINE: False}


@pytest.mark.parametrize("hidden", [{"capacity": ""}, {"capacity": "9", "capacity_unit": "hours_per_week"}])
def test_an_offer_whose_places_nobody_knows_makes_a_lower_bound_where_it_may_help(kreis, hidden):
    """Its area is declared: Emsdetten's course serves only Altenberge, not even its seat; Emsdetten gains, for it then
    has more of the places both share. Rheine and Wettringen cannot gain."""
    kreis.add("allocation_report", *people(*EVERYBODY))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    kreis.add("offer_inventory", *PAIRS, offer("ohne", EMSDETTEN, "SPR-EO", 1, area=ALTENBERGE) | hidden)
    assert rows(kreis, "is_lower_bound") == {ALTENBERGE: True, EMSDETTEN: True, RHEINE: False, WETTRINGEN: False}
    assert not any(rows(kreis, "is_upper_bound").values())


def test_a_municipality_of_another_kreis_claims_places_that_name_it(kreis):
    """Nobody reports Münster's people here. The offer of Rheine names Münster, that of Emsdetten does not."""
    muenster = "05515000,055150000000,Münster,Münster,Stadt,05515,Münster,303,51.96,7.63,2023-12-31,x,x,x\n"
    shutil.rmtree(kreis.data / "raw" / "municipality_list")
    kreis.add_text((RAW / "municipality_list.csv").read_text("utf-8") + muenster, "gemeinden")
    kreis.add("population", {"ags": "05515000", "as_of": "2016-12-31", "persons": "300000"})
    kreis.add("allocation_report", *people(*EVERYBODY))
    kreis.add("inventory_report", *reported(*EVERYBODY))
    kreis.add("offer_inventory", PAIRS[1], PAIRS[0] | {"area": f"{RHEINE} 05515000"})
    assert rows(kreis, "is_upper_bound") == {ALTENBERGE: False, EMSDETTEN: False, RHEINE: True, WETTRINGEN: False}


def test_every_row_that_is_shared_has_its_bounds(snapshot):
    """gap.sql joins by month, municipality and category: no row with a figure may be without one."""
    missing = """
        select g.month, g.ags, g.category from curated.gap as g
        inner join curated.category as c on g.category = c.category
        left join curated.shared_supply as h on g.month = h.month and g.ags = h.ags and g.category = h.category
        where c.sharing_rule in ('area', 'district') and g.need is not null and g.local_supply is not null
            and h.is_upper_bound is null
    """
    assert snapshot(missing) == []


def test_shared_supply_is_the_sum_of_shared_places(snapshot):
    differing = """
        select s.month, s.category, s.ags from curated.shared_supply as s
        left join curated.shared_place as p on s.month = p.month and s.category = p.category and s.ags = p.ags
        group by s.month, s.category, s.ags, s.served
        having abs(s.served - coalesce(sum(p.places), 0)) > 1e-6
    """
    assert snapshot(differing) == []
