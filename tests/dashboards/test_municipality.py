"""Gemeinde in every state of the data."""

import csv
import io

import pandas as pd
import pytest

from dashboards.markup import as_name
from dashboards.queries.snapshot import frame, name_of
from dashboards.sections import needs, steps
from pipelines.contracts import CONTRACTS
from tests.dashboards.test_overview import asked, charts, html


def test_without_choice_offers_all_24(run):
    app = run("municipality")
    assert len(app.get("page_link")) == 24 + 1  # and the one in the foot


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


def test_an_estimated_stock_is_missing_with_an_estimate_beside_it(run):
    app = run("municipality", gemeinde="05566076", monat="2018-03")
    page = html(app)
    assert "Bestand im März 2018: fehlt" in page
    assert "Zuweisung nach FlüAG: geschätzt 162 (149 bis 173; letzte Meldung 31.12.2017)" in page
    assert "<td>162, geschätzt</td>" in page
    assert any("Der Bestand dieses Monats ist geschätzt" in caption.value for caption in app.caption)
    assert any("Bestand „Zuweisung nach FlüAG“ im März 2018" in text.value for text in app.markdown)


def test_westerkappeln_shows_the_doubt_of_its_source(run):
    told = " ".join(text.value for text in run("municipality", gemeinde="05566092").markdown)
    assert "Wert 114" in told
    assert "nennt die Presse 96 (noz.de 1026220)" in told
    assert "meldungen_kreis_steinfurt.csv Zeile 46" in told


def row_of(page, name):
    """The HTML of one category, without its steps."""
    start = page.index(f"<b>{name}</b>", page.index('class="needs"'))
    return page[start : page.index("<details>", start)]


def test_ochtrup_shows_the_example_of_the_methods(run):
    row = row_of(html(run("municipality", gemeinde="05566068")), "Integrationskurs")
    assert "33<small>18 bis 243</small>" in row
    assert 'data-head="Angebot am Ort">28<' in row
    assert 'data-head="Lücke am Ort → geteilt"><b>5</b><' in row
    assert "84 %" in row
    assert ">offen<" in row


def test_rheine_gives_places_and_is_worse_off_for_it(run):
    row = row_of(html(run("municipality", gemeinde="05566076")), "Integrationskurs")
    # 66 places × 43 ÷ 25 = 113,5 at home against a need of 71,6: 69,4 stay, 44,1 go to others.
    assert 'data-head="geteilt">69<' in row
    assert 'data-head="gibt ab">44<' in row
    assert "0 → <b>2</b>" in row


def test_what_a_neighbour_gives_closes_the_gap(run):
    row = row_of(html(run("municipality", gemeinde="05566004")), "Integrationskurs")
    assert 'data-head="Angebot am Ort">0<' in row
    assert "22 → <b>3</b>" in row


def test_shared_places_are_at_most_while_somebody_has_not_reported(run):
    """Ochtrup's first orientation names Wettringen, whose people nobody knows; no integration course does."""
    page = html(run("municipality", gemeinde="05566068"))
    assert "<small>höchstens</small>" in row_of(page, "Erstorientierung und niedrigschwellige Sprachangebote")
    assert "höchstens" not in row_of(page, "Integrationskurs")


def test_every_step_stands_on_the_page_with_file_line_and_day(run, snapshot):
    page = html(run("municipality", gemeinde="05566068"))
    rows = frame(
        snapshot,
        """select source, file, line, as_of from curated.gap_step
        where month = '2018-01-01' and ags = '05566068' and category = 'SPR-IK' and kind <> 'result'""",
    )
    assert len(rows) == 12
    for row in rows.itertuples():
        assert f"{row.file} Zeile {row.line}, " in page
        assert f"{row.as_of:%d.%m.%Y}</small>" in page
    assert "<b>= 32,79</b> <span>Bedarf, Personen im Jahr <i>(17,84 bis 243,21)</i>" in page
    assert "<b>= 5,27</b> <span>Lücke am Ort <i>(32,79 − 27,52, nie weniger als 0)</i>" in page


def test_download_holds_exactly_the_steps_of_one_gap(get, snapshot, run):
    link = f"/rechenweg/{name_of(snapshot)}/2018-01-01/05566068/SPR-IK.csv"
    assert f'<a href="{link}" download>' in html(run("municipality", gemeinde="05566068"))
    answer = get(link)
    assert answer.headers["content-disposition"].endswith('"Beispielrechnung_rechenweg_05566068_SPR-IK_2018-01.csv"')
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert tuple(head) == CONTRACTS["gap_step"].names
    (count,) = asked(
        snapshot,
        """select count(*) from curated.gap_step
        where month = '2018-01-01' and ags = '05566068' and category = 'SPR-IK'""",
    )
    assert len(rows) == count
    last = dict(zip(head, rows[-1], strict=True))
    assert (last["item"], last["value"]) == ("shared_gap", "5,26554125")


