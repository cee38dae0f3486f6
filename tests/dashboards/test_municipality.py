"""Gemeinde in every state of the data."""

import pytest

from tests.dashboards.test_overview import charts, html


def test_without_choice_offers_all_24(run):
    app = run("municipality")
    assert len(app.get("page_link")) == 24


def test_rheine_at_the_turn_of_2017_18(run):
    page = html(run("municipality", gemeinde="05566076"))
    assert "564 gezählte Personen zum Jahreswechsel 2017/18" in page
    assert "Zuweisung nach FlüAG: 182 (Mittel 01.10.2017 bis 31.12.2017)" in page
    assert "Wohnsitzauflage, § 12a AufenthG: 382 (01.01.2018)" in page


def test_every_figure_says_where_it_comes_from(run):
    page = html(run("municipality", gemeinde="05566076"))
    assert page.count("<summary>Woher?</summary>") == 8
    assert "allocation_report/2026-11-22/meldungen_kreis_steinfurt.csv Zeile 38" in page
    assert "pipelines/reference/need_ratio.csv Zeile" in page
    assert "offer_inventory/2026-11-22/beispielinventar.csv Zeile" in page


def test_wettringen_is_missing_never_zero(run):
    app = run("municipality", gemeinde="05566096")
    page = html(app)
    assert "Bestand zum Jahreswechsel 2017/18: fehlt" in page
    assert page.count("keine Zahl") == 8
    assert not charts(app, "ages")
    assert "Sozialamt der Gemeinde" in " ".join(text.value for text in app.markdown)


def test_published_obligation_is_told_from_a_computed_one(run):
    then = run("municipality", gemeinde="05566076", monat="2018-01")
    now = run("municipality", gemeinde="05566076", monat="2024-01")
    assert any("Verpflichtung gerechnet, 464 bis 562" in caption.value for caption in then.caption)
    assert any("FlüAG: Verpflichtung veröffentlicht zum 26.01.2024" in caption.value for caption in now.caption)


@pytest.mark.parametrize("month", ["2015-01", "2016-01", "2018-02", "2019-07", "2024-12"])
@pytest.mark.parametrize("ags", ["05566048", "05566092"])
def test_opens_in_other_months(run, month, ags):
    assert run("municipality", gemeinde=ags, monat=month).title


def test_westerkappeln_shows_the_doubt_of_its_source(run):
    app = run("municipality", gemeinde="05566092")
    assert "Die Quelle selbst äußert Zweifel an der Zahl" in " ".join(text.value for text in app.markdown)
