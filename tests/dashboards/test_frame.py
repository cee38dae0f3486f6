"""Pages, snapshot and server around them."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboards import address, shell
from dashboards.app_pages import PAGES
from dashboards.queries import geometry
from dashboards.queries.snapshot import NoSnapshot, frame, latest
from dashboards.roles import KREIS
from tests.dashboards.test_text import ROOT


def test_every_page_is_in_the_navigation():
    modules = {path.stem for path in (ROOT / "app_pages").glob("*.py")} - {"__init__"}
    assert modules == set(PAGES)


def test_pages_are_short():
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in ROOT.rglob("*.py")}
    assert {name: n for name, n in lengths.items() if n > (80 if name.startswith("app_pages") else 250)} == {}


def test_without_snapshot_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "navigation.py")).run()
    assert not app.exception
    assert [info.value for info in app.info] == [
        "Es gibt noch keinen Stand zum Anzeigen. Bauen Sie einen mit dem Befehl: bedarfsatlas build"
    ]


def test_a_pointer_without_file_is_no_snapshot(tmp_path, monkeypatch):
    (tmp_path / "curated").mkdir()
    (tmp_path / "curated" / "latest").write_text("gone\n")
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(tmp_path))
    with pytest.raises(NoSnapshot):
        latest(KREIS)


def test_a_snapshot_of_another_version_is_refused_in_one_sentence(data, tmp_path, monkeypatch):
    copied = shutil.copytree(data, tmp_path / "data")
    record = copied / "curated" / (copied / "curated" / "latest").read_text("utf-8").strip() / "build.json"
    record.chmod(0o644)
    record.write_text(record.read_text("utf-8").replace('"contract_version": "', '"contract_version": "0'), "utf-8")
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(copied))
    app = AppTest.from_file(str(ROOT / "navigation.py")).run()
    assert not app.exception
    assert [error.value for error in app.error] == [
        "Der Stand lässt sich nicht lesen: Er ist beschädigt oder stammt von einer anderen Fassung des Programms. "
        "Bauen Sie ihn neu mit dem Befehl: bedarfsatlas build"
    ]


def test_a_frame_can_be_changed_without_changing_the_next(snapshot):
    first = frame(snapshot, "select 1 as one")
    first.loc[0, "one"] = 2
    assert frame(snapshot, "select 1 as one").loc[0, "one"] == 1


def test_the_page_says_that_it_is_german(get):
    assert '<html lang="de">' in get("/", accept="text/html").text


def test_the_shell_brings_the_words_that_styles_and_script_need():
    page = shell.with_aids(b'<html lang="en"><head></head><body></body></html>', "en").decode()
    assert '--working: "The page is being worked out …"' in page
    assert 'data-working="The page is being worked out …"' in page
    assert '--choose-files: "Choose files"' in page


def test_under_a_base_path_the_page_asks_for_its_scripts_below_it(monkeypatch):
    monkeypatch.setattr(address, "config", SimpleNamespace(get_option=lambda _: "/bedarf/"))
    page = shell.with_aids(b'<html lang="en"><head></head><body></body></html>', "de").decode()
    assert re.findall('<script src="([^"?]+)', page) == ["/bedarf/sprache/de.js", "/bedarf/hilfen.js"]
    assert re.findall('<link rel="stylesheet" href="([^"?]+)', page) == ["/bedarf/stil.css"]


def test_the_styles_come_with_the_page_and_not_with_a_run_and_stand_behind_those_of_streamlit(get):
    page = get("/", accept="text/html").text
    sheet = re.search('<link rel="stylesheet" href="(/stil.css[^"]+)"', page)
    assert sheet.start() > page.index("</head>")
    answer = get(sheet[1])
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert ".st-key-paper" in answer.text
    assert "<style" not in answer.text


@pytest.mark.parametrize(("asked", "said"), [("", "de"), ("?sprache=en", "en"), ("?sprache=tlh", "de")])
def test_the_browser_writes_numbers_as_the_page_does_and_not_as_itself(get, asked, said):
    text = get(f"/{asked}", accept="text/html").text
    assert f'<html lang="{said}">' in text
    assert f'<head><script src="/sprache/{said}.js"></script>' in text
    assert text.rstrip().endswith("</html>")


def test_the_language_told_to_the_browser_is_one_of_the_pages(get):
    answer = get("/sprache/en.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert '() => ["en-GB", "en"]' in answer.text
    assert get("/sprache/fr.js").status_code == 404


def test_geometry_is_served_once_and_for_all(get, snapshot):
    answer = get(geometry.map_url(snapshot))
    ids = {feature["id"] for feature in answer.json()["features"]}
    assert "immutable" in answer.headers["cache-control"]
    assert len([ags for ags in ids if ags.startswith("05566")]) == 24
    assert set(geometry.neighbours(snapshot)) == {ags for ags in ids if not ags.startswith("05566")}


@pytest.mark.parametrize("name", ["none", "..", "%2e%2e%2fraw"])
def test_geometry_of_anything_else_is_not_found(get, name):
    assert get(f"/karte/{name}.geojson").status_code == 404


def test_outer_rings_run_clockwise(snapshot):
    for feature in json.loads(geometry.geojson(snapshot))["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            assert geometry._area(polygon[0]) < 0


def test_name_of_the_first_page_leads_to_it(get):
    answer = get("/ueberblick?monat=2024-12")
    assert answer.headers["location"] == "/?monat=2024-12"
