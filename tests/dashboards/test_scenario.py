"""Was wäre wenn: assumptions in, gaps of all municipalities beside today's out, shared as text and link."""

import json
import re

import pytest

from dashboards import sign_in
from dashboards.queries import scenario as ask
from dashboards.queries.snapshot import latest, name_of
from dashboards.roles import PUBLIC, Door
from pipelines import snapshot as files
from pipelines.planning.scenario import KREIS, NewFacility, Opening, OtherRatio, People, Scenario
from pipelines.planning.scenario_file import as_token, from_token, write
from tests.dashboards.test_overview import charts, html

RHEINE, OCHTRUP = "05566076", "05566068"
MORE = Scenario("Hundert <b>mehr</b>", "2018-01", "", people=(People(RHEINE, 100.0, group="fluag"),))
POSTS = {"kategorie": "BER-SOZ"}


def warnings(app) -> list[str]:
    return [warning.value.replace("\\", "") for warning in app.warning]


def lines(app) -> list[str]:
    return [line.value.replace("\\", "") for line in app.markdown]


def scenario_of(app) -> Scenario:
    [token] = (
        app.query_params["szenario"]
        if isinstance(app.query_params["szenario"], list)
        else [app.query_params["szenario"]]
    )
    return from_token(token)[0]


def test_without_assumptions_the_page_shows_today_and_asks(run):
    app = run("scenario", **POSTS)
    assert "Heute fehlt etwas in" in html(app)
    assert "Annahmen, keine Daten" not in html(app)
    assert not app.warning
    assert "szenario" not in app.query_params


def test_a_link_shows_its_assumption_its_strip_and_the_change(run, snapshot):
    """One post per 100 people: 100 more in Rheine need one post more, and so much more is missing there."""
    app = run("scenario", szenario=as_token(MORE), **POSTS)
    page = html(app)
    assert "Annahmen, keine Daten." in page
    assert "Rheine: +100 Personen (FlüAG)" in lines(app)
    [row] = ask.gaps(snapshot, MORE).query("ags == @RHEINE and category == 'BER-SOZ'").to_dict("records")
    assert row["need_scenario"] == pytest.approx(row["need_today"] + 1)
    assert row["change"] == pytest.approx(1)
    assert "+1,0" in page
    assert charts(app, "szenario-luecken")


def test_the_finding_counts_the_municipalities_in_which_something_is_missing_then_and_now(run, snapshot):
    """Nobody per post: with 1 post per 10 people more municipalities are short than with 1 per 100."""
    scarce = Scenario("", "2018-01", "", ratios=(OtherRatio("BER-SOZ", "persons_per_fte", 10.0),))
    rows = ask.gaps(snapshot, scarce).query("category == 'BER-SOZ'")
    now, then = (int((rows[f"shared_gap_{side}"] > 1e-6).sum()) for side in ("scenario", "today"))
    assert now > then
    page = html(run("scenario", szenario=as_token(scarce), **POSTS))
    assert f"fehlt etwas in {now} statt in {then} von 23 Gemeinden" in page


def test_where_nothing_can_be_computed_the_page_says_why(run):
    token = as_token(MORE)
    assert "gibt es keine Quote" in html(run("scenario", kategorie="DOL", szenario=token))
    assert "lässt sich nichts annehmen" in html(run("scenario", monat="2024-12", **POSTS))
    for kind in ("offers", "ratio"):
        app = run("scenario", kategorie="DOL", annahme=kind)
        assert any("wählen Sie oben eine andere" in line for line in lines(app))


def test_as_many_municipalities_as_today_are_not_said_to_be_others(run):
    """A facility changes what is owed and no gap."""
    house = Scenario("", "2018-01", "", facilities=(NewFacility(RHEINE, "zue", 300, "2018-01-01"),))
    page = html(run("scenario", szenario=as_token(house), **POSTS))
    assert "so vielen wie heute" in page
    assert "Stellen · wie heute" in page


@pytest.mark.parametrize(("people", "said"), [(100.0, "mehr als heute"), (-1.0, "weniger als heute")])
def test_as_many_municipalities_are_not_said_to_lack_as_much(run, people, said):
    """Rheine lacks 1.82 − 1.75 posts: with 100 people more 1.07, with one fewer 0.06; it is one of as many."""
    some = Scenario("", "2018-01", "", people=(People(RHEINE, people, group="fluag"),))
    page = html(run("scenario", szenario=as_token(some), **POSTS))
    assert f"Mit diesen Annahmen fehlt {said}, in ebenso vielen Gemeinden" in page
    assert "so vielen wie heute" not in page


def test_an_example_is_one_click_away(run):
    app = run("scenario", **POSTS)
    token = re.search(r'szenario=([\w-]+)[^"]*" target="_self">10 % mehr', html(app))[1]
    assert from_token(token)[0].people == (People(KREIS, 10.0, is_percent=True),)
    assert "ganzer Kreis: +10 % der Personen" in " ".join(lines(run("scenario", szenario=token, **POSTS)))


def test_a_form_adds_an_assumption_and_a_button_takes_it_back(run):
    app = run("scenario", **POSTS)
    app.selectbox(key="feld_ort").set_value(RHEINE)
    app.number_input(key="feld_zahl").set_value(100)
    app.selectbox(key="feld_gruppe").set_value("fluag")
    app.selectbox(key="feld_einheit").set_value("persons")
    _send(app)
    assert scenario_of(app).people == MORE.people
    app.button(key="take-back-0").click().run()
    assert "szenario" not in app.query_params
    assert "Heute fehlt etwas in" in html(app)


