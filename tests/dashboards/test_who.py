"""The page Wer macht was wo: blank spots in words, cells that open, institutions, no blame by invention."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pandas as pd
import pytest

from dashboards.charts.linked import Cell, Head, listing, matrix
from dashboards.queries import who as ask
from dashboards.sections.partners import institutions
from tests.dashboards.test_offers import words
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE, offer, stock

TURN = date(2018, 1, 1)
LINK = re.compile(r'<td class="(\w+)[^"]*"[^>]*><a href="([^"]+)"[^>]*><span aria-hidden="true">([^<]*)</span>')


def test_the_finding_counts_municipalities_without_an_offer(run, snapshot):
    served = ask.reach(snapshot, TURN)
    reached = served.loc[served["category"] == "SPR-IK", "ags"].nunique()
    text = words(run("who", monat="2018-01", kategorie="SPR-IK"))
    assert f"In {24 - reached} von 24 Gemeinden gibt es im Januar 2018 kein Angebot für Integrationskurs." in text
    assert "Die meisten weißen Flecken: Case Management (KIM) in 24 von 24 Gemeinden" in text


def test_invented_offers_call_no_municipality_lacking(run):
    assert "Am meisten fehlt in" not in words(run("who", monat="2018-01"))


def test_an_unreported_inventory_is_missing_and_not_none(run):
    text = words(run("who", monat="2020-01"))
    assert "23 von 24" in text
    assert re.search(r'<td class="missing[^"]*"', text)
    assert "nicht gemeldet" in text


@pytest.mark.parametrize("position", [0, 7, 60, 150, -1])
def test_the_number_of_a_cell_is_the_number_of_offers_behind_it(run, position):
    _, link, number = LINK.findall(words(run("who", monat="2018-01")))[position]
    address = dict(pair.split("=") for pair in unescape(link).lstrip("?").split("&"))
    text = words(run("who", **{key: value for key, value in address.items() if value}))
    behind = re.search(r'<table class="listing"><caption class="spoken">Angebote zu .*?</table>', text).group()
    assert behind.count('<th scope="row">') == min(int(number), 25)


def test_a_choice_without_an_offer_says_so(run):
    app = run("who", monat="2018-01", angebotsart="CM")
    assert "Kein Angebot zu dieser Auswahl." in words(app)
    assert "Case Management (KIM): 0 Angebote" in [head.value for head in app.header]


def test_an_offer_behind_a_cell_names_institution_contact_and_line(run):
    text = words(run("who", monat="2018-01", gemeinde="05566028", angebotsart="SPR-EO"))
    assert '<td data-head="Träger">Beispiel-VHS Ibbenbüren</td>' in text
    assert '<td data-head="Kontakt laut Inventar">beispiel@example.org</td>' in text
    assert '<td data-head="Woher">beispielinventar.csv, Zeile 92</td>' in text


def test_without_invention_the_emptiest_municipality_is_named(run, kreis, monkeypatch):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 90))
    kreis.add("offer_inventory", offer("a", RHEINE, "BEG", 9, provider="Stadt Rheine"))
    kreis.add("inventory_report", *({"ags": ags} for ags in (RHEINE, ALTENBERGE)))
    kreis.build()
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(kreis.data))
    text = words(run("who", monat="2018-01", kategorie="BEG"))
    assert "In 1 von 2 Gemeinden" in text
    assert "Am meisten fehlt in Altenberge: in 16 von 16 Kategorien kein Angebot." in text


def test_institutions_are_counted_once_with_what_they_do():
    offers = pd.DataFrame(
        {
            "offer_id": ["1", "2", "3"],
            "provider": ["VHS", "VHS", "Kirche"],
            "provider_kind": ["education_provider", "education_provider", "church"],
            "category_name": ["Sprache", "Arbeit", "Sprache"],
            "contact": ["a@b.de", None, None],
        }
    )
    rows = institutions(offers).values.tolist()
    assert rows == [
        ["VHS", "education_provider", 2, "Arbeit, Sprache", "a@b.de"],
        ["Kirche", "church", 1, "Sprache", ""],
    ]


def test_a_blank_row_spans_the_table_and_names_are_text_only():
    html = matrix(
        "Über",
        "Ecke",
        [Head("Kirche"), Head("<b>"), Head("zusammen")],
        [(Head("Kurs <1>"), [Cell("1", "eins", "?a=1&b=2", number=1)] * 3), (Head("Leer"), [Cell("kein", "kein")])],
    )
    assert '<td class="count" colspan="3">kein</td>' in html
    assert "Kurs &lt;1&gt;" in html
    assert "&lt;b&gt;" in html
    assert 'href="?a=1&amp;b=2"' in html
    assert '<th scope="col">Ecke</th>' in html


def test_a_listing_escapes_what_was_typed():
    html = listing("T", ["Angebot", "Träger"], [["<script>", "‮😀"]])
    assert "<script>" not in html
    assert '<th scope="row">&lt;script&gt;</th><td data-head="Träger">‮😀</td>' in html
