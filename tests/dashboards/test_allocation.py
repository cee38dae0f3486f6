"""Zuweisung: the ledger of a day step by step, all 24 side by side, and what if."""

import json
import re
from datetime import date

import pandas as pd
import pytest

from dashboards.charts.ledger_strip import strip
from dashboards.markup import as_name
from dashboards.queries import ledger as ask
from dashboards.queries.snapshot import name_of
from dashboards.sections import ledger_changes, ledger_rates
from dashboards.sections.ledger_all import arranged
from dashboards.sections.ledger_rail import scales, span
from tests.dashboards.test_overview import charts, html

RHEINE, OCHTRUP = "05566076", "05566068"
DAYS = ["2018-01-01", "2024-01-26", "2015-07-01"]
# 05566004 to 05566096 in steps of four
KREIS = [f"055660{number:02}" for number in range(4, 97, 4)]


def warnings(app) -> list[str]:
    return [warning.value for warning in app.warning]


def stairs(app) -> str:
    return next(e.proto.body for e in app.get("html") if 'class="stairs"' in e.proto.body)


@pytest.mark.parametrize("scheme", ["fluag", "wohnsitz"])
@pytest.mark.parametrize("day", DAYS)
def test_the_page_opens_for_each_of_the_24(run, snapshot, scheme, day):
    app = run("allocation", gemeinde=KREIS[0], tag=day, verfahren=scheme)
    box = app.selectbox(key="gemeinde")
    assert len(box.options) == 25
    names = ask.ledger(snapshot, date.fromisoformat(day), scheme)["name"]
    for ags in KREIS:
        app.selectbox(key="gemeinde").set_value(ags).run()
        assert not app.exception
        assert not app.error
        assert not app.warning
        assert app.title[0].value == as_name(f"{names[ags]}: Wie kommt die Zuweisung zustande?")
        assert "Erfüllungsquote</b>" in stairs(app)


def test_rheine_in_2024_is_as_published_with_line(run):
    app = run("allocation", gemeinde=RHEINE, tag="2024-01-26")
    page = stairs(app)
    for figure in ("<b>1.314 Personen</b>", "<b>92,04 %</b>", "<b>105 Personen</b>"):
        assert figure in page
    assert "meldungen_kreis_steinfurt.csv, Zeile 67: rheine-buergerinfo.de" in page
    assert "1.314 Menschen aufzunehmen, gezählt sind 1.209: 105 stehen noch aus." in html(app)


def test_a_computed_obligation_has_bounds_and_an_open_mark(run):
    page = stairs(run("allocation", gemeinde=RHEINE, tag="2018-01-01"))
    assert '<div class="step estimated obligation">' in page
    assert "<small>463,87 bis 562,05</small>" in page
    assert "0,424884 % × 113.029" in page
    assert 'class="fill estimated"' in page


def test_what_is_missing_says_the_word_and_why(run):
    app = run("allocation", gemeinde=OCHTRUP, tag="2015-07-01")
    page = stairs(app)
    assert "<b>0,1296 %</b>" in page
    assert page.count("<b>fehlt</b>") == 6
    assert "Vor dem 31.12.2015 ist keine Verteilbasis bekannt" in html(app)
    assert not charts(app, f"strip-{OCHTRUP}")


@pytest.mark.parametrize(("ags", "said"), [(RHEINE, "3,9 Personen mehr: 480,2 statt 476,3"), ("05566092", "weniger")])
def test_the_cap_in_persons(run, snapshot, ags, said):
    ledger = ask.ledger(snapshot, date(2018, 1, 1), "fluag")
    is_capped = bool(ledger.loc[ags, "is_capped"])
    page = stairs(run("allocation", gemeinde=ags, tag="2018-01-01"))
    assert ("weniger aufzunehmen" in page) is is_capped
    assert is_capped or said in page


def test_where_credits_are_unknown_there_is_no_ranking_but_a_reason(run, snapshot):
    app = run("allocation", tag="2018-01-01")
    assert any(caption.value.startswith("Keine Rangfolge: Welche Plätze") for caption in app.caption)
    assert "Ohne Bestand: Wettringen." in [text.value for text in app.markdown]
    rows = arranged(ask.ledger(snapshot, date(2018, 1, 1), "fluag").query("in_kreis"))
    assert rows["place"].isna().all()
    assert rows["obligation"].is_monotonic_decreasing
    drawn = json.loads(charts(app, "strip-kreis")[0].proto.spec)
    assert [trace["name"] for trace in drawn["data"]].count("open") == 22


