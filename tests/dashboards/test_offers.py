"""The page Angebote: filters that count and stand in the address, ends first."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboards.facets import ALL, containing, counts_of, passing
from dashboards.queries import municipality
from dashboards.queries import offers as ask
from tests.fixtures.small_kreis import RHEINE, offer, stock

ROWS = pd.DataFrame(
    {"kind": ["a", "a", "b"], "state": ["x", "y", "x"], "name": ["Sprachcafé Rheine", "Kurs", "Kurs Rheine"]}
)


def words(app) -> str:
    return " ".join(
        [*(element.value for element in [*app.markdown, *app.caption]), *(html.body for html in app.get("html"))]
    )


def test_the_page_says_how_many_offers_run(run):
    app = run("offers", monat="2018-01")
    assert "210 Angebote" in words(app)


def test_an_offer_reported_twice_is_shown_once_and_names_the_other(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 90))
    kreis.add(
        "offer_inventory",
        *(offer(one, RHEINE, "BEG", 9, provider=provider) for one, provider in (("a", "Stadt Rheine"), ("b", "VHS"))),
    )
    kreis.own("offer_decision", "offer_a,offer_b,decision,decided_on,note\na,b,same,2026-01-05,\n")
    folder = str(kreis.data / "curated" / kreis.build() / "curated.duckdb")
    day = date(2018, 1, 1)
    for rows in (ask.register(folder, day, None, day), municipality.offers(folder, day, RHEINE)):
        assert list(zip(rows["offer_id"], rows["provider"], strict=True)) == [("a", "Stadt Rheine (= b, VHS)")]


def test_a_filter_narrows_the_register_and_recounts_the_others(run):
    app = run("offers", monat="2018-01")
    box = next(box for box in app.selectbox if box.key == "traegerart")
    church = next(option for option in box.options if option.startswith("Kirche"))
    box.set_value("church").run()
    count = int(church.split("(")[1].rstrip(")"))
    assert len(app.dataframe[0].value) == count
    other = next(box for box in app.selectbox if box.key == "stand")
    assert other.options[0] == f"alle ({count})"
    assert app.query_params["traegerart"] == "church"


def test_filters_and_search_are_read_from_the_address(run):
    app = run("offers", monat="2018-01", traegerart="church", angebotsart="SPR-IK", suche="rheine")
    rows = app.dataframe[0].value
    assert set(rows["kind"]) <= {"Kirche"}
    assert set(rows["category_name"]) <= {"Integrationskurs"}
    assert app.text_input[0].value == "rheine"
    assert len(run("offers", monat="2018-01", traegerart="gibtesnicht").dataframe[0].value) == 210


def test_a_search_that_finds_nothing_leaves_a_page(run):
    app = run("offers", monat="2018-01")
    app.text_input[0].set_value("gibtesnicht").run()
    assert not app.exception
    assert "0 von 210 Angeboten" in words(app)


def test_a_month_with_an_unreported_inventory_says_so_without_a_name(run):
    app = run("offers", monat="2020-01")
    assert "Von einer Gemeinde fehlt die Angebotsmeldung" in words(app)


def test_a_municipality_sees_what_serves_it(run):
    app = run("offers", monat="2018-01", gemeinde="05566028")
    assert len(app.dataframe[0].value) < 210


def test_what_ends_first_stands_on_top(snapshot):
    rows = ask.register(snapshot, date(2024, 12, 1), None, date(2026, 11, 22))
    ends = rows["ends_on"].dropna()
    assert ends.is_monotonic_increasing
    assert (ends >= pd.Timestamp(2024, 12, 1)).all()
    assert rows["ends_on"].isna().sum() == len(rows) - len(ends)


def test_the_state_of_a_report_depends_on_the_day_somebody_looks(snapshot):
    early = ask.register(snapshot, date(2024, 12, 1), None, date(2026, 11, 22))
    late = ask.register(snapshot, date(2024, 12, 1), None, date(2030, 1, 1))
    assert "fresh" in set(early["state"])
    assert set(late["state"]) <= {"delinquent", "ended"}


def test_a_count_ignores_its_own_filter_and_heeds_the_others():
    chosen = {"kind": "a", "state": "x"}
    assert counts_of(ROWS, chosen, "kind") == {ALL: 2, "a": 1, "b": 1}
    assert passing(ROWS, chosen).tolist() == [True, False, False]


@pytest.mark.parametrize(("typed", "found"), [("", 3), ("rheine", 2), ("kurs rheine", 1), ("(", 0)])
def test_every_word_of_a_search_must_occur(typed, found):
    assert len(containing(ROWS, typed, ["name"])) == found
