"""A scenario as a file, as a link and for other readers: what opens, what is refused in one sentence."""

import json

import pytest

from dashboards import sign_in
from dashboards.queries import scenario as ask
from dashboards.queries.snapshot import latest, name_of
from dashboards.roles import PUBLIC, Door
from pipelines import snapshot as files
from pipelines.planning.scenario import KREIS, OtherRatio, People, Scenario
from pipelines.planning.scenario_file import as_token, write
from tests.dashboards.test_overview import html
from tests.dashboards.test_scenario import MORE, POSTS, lines, scenario_of, warnings

RHEINE = "05566076"


def test_the_file_of_gaps_is_named_for_what_is_in_it(snapshot):
    """Offers in the shipped data are invented; the Kreis' own people are not protected."""
    name = ask.file_name(snapshot, MORE, "Haus/zu")
    assert name == f"Beispielrechnung_zu_2018-01_{name_of(snapshot)[:8]}.csv"


def test_people_under_a_scenario_stand_beside_what_is_owed(run):
    page = html(run("scenario", szenario=as_token(MORE), **POSTS))
    assert "Noch aufzunehmen" in page
    assert "182 → 282" in page


def test_the_text_of_a_file_opens_and_brings_its_month(run):
    app = run("scenario", monat="2024-12", **POSTS)
    app.text_area(key="szenario-text").set_value(write(MORE)).run()
    app.button(key="szenario-oeffnen").click().run()
    assert not app.exception
    assert scenario_of(app) == MORE
    assert app.selectbox(key="monat").value == "2018-01"


def test_another_month_in_the_bar_keeps_the_assumptions(run):
    app = run("scenario", szenario=as_token(MORE), **POSTS)
    app.selectbox(key="monat").set_value("2017-01").run()
    assert not app.exception
    assert scenario_of(app).month == "2017-01"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 300_000, "länger als 100 kB"),
        (write(MORE).replace('": 2', '": 3', 1), "hat Fassung 3, bekannt ist nur Fassung 2"),
        (json.dumps({"bedarfsatlas_scenario": 1, "month": "2018-01", "people": {RHEINE: 5}}), "alte Fassung 1"),
        ("<script>alert(1)</script>", "Zeile 1 ist nicht lesbar"),
    ],
)
def test_a_text_that_is_no_scenario_of_today_is_told_in_one_sentence(run, text, said):
    app = run("scenario", **POSTS)
    app.text_area(key="szenario-text").set_value(text).run()
    app.button(key="szenario-oeffnen").click().run()
    assert not app.exception
    [warning] = warnings(app)
    assert said in warning


@pytest.mark.parametrize("token", ["kaputt", "%00", "A" * 7000, as_token(MORE)[:-8]])
def test_a_broken_link_is_one_sentence_and_today(run, token):
    app = run("scenario", szenario=token, **POSTS)
    [warning] = warnings(app)
    assert "Verweis" in warning or "lesbar" in warning
    assert "Ohne Annahmen fehlt im Januar 2018 in" in html(app)


def test_unknown_places_and_months_are_named_and_the_rest_holds(run):
    odd = Scenario("", "2031-03", "", people=(People("99999999", 5), People(KREIS, 10, True)))
    app = run("scenario", szenario=as_token(odd), **POSTS)
    assert any("99999999" in said for said in warnings(app))
    assert any("März 2031" in said for said in warnings(app))
    assert "ganzer Kreis: +10 % der Personen" in " ".join(lines(app))


def test_signs_in_a_name_mean_nothing(run):
    page = html(run("scenario", szenario=as_token(MORE), **POSTS))
    assert "<b>mehr</b>" not in page
    assert "Hundert &lt;b&gt;mehr&lt;/b&gt;" in page


def test_everybody_else_sees_it_from_protected_people(run, data, monkeypatch):
    """The count of 182 in Rheine is 180 to everybody: 100 more are 280. Nothing of the exact count is on the page."""
    monkeypatch.setattr(sign_in, "door", lambda _: Door.STREET)
    app = run("scenario", szenario=as_token(MORE), **POSTS)
    page = html(app)
    assert "180 → 280" in page
    assert "182" not in page
    assert latest(PUBLIC).endswith(files.PUBLIC_DATABASE)


def test_in_english_it_says_the_same(run):
    other = Scenario("", "2018-01", "", ratios=(OtherRatio("BER-SOZ", "persons_per_fte", 200),))
    app = run("scenario", szenario=as_token(other), sprache="en", **POSTS)
    assert "Assumptions, no data." in html(app)
    assert any("people per post 200 instead of 100" in line for line in lines(app))
