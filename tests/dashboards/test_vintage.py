"""Every page can show what was known on an earlier day, and says so: 100 people before the correction, 120 after."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboards import address, vintage
from dashboards.queries import downloads, geometry
from dashboards.queries.snapshot import frame, latest, name_of, snapshot_named, vintages
from dashboards.roles import KREIS
from dashboards.sections import why_figures
from pipelines import build as steps
from pipelines.snapshot import root_of
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN, SmallKreis, offer, reported, stock

FIRST, CORRECTED = date(2026, 1, 10), date(2026, 4, 10)
BEFORE, AFTER = "2026-03-01", "2026-05-01"
RECEIVED = datetime(2026, 6, 1, tzinfo=UTC)
BANNER = "Kenntnisstand vom 01.03.2026: spätere Meldungen und Berichtigungen fehlen."
EVERYWHERE = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All four municipalities counted at the turn of the year; Rheine's 100 corrected to 120 in April."""
    kreis = SmallKreis(tmp_path_factory.mktemp("corrected"))
    measures = ("fluag_stock", "wsa_stock")
    rows = [stock(ags, "2018-01", measure, 100) for ags in EVERYWHERE for measure in measures]
    kreis.add("allocation_report", *rows, now=RECEIVED, known_on=FIRST)
    kreis.add("inventory_report", *reported(*EVERYWHERE), known_on=FIRST)
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-IK", 25), known_on=FIRST)
    kreis.add("state_figure", *_bases(), known_on=FIRST)
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 120), now=RECEIVED, known_on=CORRECTED)
    kreis.build()
    for day in (BEFORE, AFTER):
        steps.build(kreis.data, as_known_on=date.fromisoformat(day))
    return kreis.data


def _bases() -> list[dict[str, str]]:
    day = {"period_start": "2018-01-01", "period_end": "2018-01-01"}
    return [{"measure": measure, "value": "100000", **day} for measure in ("fluag_base", "wsa_stock")]


@pytest.fixture
def data(corrected: Path) -> Path:
    """Stands in for the shipped data, so that `run` and `get` work on this Kreis."""
    return corrected


def texts(app) -> str:
    shown = [*app.get("html"), *app.caption, *app.markdown, *app.info]
    return " ".join(getattr(element, "body", None) or element.value for element in shown)


@pytest.mark.parametrize(("day", "fluag", "both"), [(BEFORE, 100, 200), (AFTER, 120, 220), ("", 120, 220)])
def test_a_page_shows_the_count_of_the_day(run, day, fluag, both):
    app = run("municipality", gemeinde=RHEINE, monat="2018-01", **({"kenntnisstand": day} if day else {}))
    told = " ".join(html.body for html in app.get("html"))
    assert f"{both} gezählte Personen" in told
    assert f"Zuweisung nach FlüAG: {fluag} (01.01.2018)" in told


@pytest.mark.parametrize("name", ["overview", "municipality", "allocation", "offers", "data_status", "downloads"])
def test_every_page_says_that_it_shows_an_earlier_day(run, name):
    app = run(name, kenntnisstand=BEFORE)
    assert any(BANNER in html.body for html in app.get("html"))
    assert any(BANNER in caption.value for caption in app.caption)
    assert app.selectbox(key="kenntnisstand").value == BEFORE


def test_findings_of_an_earlier_day_can_be_left_on_their_page(run):
    app = run("findings", kenntnisstand=BEFORE)
    assert any(BANNER in html.body and 'role="status"' in html.body for html in app.get("html"))
    app.selectbox(key="kenntnisstand").select("").run()
    assert not app.exception
    assert BANNER not in texts(app)


def test_files_are_sent_to_all_that_is_known_whichever_day_was_chosen_elsewhere(run, monkeypatch):
    monkeypatch.setenv("BEDARFSATLAS_UPLOAD", "1")
    assert BANNER not in texts(run("upload", kenntnisstand=BEFORE))


def test_what_is_known_now_has_no_banner(run):
    assert BANNER[:14] not in texts(run("overview"))


def test_choosing_a_day_keeps_it_in_the_address(run):
    app = run("overview")
    assert app.selectbox(key="kenntnisstand").options == [
        "alles Bekannte",
        "bekannt am 01.05.2026",
        "bekannt am 01.03.2026",
    ]
    app.selectbox(key="kenntnisstand").select(BEFORE).run()
    assert not app.exception
    assert app.query_params["kenntnisstand"] in (BEFORE, [BEFORE])
    assert any(BANNER in html.body for html in app.get("html"))


def test_an_unknown_day_gives_one_sentence_and_the_newest_picture(run):
    app = run("overview", kenntnisstand="2020-01-01")
    assert [info.value for info in app.info][:1] == [
        "Einen Kenntnisstand vom 01.01.2020 gibt es hier nicht; gezeigt wird alles Bekannte, "
        "vorhanden: 01.05.2026, 01.03.2026."
    ]
    assert app.selectbox(key="kenntnisstand").value == ""


def test_what_is_no_day_is_not_repeated(run):
    app = run("overview", kenntnisstand="**../../etc**")
    assert "etc" not in texts(app)
    assert "Den Kenntnisstand, den die Adresse nennt, gibt es hier nicht" in texts(app)