def test_where_credits_are_known_the_lowest_is_first(snapshot):
    rows = arranged(ask.ledger(snapshot, date(2018, 1, 1), "wohnsitz").query("in_kreis"))
    assert rows["place"].dropna().tolist() == list(range(1, 24))
    assert rows["fulfilment"].iloc[:23].is_monotonic_increasing


def row(**values) -> dict:
    known = {"name": "A", "fulfilment": 0.5, "fulfilment_low": 0.5, "fulfilment_high": 0.5, "stock_basis": "reported"}
    return known | {"place": float("nan"), "text": "50 %"} | values


def test_strip_draws_estimates_open_and_unknown_bounds_with_an_arrow():
    rows = pd.DataFrame([row(), row(stock_basis="estimated", fulfilment_high=float("nan")), row(fulfilment=9.9)])
    chart = strip(rows)
    marks = next(trace for trace in chart.data if trace.name == "fulfilment")
    assert marks.marker.color[0] != marks.marker.color[1]
    assert [trace.line.dash for trace in chart.data if trace.name == "open"] == ["dot"]
    # 990 % lies at the edge, its number beside it
    assert marks.x[2] == chart.layout.xaxis.range[1]
    assert marks.marker.symbol[2] == "triangle-right"
    assert [shape.x0 for shape in chart.layout.shapes] == [90, 100]


def test_the_label_beside_a_mark_tells_the_mark_and_then_its_bound(run):
    """259 of 330.3 (at most 386.6): 78 %, at least 67 %. 155 of 147.8 (at most 173.0): 105 %, at least 89.6 %."""
    app = run("allocation", gemeinde="05566028", tag="2018-01-01")
    drawn = json.loads(charts(app, "strip-05566028")[0].proto.spec)
    beside = [note["text"] for note in drawn["layout"]["annotations"]]
    assert {"78 % (mind. 67 %)", "105 % (mind. 89 %)", "38 % (32–85 %)"} <= set(beside)
    page = html(app)
    assert "78 % (mindestens 67 %) · Bestand 259 (gemeldet) von 330" in page
    assert "105 % (mindestens 89 %) · Bestand 155 (gemeldet) von 148" in page
    why = "von der Erfüllungsquote ist deshalb nur die Untergrenze bekannt: 67 %."
    assert "Die Verpflichtung ist gerechnet und liegt zwischen 319 und 387. Ob Plätze" in page
    assert why in page
    assert "Unter 90 %: sicher 1, höchstens 19 von 23 Gemeinden" in [head.value for head in app.header]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.896, "89 %"),
        (0.8949, "89 %"),
        (0.9, "90 %"),
        (0.996, "99 %"),
        (1.0, "100 %"),
        (0.6699, "67 %"),
        (1.049, "105 %"),
    ],
)
def test_a_rate_below_a_threshold_is_not_rounded_up_to_it(share, said):
    assert ledger_rates.percent(share) == said


def test_an_estimated_obligation_is_called_so_on_both_pages(run):
    """0.4076 % of 153,727 is 627, with a key good to about 8 %: 576 to 677."""
    page = html(run("allocation", gemeinde=RHEINE, tag="2018-01-01", verfahren="wohnsitz"))
    assert "Die Verpflichtung ist geschätzt und liegt zwischen 576 und 677." in page


def test_a_missing_rate_names_the_one_that_is_missing(run):
    """Wettringen's obligation of 64 is known, its stock is not; in 2015 neither is."""
    page = stairs(run("allocation", gemeinde="05566096", tag="2018-01-01"))
    assert "Ohne Bestand gibt es keine Quote." in page
    assert "Ohne Bestand lässt sie sich nicht rechnen." in page
    assert "Ohne Bestand und Verpflichtung" in stairs(run("allocation", gemeinde=OCHTRUP, tag="2015-07-01"))


def test_the_reporters_note_stands_with_the_source_and_says_its_language(run):
    """The step says mean of the quarter once; the note that says it again stands under Woher?"""
    page = stairs(run("allocation", gemeinde=RHEINE, tag="2018-01-01"))
    assert "<span>Mittel vom 01.10.2017 bis 31.12.2017</span>" in page
    assert "; Mittel des Quartals, gerundet</li>" in page
    english = stairs(run("allocation", gemeinde=RHEINE, tag="2018-01-01", sprache="en"))
    assert "; Mittel des Quartals, gerundet (in German)</li>" in english


