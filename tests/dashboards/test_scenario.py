"""Was wäre wenn: assumptions in, gaps of all municipalities beside today's out, shared as text and link."""

import json
import re

import pytest

from dashboards.queries import scenario as ask
from pipelines.planning.scenario import KREIS, NewFacility, Opening, OtherRatio, People, Scenario
from pipelines.planning.scenario_file import as_token, from_token
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
    assert "Ohne Annahmen fehlt im Januar 2018 in" in html(app)
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
    assert "gibt es keine anerkannte Quote" in html(run("scenario", kategorie="DOL", szenario=token))
    app = run("scenario", monat="2024-12", **POSTS)
    assert "lässt sich nichts annehmen, weil keine Lücke bekannt ist" in html(app)
    assert not any(button.label == "Hinzufügen" for button in app.button)
    assert "Zum Beispiel" not in html(app)
    for kind in ("offers", "ratio"):
        app = run("scenario", kategorie="DOL", annahme=kind)
        assert any("wählen Sie oben eine andere" in line for line in lines(app))


def test_a_category_without_a_known_gap_offers_no_example_of_it_but_the_forms(run):
    """June 2018: courses have no figure, other categories have."""
    app = run("scenario", monat="2018-06", kategorie="SPR-IK")
    assert "Integrationskurs: Für Juni 2018 lässt sich nichts annehmen, weil keine Lücke bekannt ist" in html(app)
    assert "Zum Beispiel" not in html(app)
    assert any(button.label == "Hinzufügen" for button in app.button)


def test_minimums_are_named_beside_the_sum(run):
    """June 2018: of the legal groups only one is estimated in each of the 23; in January 2018 all are reported."""
    said = "In 23 von 23 Gemeinden sind nur Mindestwerte eingegangen"
    assert said in html(run("scenario", monat="2018-06", **POSTS))
    assert "Mindestwerte" not in html(run("scenario", monat="2018-01", **POSTS))


@pytest.mark.parametrize(("language", "today"), [("de", "heut"), ("en", "today")])
def test_what_holds_without_assumptions_is_not_called_today(run, language, today):
    """The month is January 2018."""
    for token in ({}, {"szenario": as_token(MORE)}):
        app = run("scenario", **POSTS, **token, sprache=language)
        said = " ".join([html(app), *lines(app), *(note.value for note in [*app.caption, *app.header])])
        assert today not in said.lower()


def test_bounds_that_leave_the_picture_end_in_an_arrow(run):
    """A tenth more people: the high need of the courses reaches far beyond all gaps that are drawn."""
    tenth = Scenario("", "2018-01", "", people=(People(KREIS, 10.0, is_percent=True),))
    app = run("scenario", szenario=as_token(tenth), kategorie="SPR-IK")
    drawn = json.loads(charts(app, "szenario-luecken")[0].proto.spec)
    arrows = next(trace for trace in drawn["data"] if trace["name"] == "beyond_now")
    assert arrows["y"]
    assert "ein Pfeil heißt, dass sie weiter reicht" in " ".join(note.value for note in app.caption)


def test_as_many_municipalities_as_today_are_not_said_to_be_others(run):
    """A facility changes what is owed and no gap."""
    house = Scenario("", "2018-01", "", facilities=(NewFacility(RHEINE, "zue", 300, "2018-01-01"),))
    page = html(run("scenario", szenario=as_token(house), **POSTS))
    assert "so vielen wie ohne sie" in page
    assert "Stellen · wie ohne Annahmen" in page


@pytest.mark.parametrize(("people", "said"), [(100.0, "mehr als ohne sie"), (-1.0, "weniger als ohne sie")])
def test_as_many_municipalities_are_not_said_to_lack_as_much(run, people, said):
    """Rheine lacks 1.82 − 1.75 posts: with 100 people more 1.07, with one fewer 0.06; it is one of as many."""
    some = Scenario("", "2018-01", "", people=(People(RHEINE, people, group="fluag"),))
    page = html(run("scenario", szenario=as_token(some), **POSTS))
    assert f"Mit diesen Annahmen fehlt {said}, in ebenso vielen Gemeinden" in page
    assert "so vielen wie ohne sie" not in page


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
    assert "Ohne Annahmen fehlt im Januar 2018 in" in html(app)


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
