"""Überblick in every state of the data."""

import pytest


def html(app) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_opens_on_the_turn_of_2017_18_with_the_published_counts(run):
    page = html(run("overview"))
    assert "zum Jahreswechsel 2017/18 reicht das Angebot in 16 von 23 Gemeinden mit Meldung sicher nicht" in page
    assert "5.703" in page
    assert "FlüAG 2.339 + Wohnsitzauflage 3.364 · 23 von 24" in page
    assert "23 von 24" in page


def test_says_that_offers_are_invented(run):
    assert "Beispielrechnung – Bestände echt, Angebote erfunden" in html(run("overview"))


def test_finding_names_no_municipality(run):
    app = run("overview")
    lead = next(e.proto.body for e in app.get("html") if 'class="lead"' in e.proto.body)
    names = [name for code, name in options(app, "gemeinde") if code]
    assert len(names) == 24
    assert not [name for name in names if name in lead.replace("Kreis Steinfurt", "")]


def options(app, key):
    box = app.selectbox(key=key)
    return list(zip(["", *range(1, len(box.options))], box.options, strict=True))


def test_still_to_come_is_a_range_without_credits(run):
    assert "598 bis 1.220 · ohne Anrechnung, 23 von 24" in html(run("overview"))


def test_december_2024_counts_asylblg_and_says_why_there_is_no_need(run):
    app = run("overview", monat="2024-12")
    assert "nur die Empfänger nach dem Asylbewerberleistungsgesetz (AsylbLG) bekannt: 2.435 Personen" in html(app)
    assert "Daraus entsteht keine Bedarfszahl" in html(app)
    assert not charts(app, "heat")
    assert charts(app, "ranking")


def test_month_without_report_says_so(run):
    app = run("overview", monat="2019-07")
    assert "Für Juli 2019 liegt keine Meldung vor." in html(app)
    assert not charts(app, "heat")


def test_one_report_is_one_of_24(run):
    page = html(run("overview", monat="2024-01"))
    assert "1 von 24" in page
    assert "105" in page


def test_few_reports_say_nothing_about_the_kreis(run):
    app = run("overview", monat="2024-01")
    assert "Der Bestand im Januar 2024 liegt erst von 1 der 24 Gemeinden vor." in html(app)
    assert any(caption.value.startswith("Ohne Meldung (23)") for caption in app.caption)


def test_early_asylblg_counts_do_not_speak_of_ukraine(run):
    assert "Ukraine" not in html(run("overview", monat="2015-12"))


def test_category_without_ratio_shows_presence(run):
    app = run("overview", kategorie="ARB")
    assert "keine Quote, mit der sich Bedarf vertreten ließe" in html(app)
    assert any("Angebote, die eine Gemeinde bedienen" in head.value for head in app.subheader)


@pytest.mark.parametrize("category", ["SPR-IK", "SPR-EO", "BER-SOZ", "FRB-U3", "FRB-UE3", "SCH", "WOH", "EHR"])
def test_every_category_with_need_opens(run, category):
    assert charts(run("overview", kategorie=category), "map")


def test_unknown_codes_in_the_address_fall_back(run):
    app = run("overview", monat="1999-01", kategorie="XXX", gemeinde="00000000")
    assert app.selectbox(key="monat").value == "2018-01"
    assert app.selectbox(key="gemeinde").value == ""


def test_choice_goes_into_the_address(run):
    app = run("overview")
    app.selectbox(key="kategorie").set_value("SCH").run()
    assert app.query_params["kategorie"] in ("SCH", ["SCH"])
    assert "Schule und Seiteneinstieg: zum Jahreswechsel" in html(app)


def test_months_with_reports_come_first_and_are_labelled(run):
    months = run("overview").selectbox(key="monat").options
    assert months[0] == "Dezember 2024 · nur AsylbLG, 24 von 24"
    assert "Jahreswechsel 2017/18 · 23 von 24" in months[:11]
    assert months[11].endswith("keine Meldung")


def charts(app, key):
    return [chart for chart in app.get("plotly_chart") if chart.proto.id.endswith(f"-{key}")]