def test_strip_shows_ghosts_where_something_changed():
    rows = pd.DataFrame([row(), row(fulfilment=0.7)], index=["a", "b"])
    chart = strip(rows, before=pd.DataFrame([row(), row()], index=["a", "b"]))
    ghosts = next(trace for trace in chart.data if trace.name == "ghost")
    assert pd.isna(ghosts.x[0])
    assert ghosts.x[1] == 50


def test_credit_and_stock_hang_from_the_obligation_like_steps():
    figures = pd.Series({"obligation": 100.0, "obligation_high": 100.0, "credit": 30.0, "fulfilment": 0.9})
    figures = pd.concat([figures, pd.Series({"outstanding": 20.0, "outstanding_low": 20.0})])
    assert span("credit", figures, 30.0) == (70, 100)
    assert span("stock", figures, 50.0) == (20, 70)
    assert span("outstanding", figures, 20.0) == (0, 20)
    assert scales([figures], [])["stock"].at(0) == 0


def test_what_if_by_address_shows_both_values_and_can_be_undone(run):
    app = run("allocation", gemeinde=RHEINE, tag="2018-01-01", wenn_einwohner="80000", wenn_bestand="300")
    page = html(app)
    assert "Einwohner 80.000 statt 75.338; Bestand (späte Meldung) 300 statt 182" in page
    assert "ohne Änderung: 480,24 Personen" in stairs(app)
    assert "angenommen sind 300" in page
    # the source of what was replaced does not stand beside the new number
    assert "Zeile 38: stullich.nrw" not in stairs(app)
    assert "23 von 24" in page
    app.button(key="reset").click().run()
    assert "wenn_einwohner" not in app.query_params
    assert "Was wäre wenn?" not in html(app)


def test_controls_write_the_address_and_todays_number_is_no_change(run):
    app = run("allocation", gemeinde=RHEINE, tag="2018-01-01")
    app.slider(key="feld_wenn_einwohner").set_value(90000).run()
    assert app.query_params["wenn_einwohner"] in ("90000", ["90000"])
    assert "statt 75.338" in html(app)
    app.slider(key="feld_wenn_einwohner").set_value(75338).run()
    assert "wenn_einwohner" not in app.query_params
    app.selectbox(key="feld_recht").set_value("key_population_weight").run()
    app.number_input(key="feld_wert").set_value(0.8).run()
    assert not app.exception
    assert not app.warning
    assert "Gewicht der Bevölkerung 0,8 statt 0,9; Gewicht der Fläche 0,2 statt 0,1" in html(app)


def test_another_municipality_drops_what_was_asked_for_this_one(run):
    app = run("allocation", gemeinde=RHEINE, tag="2018-01-01", wenn_bestand="300", wenn_basis="100000")
    app.selectbox(key="gemeinde").set_value(OCHTRUP).run()
    assert "wenn_bestand" not in app.query_params
    assert "Verteilbasis in NRW 100.000 statt 113.029" in html(app)