def _send(app) -> None:
    next(button for button in app.button if button.label == "Hinzufügen").click().run()
    assert not app.exception


def test_what_cannot_be_added_is_said_and_nothing_is_lost(run):
    app = run("scenario", szenario=as_token(MORE), **POSTS)
    app.selectbox(key="feld_ort").set_value(OCHTRUP)
    app.number_input(key="feld_zahl").set_value(-100_000)
    app.selectbox(key="feld_gruppe").set_value("fluag")
    app.selectbox(key="feld_einheit").set_value("persons")
    _send(app)
    assert warnings(app) == [
        "Ochtrup: Nach FlüAG gingen 100.000 Personen weg, gezählt sind 155; die Annahme bleibt weg."
    ]
    assert scenario_of(app) == MORE


def test_a_number_beyond_reason_is_refused_and_nothing_is_lost(run):
    app = run("scenario", szenario=as_token(MORE), annahme="facility", **POSTS)
    app.number_input(key="feld_plaetze").set_value(5_000_000)
    _send(app)
    [warning] = warnings(app)
    assert "keine brauchbare Zahl" in warning
    assert scenario_of(app) == MORE


HALF = {"feld_0_2": 20.0, "feld_3_5": 10.0, "feld_6_17": 10.0, "feld_18_64": 50.0, "feld_65_plus": 10.0}


@pytest.mark.parametrize(
    ("category", "address", "boxes", "numbers", "figure", "expected"),
    [
        # 182 under FlüAG × half of them adults × 0.85 × 0.33
        ("SPR-EO", {"annahme": "ages"}, {}, HALF, "need", 182 * 0.5 * 0.85 * 0.33),
        ("BER-SOZ", {"annahme": "ratio"}, {}, {"feld_wert": 80.0}, "need", 182 / 80),
        # 1 + 0.75 posts for 1.82
        ("BER-SOZ", {"annahme": "offers"}, {"feld_welches": "ST-0192"}, {}, "local_gap", 1.82 - 0.75),
        (
            "BER-SOZ", {"annahme": "offers", "angebot": "grow"},
            {"feld_welches": "ST-0192"}, {"feld_mehr": 2.0}, "local_supply", 3.75,
        ),
        (
            "BER-SOZ", {"annahme": "offers", "angebot": "open"},
            {"feld_sitz": RHEINE}, {"feld_neu": 0.25}, "local_supply", 2.0,
        ),
    ],
    ids=["ages", "ratio", "close", "grow", "open"],
)  # fmt: skip
def test_every_kind_of_assumption_changes_the_figure_it_should(
    run, snapshot, category, address, boxes, numbers, figure, expected
):
    app = run("scenario", kategorie=category, **address)
    _fill(app, boxes, numbers)
    assert scenario_of(app).size == 1
    rows = ask.gaps(snapshot, scenario_of(app)).set_index(["ags", "category"])
    assert rows.loc[(RHEINE, category), f"{figure}_scenario"] == pytest.approx(expected)
    assert rows.loc[(RHEINE, category), f"{figure}_today"] != pytest.approx(expected)


def test_what_is_supposed_of_an_offer_has_the_unit_of_its_category(run):
    """Posts are no places."""
    made = Scenario("", "2018-01", "", closed=("ST-0192",), opened=(Opening("Neu", "WOH", RHEINE, 1.0),))
    said = lines(run("scenario", szenario=as_token(made), annahme="offers", **POSTS))
    assert any(
        line.startswith("Rheine:") and line.endswith("Flüchtlingssozialarbeit, 1 Stelle weniger)") for line in said
    )
    assert any("„Neu“ öffnet, 1 Bett (" in line for line in said)


def test_a_facility_is_credited(run, snapshot):
    """300 places × 0.5 in 2018."""
    app = run("scenario", annahme="facility", **POSTS)
    _fill(app, {"feld_ort": OCHTRUP, "feld_art": "zue"}, {"feld_plaetze": 300})
    made = scenario_of(app)
    [row] = ask.obligations(snapshot, made, ask.known(snapshot, "2018-01", "de")).to_dict("records")
    assert (row["ags"], row["credit_after"]) == (OCHTRUP, 150)
    assert row["outstanding_after"] == pytest.approx(row["obligation"] - 155 - 150)


def _fill(app, boxes, numbers) -> None:
    for key, code in boxes.items():
        app.selectbox(key=key).set_value(code)
    for key, number in numbers.items():
        app.number_input(key=key).set_value(number)
    _send(app)
    assert not app.warning


@pytest.mark.parametrize(
    ("address", "asked", "shown"),
    [
        ({"annahme": "wetter"}, "wetter", "Menschen"),
        ({"annahme": "offers", "angebot": "<b>brennt</b>"}, "<b>brennt</b>", "schließt"),
    ],
)
def test_a_choice_that_nobody_knows_is_said_in_one_sentence(run, address, asked, shown):
    app = run("scenario", **POSTS, **address)
    assert warnings(app) == [f"Die Adresse nennt „{asked}“; das gibt es hier nicht. Gezeigt ist „{shown}“."]


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
    assert "Heute fehlt etwas in" in html(app)


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