@pytest.mark.parametrize(
    "path", ["x/2018-01-01/05566068/SPR-IK", "{}/2018-13-01/05566068/SPR-IK", "{}/2018-01-01/00000000/SPR-IK"]
)
def test_no_steps_are_no_file(get, snapshot, path):
    assert get(f"/rechenweg/{path.format(name_of(snapshot))}.csv").status_code == 404


def test_own_values_of_the_kreis_are_marked_in_row_and_step(snapshot):
    sql = "select * from curated.gap where month = '2018-01-01' and ags = '05566068' and category = 'SPR-IK'"
    gap = frame(snapshot, sql).iloc[0].rename("SPR-IK")
    gap = pd.concat([gap, pd.Series({"category_name": "Integrationskurs", "is_shared": True})]).rename("SPR-IK")
    mark = '<mark class="own">eigener Wert des Kreises</mark>'
    assert mark not in needs.item(gap, "", False)
    gap["uses_own_values"] = True
    assert mark in needs.item(gap, "", False)
    ratio = frame(snapshot, "select * from curated.gap_step where kind = 'ratio' and category = 'SPR-IK' limit 1")
    assert mark not in steps.opened(ratio.to_dict("records"), gap, "")
    assert mark in steps.opened(ratio.assign(basis="own").to_dict("records"), gap, "")


def test_scenarios_stand_apart_with_their_reason(run):
    app = run("municipality", gemeinde="05566076")
    page = html(app)
    # A third of 564 people; the page counts no such gap anywhere.
    assert '<th scope="row">Gesundheit und psychosoziale Hilfe (Plätze)</th><td>186</td><td>0</td><td>186</td>' in page
    needs_table = next(part for part in app.get("html") if 'class="needs"' in part.proto.body)
    assert "Gesundheit" not in needs_table.proto.body
    assert any("je eine einzige, grobe Quelle" in caption.value for caption in app.caption)
    assert any(
        as_name("need_ratio.csv") + " Zeile" in text.value and "Migrations" in text.value for text in app.markdown
    )


def test_newcomers_have_places_but_no_need(run, snapshot):
    (places,) = asked(snapshot, "select sum(capacity) from curated.offer where offer_id in ('ST-0201', 'ST-0202')")
    page = html(run("municipality", gemeinde="05566076"))
    assert places == 152
    assert "Plätze in Angeboten für Seiteneinsteigende: 152 (Zahl der Angebote: 2)" in page
    assert "<b>Kinder im Schulalter</b>" in page


def test_quota_and_services_stand_side_by_side_the_surest_first(run, snapshot):
    rows = frame(
        snapshot,
        "select answer, count(*) as n from curated.gap where month = '2018-01-01' and ags = '05566048' group by 1",
    )
    short = int(rows.set_index("answer")["n"]["certainly_short"])
    app = run("municipality", gemeinde="05566048")
    services = next(e.proto.body for e in app.get("html") if "es fehlen</th>" in e.proto.body)
    answers = [part.partition("<")[0] for part in services.split("<td>")[2::2]]
    assert answers[:short] == ["sicher zu wenig"] * short
    assert "sicher zu wenig" not in answers[short:]
    assert [head.value for head in app.header][:3] == ["Aufnahme", "Personen nach Alter", "Angebote: was fehlt"]


def test_what_ends_here_is_told_or_that_nothing_does(run, snapshot):
    rows = frame(
        snapshot,
        "select horizon_months, offers, capacity from curated.cliff where month = '2018-01-01' and ags = '05566076'",
    )
    assert sorted(rows["horizon_months"]) == [6, 12]
    page = html(run("municipality", gemeinde="05566076"))
    assert "<td>–</td><td>1 (12 Std./Woche)</td><td>1 (12 Std./Woche)</td>" in page
    nothing = run("municipality", gemeinde="05566048")
    assert "endet hier kein gemeldetes Angebot" in " ".join(text.value for text in nothing.markdown)


def test_breaks_are_told_with_day_and_source(run, snapshot):
    rows = frame(snapshot, "select valid_from, source from curated.series_break")
    told = [text.value for text in run("municipality", gemeinde="05566076").markdown]
    assert len(rows) == 5
    for row in rows.itertuples():
        assert any(f"**{row.valid_from:%d.%m.%Y}**" in text and row.source in text for text in told)