def test_without_vintages_there_is_nothing_to_choose(corrected, tmp_path, monkeypatch):
    copied = shutil.copytree(corrected, tmp_path / "data")
    shutil.rmtree(copied / "curated" / "as_known_on")
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(copied))
    assert vintages(KREIS) == {}
    assert "build --as-known-on" in vintage._unknown("2020-01-01", [])


def test_a_vintage_of_another_version_is_not_offered(corrected, tmp_path, monkeypatch):
    copied = shutil.copytree(corrected, tmp_path / "data")
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(copied))
    [record] = root_of(copied, date.fromisoformat(BEFORE)).glob("*/build.json")
    record.chmod(0o644)
    record.write_text(record.read_text("utf-8").replace('"contract_version": "', '"contract_version": "0'), "utf-8")
    assert list(vintages(KREIS)) == [AFTER]


def test_lateness_is_told_by_the_day_of_the_picture(snapshot):
    assert vintage.when(vintages(KREIS)[BEFORE]) == "am 01.03.2026"
    assert vintage.when(snapshot).startswith("heute, am ")


def test_downloads_come_from_the_picture_and_say_so(snapshot):
    then = vintages(KREIS)[BEFORE]
    assert downloads.file_name(then, "stock", "csv", False) == "stock_kenntnisstand_2026-03-01.csv"
    assert BANNER.removesuffix(".") in downloads.citation(downloads.origin_of(then), False)
    rows = downloads.file(then, "reported_stock", "rfc4180")().decode().splitlines()
    now = downloads.file(snapshot, "reported_stock", "rfc4180")().decode().splitlines()
    assert [",120," in "\n".join(one) for one in (rows, now)] == [False, True]


def test_map_and_steps_of_a_vintage_have_their_own_address(get, snapshot):
    then = vintages(KREIS)[BEFORE]
    assert geometry.map_url(then) != geometry.map_url(snapshot)
    assert get(geometry.map_url(then)).status_code == 200
    assert snapshot_named(name_of(then), KREIS) == then
    answer = get(f"/rechenweg/{name_of(then)}/2018-01-01/{RHEINE}/SPR-IK.csv")
    assert "_kenntnisstand_2026-03-01.csv" in answer.headers["content-disposition"]
    assert snapshot_named("../as_known_on", KREIS) is None


def test_two_snapshots_never_answer_for_each_other(snapshot):
    query = "select persons from curated.reported_stock where ags = $ags and legal_group = 'fluag'"
    values = [frame(one, query, ags=RHEINE)["persons"].tolist() for one in (vintages(KREIS)[BEFORE], latest(KREIS))]
    assert values == [[100], [120]]


def test_a_correction_stands_beside_the_figures(run):
    told = texts(run("municipality", gemeinde=RHEINE, monat="2018-01"))
    assert "Übliche spätere Berichtigung dieser Zahlen: zu wenige Berichtigungen bekannt (1)." in told


def test_the_page_on_the_data_lists_what_was_corrected(run):
    app = run("data_status")
    assert "an mehr als einem Tag gemeldet: 1 davon wurden berichtigt, 0 sind nur anders gerundet" in texts(app)
    [rows] = [table.value for table in app.dataframe if "first_value" in table.value]
    row = rows.iloc[0]
    assert (row["place"], row["first_value"], row["last_value"], row["kind"]) == ("Rheine", 100, 120, "Berichtigung")


def test_before_the_correction_none_is_known(run):
    assert "Noch ist keine von" in texts(run("data_status", kenntnisstand=BEFORE))


def test_two_states_of_knowledge_are_compared_by_address(run):
    """Only Rheine's count was corrected, from 100 to 120: 20 people more, in all four that counted on both days."""
    app = run("overview", monat="2018-01", vergleich_kenntnisstand=BEFORE)
    assert (
        "Gegenüber dem Kenntnisstand 01.03.2026: 20 Menschen mehr in den 4 von 4 Gemeinden, die zweimal gezählt haben; "
        "gleich viel Angebot"
    ) in texts(app)
    rheine = run("municipality", gemeinde=RHEINE, monat="2018-01", vergleich_kenntnisstand=BEFORE)
    assert "Gegenüber dem Kenntnisstand 01.03.2026: 20 Menschen mehr; " in texts(rheine)
    assert "@2026-05-01" not in run("overview", kenntnisstand=AFTER).selectbox(key="vergleich-auswahl").options


def test_a_state_of_knowledge_that_is_none_compares_with_nothing(run):
    app = run("overview", vergleich_kenntnisstand="2020-01-01")
    assert app.selectbox(key="vergleich-auswahl").value == ""


def test_a_figure_leads_to_its_calculation_as_known_on_the_day_shown_below_the_base_path(corrected, monkeypatch):
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(corrected))
    monkeypatch.setattr(address, "config", SimpleNamespace(get_option=lambda _: "/bedarf/"))
    row = pd.Series({"ags": RHEINE, "as_of": pd.Timestamp("2018-01-01")})
    asked = f"gemeinde={RHEINE}&verfahren=fluag&tag=2018-01-01"
    assert why_figures.calculation(row, latest(KREIS)) == f"/bedarf/zuweisung?{asked}"
    earlier = why_figures.calculation(row, vintages(KREIS)[BEFORE])
    assert earlier == f"/bedarf/zuweisung?{asked}&kenntnisstand={BEFORE}"
