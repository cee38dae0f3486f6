"""Places of Integreat: there or not, in one of our categories or not; no capacity, no guess."""

from __future__ import annotations

import pytest

from pipelines.problems import Unreadable
from pipelines.receiving.intake import take_in_all
from tests.fixtures.formats.hsds import EMSDETTEN, RHEINE, as_json, place
from tests.fixtures.small_kreis import RECEIVED, offer, stock
from tests.pipelines.test_directories import read


def test_places_of_integreat_are_there_and_have_no_capacity(kreis, tmp_path):
    organization = {"id": 3, "slug": "drk", "name": "DRK"}
    places = [
        place(5, "Treffpunkt", organization=organization),
        place(6, "Sport", "Emsdetten", temporarily_closed=True),
    ]
    reading = read(as_json(tmp_path / "orte.json", places), kreis)
    columns = ["offer_id", "ags", "category", "provider", "capacity", "status", "valid_from", "as_of"]
    assert reading.taken[columns].to_numpy().tolist() == [
        ["integreat-5", RHEINE, "BEG", "DRK", "", "running", "2020-01-22", "2020-01-22"],
        ["integreat-6", EMSDETTEN, "SPO", "Ort 6", "", "paused", "2020-01-22", "2020-01-22"],
    ]


def test_places_of_other_categories_stay_outside_and_are_counted(kreis, tmp_path):
    places = [place(1, "Treffpunkt"), place(2, "Gastronomie"), place(3, "Gastronomie"), place(4, "Raumfahrt")]
    reading = read(as_json(tmp_path / "orte.json", places), kreis)
    assert (len(reading.taken), reading.set_aside) == (1, 0)
    told = [
        (one.severity, one.line, one.reason) for one in reading.findings if one.value in ("Gastronomie", "Raumfahrt")
    ]
    assert told == [
        ("info", 2, "kein Integrationsangebot (Orte: 2)"),
        ("warn", 4, "ist eine Kategorie, die niemand zugeordnet hat (Orte: 1)"),
    ]
    with pytest.raises(Unreadable, match="nur Orte, deren Kategorie keiner unserer entspricht"):
        read(as_json(tmp_path / "keine.json", places[1:]), kreis)


def test_a_town_that_is_not_clear_is_set_aside_with_its_candidates(kreis, tmp_path):
    places = [place(number, "Treffpunkt") for number in range(20)] + [place(21, "Treffpunkt", "Rheinee")]
    path = as_json(tmp_path / "orte.json", places)
    [answer] = take_in_all(path, kreis.data, RECEIVED)
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (20, 1)
    assert any("05566076 Rheine" in one.reason for one in answer.findings)
    kreis.add("offer_inventory", offer("x", RHEINE, "BEG", 5, "opening_hours_per_week"))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 1))
    assert kreis.ask("select count(*), count(capacity) from curated.offer where category = 'BEG'") == [(21, 1)]
