"""The page Budget says as much as is known of the gaps: minimums, estimates, municipalities without a figure."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboards.queries import budget as ask
from dashboards.sections import budget_known
from dashboards.sections.budget_answer import Answer
from dashboards.sections.budget_asked import Asked
from dashboards.widgets import Selection
from pipelines.budgets import Price, Wish, answers, situation
from tests.dashboards.test_budget import JANUARY, words


def test_a_month_without_figures_is_not_a_month_without_gaps(run):
    """The sentence and who has no figure; no zeros, no 100 %, no table, no file."""
    app = run("budget", monat="2024-12")
    said = words(app)
    assert "keine Lücke bekannt" in said
    assert "Ohne Zahl in 24 Gemeinden" in said
    shown = [header.value for header in [*app.header, *app.subheader]]
    assert shown == ["Was nicht mitgerechnet ist"]
    assert not any(
        told in said for told in ("Neu versorgt", "100 %", "Bewiesen", "Billigste", "Nach Köpfen", "zu haben")
    )
    assert not any("<table" in html.body for html in app.get("html"))
    assert not app.get("download_button")


def test_minimums_do_not_say_that_nobody_remains_without(run):
    """June 2018: the needs of all 23 with a figure are minimums from estimates, and nobody's people are known."""
    app = run("budget", monat="2018-06")
    said = words(app)
    assert "einen Platz, der im Juni 2018 fehlte; wie viele ohne bleiben, ist nicht bekannt." in said
    assert "In 23 von 23 Gemeinden mit einer Zahl sind nur Mindestwerte eingegangen" in said
    assert "In 23 von 23 Gemeinden mit einer Zahl beruht die Rechnung auf Schätzungen" in said
    assert "0 bleiben" not in said
    assert "nach Köpfen lässt sich nicht verteilen" in said
    assert "höchstens 100 %" in said
    assert ">0 €<" not in said
    assert "Fehlt bisher" in said
    assert "mindestens 100 % des Mindestbedarfs gedeckt" in words(run("budget", monat="2018-06", ziel="worst"))


def test_what_is_only_not_certain_is_not_said_to_be_there(run):
    """In June 2018 nothing is certainly missing, because every answer rests on an estimate."""
    said = words(run("budget", monat="2018-06", luecke="certain"))
    assert "das heißt nicht, dass nichts fehlt" in said
    assert "Es fehlt nichts" not in said


@pytest.mark.parametrize(
    ("change", "one_left", "none_left"),
    [
        ({}, "1 bleibt ohne", "0 bleiben ohne"),
        ({(1, "need_basis"): "partial"}, "mindestens 1 bleibt ohne", "wie viele ohne bleiben, ist nicht bekannt"),
        ({(1, "rests_on_estimate"): True}, "geschätzt 1 bleibt ohne", "wie viele ohne bleiben, ist nicht bekannt"),
        ({(1, "supply_basis"): "partial"}, "geschätzt 1 bleibt ohne", "wie viele ohne bleiben, ist nicht bekannt"),
        ({(1, "gap"): float("nan")}, "mindestens 1 bleibt ohne", "wie viele ohne bleiben, ist nicht bekannt"),
        (
            {(0, "rests_on_estimate"): True, (1, "gap"): float("nan")},
            "geschätzt mindestens 1 bleibt ohne",
            "wie viele ohne bleiben, ist nicht bekannt",
        ),
    ],
    ids=str,
)
def test_who_remains_is_said_as_surely_as_the_gaps_are_known(monkeypatch, change, one_left, none_left):
    """A lacks 4, B lacks 2 of which nobody may know; at 100 € a place one euro too few leaves one without."""
    rows = pd.DataFrame(
        {
            "ags": ["A", "B"], "category": "FRB-U3", "unit": "places", "need": 10.0, "gap": [4.0, 2.0],
            "need_basis": "reported", "supply_basis": "reported", "rests_on_estimate": False,
            "persons_per_unit": 1.0, "sharing_rule": "local",
        }
    )  # fmt: skip
    for place, value in change.items():
        rows.loc[place] = value
    monkeypatch.setattr(ask, "gaps", lambda *_: rows)
    lacking = int(rows["gap"].sum())
    for budget, said in ((100 * lacking - 1, one_left), (100 * lacking, none_left)):
        wish = Wish(budget, (Price("FRB-U3", 100),), reach="home")
        question = situation(rows, pd.DataFrame(columns=["ags_from", "ags_to", "road_km"]), wish)
        found = Answer(question, answers(question, [1.0, 1.0]), pd.Series([1.0, 1.0]))
        asked = Asked(Selection("", JANUARY, "", None), "most", budget, wish, ())
        assert budget_known.left(found, asked, found.placed["most"]) == said


def test_what_stays_open_is_a_minimum_where_a_municipality_has_no_figure(run):
    """Wettringen has not reported."""
    said = words(run("budget", monat="2018-01"))
    assert re.search(r"; mindestens \d+ bleiben ohne\.", said)
    [row] = re.findall(r"<tr><th[^>]*>Frühe Bildung unter 3 \(Plätze\)</th>(.*?)</tr>", said)
    assert re.findall(r"<td[^>]*>(mind\. )?\d+</td>", row) == ["mind. "] * 5