def test_a_new_facility_is_credited_and_its_credit_known(run):
    app = run("allocation", gemeinde=OCHTRUP, tag="2024-01-26", wenn_plaetze="500", wenn_art="eae", wenn_bestand="200")
    assert "500 Plätze (Erstaufnahme) × 1 × 1" in stairs(app)
    assert not any("Keine Rangfolge" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"wenn_recht": "key_population_weight:0.8"}, "müssen zusammen 1 ergeben"),
        ({"wenn_recht": "key_cap_factor:1"}, "muss größer als 1 sein"),
        ({"wenn_recht": "fulfilment_credit_rule:7"}, "„7“ ist keine brauchbare Zahl"),
        ({"wenn_recht": "nichts"}, "„nichts“ ist keine Regel"),
        ({"wenn_recht": "credit_factor_standby:0.5", "tag": "2016-01-01"}, "gilt an diesem Tag nicht"),
        ({"wenn_einwohner": "viele"}, "„viele“ ist keine brauchbare Zahl"),
        ({"wenn_einwohner": "-1"}, "„-1“ ist keine brauchbare Zahl"),
        ({"wenn_flaeche": "nan"}, "„nan“ ist keine brauchbare Zahl"),
        ({"wenn_basis": "0"}, "„0“ ist keine brauchbare Zahl"),
        ({"wenn_plaetze": "10", "wenn_art": "zelt"}, "„zelt“ ist keine Art von Einrichtung"),
        ({"wenn_plaetze": "10", "wenn_ab": "morgen"}, "„morgen“ ist kein Eröffnungstag"),
        ({"wenn_plaetze": "10", "wenn_ab": "0001-01-01"}, "„0001-01-01“ ist kein Eröffnungstag"),
        ({"wenn_plaetze": "10", "wenn_ab": "2019-01-01"}, "öffnet erst nach dem Stichtag"),
        ({"wenn_einwohner": "5", "verfahren": "wohnsitz"}, "In diesem Verfahren lässt sich das nicht ändern"),
        ({"wenn_bestand": "5", "gemeinde": ""}, "wählen Sie oben eine"),
        ({"tag": "gestern"}, "„gestern“ ist kein Tag zwischen"),
        ({"tag": "1999-01-01"}, "„1999-01-01“ ist kein Tag zwischen"),
    ],
)
def test_what_cannot_be_is_one_sentence(run, address, sentence):
    app = run("allocation", **({"gemeinde": RHEINE, "tag": "2018-01-01"} | address))
    assert [sentence in text for text in warnings(app)] == [True]
    assert not app.error


@pytest.mark.parametrize("extreme", ["0", "99999999"])
def test_extremes_are_calculated(run, extreme):
    address = dict.fromkeys(["wenn_einwohner", "wenn_flaeche", "wenn_bestand", "wenn_plaetze"], extreme)
    app = run("allocation", gemeinde=RHEINE, tag="2018-01-01", **address)
    assert not app.error
    assert not warnings(app)


@pytest.mark.parametrize(("text", "value"), [("1,5", 1.5), ("80000", 80000), ("inf", None), ("1e20", None), ("", None)])
def test_numbers_of_an_address(text, value):
    assert ledger_changes.number(text) == value


def test_any_day_can_be_chosen_and_the_month_goes_along(run):
    app = run("allocation", gemeinde=RHEINE)
    assert app.date_input(key="tag_frei").value == date(2018, 1, 1)
    app.date_input(key="tag_frei").set_value(date(2018, 3, 17)).run()
    assert app.query_params["tag"] in ("2018-03-17", ["2018-03-17"])
    assert "17.03.2018 · ohne eigene Angaben" in app.selectbox(key="tag").options
    assert app.session_state["kept_monat"] == "2018-03"
    assert "da sind geschätzt" in html(app)


def test_the_day_with_most_counts_of_the_chosen_month_comes_first(run):
    assert run("allocation", monat="2024-01").date_input(key="tag_frei").value == date(2024, 1, 26)


def test_gemeinde_leads_here_with_the_same_day(run):
    app = run("municipality", gemeinde=RHEINE, monat="2024-01")
    links = {link.proto.label: link.proto.query_string for link in app.get("page_link")}
    assert f"gemeinde={RHEINE}&verfahren=fluag&tag=2024-01-26" in links["FlüAG: Wie kommt die Zahl zustande?"]


def test_the_paper_carries_title_day_sources_and_snapshot(run, snapshot):
    app = run("allocation", gemeinde=RHEINE, tag="2018-01-01", wenn_basis="120000")
    paper = next(e.proto.body for e in app.get("html") if 'class="paper"' in e.proto.body)
    assert "<h1>Rheine: Zuweisung nach § 3 FlüAG, Stichtag 01.01.2018</h1>" in paper
    assert "bevoelkerung_nrw.csv, Zeile 3835" in paper
    assert "Was wäre wenn?" in paper
    assert "Verteilbasis in NRW 120.000 statt 113.029" in paper
    assert f"Stand {name_of(snapshot)}" in paper


@pytest.mark.parametrize("key", [*ledger_changes.NAMES, "tag"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_the_address_holds_is_repeated_as_text_and_never_as_a_link(run, key, language):
    evil = "x [neu anmelden](https://evil.example)"
    app = run("allocation", **({"gemeinde": RHEINE, "sprache": language} | {key: evil}))
    said = [element.value for element in (*app.warning, *app.info, *app.error, *app.markdown, *app.caption)]
    assert not [text for text in said if re.search(r"(?<!\\)\]\(", text)]
