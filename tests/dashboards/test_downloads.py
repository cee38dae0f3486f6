"""The page Downloads: nothing is made before the click, and then the same bytes as from the command line."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from dashboards.queries import downloads as ask
from pipelines.cli import main
from pipelines.contracts import CONTRACTS
from pipelines.extracts.folder import write_extracts
from pipelines.snapshot import latest


@pytest.fixture(scope="module")
def folder(data, tmp_path_factory) -> Path:
    """What the command line writes."""
    folder = tmp_path_factory.mktemp("from_command_line") / "auszug"
    write_extracts(latest(data), folder)
    return folder


def test_the_page_offers_every_table_and_the_dictionary(run):
    app = run("downloads")
    box = next(box for box in app.selectbox if box.key == "tabelle")
    assert len(box.options) == len(CONTRACTS) + 1


def test_the_page_carries_citation_and_notices(run):
    app = run("downloads")
    [quoted] = [element.proto.body for element in app.get("html") if 'lang="de"' in element.proto.body]
    said = unescape(re.sub(r"<[^>]+>", "", quoted))
    assert "Beispielrechnung" in app.code[0].value
    assert all(notice.replace("`", "") in said for notice in ask.NOTICES)
    assert 'href="https://www.govdata.de/dl-de/by-2-0"' in quoted


def test_showing_the_page_makes_no_file(run, monkeypatch):
    def made(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(ask, "extract_bytes", made)
    monkeypatch.setattr(ask, "archive_bytes", made)
    run("downloads")


@pytest.mark.parametrize(
    ("relation", "form", "path"),
    [
        ("gap", "excel", "gap.csv"),
        ("gap", "rfc4180", "rfc4180/gap.csv"),
        ("municipality", "xlsx", "xlsx/municipality.xlsx"),
        ("datenwoerterbuch", "excel", "datenwoerterbuch.csv"),
        ("stock", "parquet", "parquet/stock.parquet"),
    ],
)
def test_the_click_gives_the_bytes_of_the_command_line(snapshot, folder, relation, form, path):
    assert ask.file(snapshot, relation, form)() == (folder / path).read_bytes()


@pytest.mark.parametrize(
    ("relation", "example"),
    [("gap", True), ("offer_area", True), ("running_offer", True), ("stock", False), ("datenwoerterbuch", False)],
)
def test_a_file_with_invented_offers_says_so_in_its_name(snapshot, relation, example):
    assert ask.is_example(snapshot, relation) is example
    name = ask.file_name(snapshot, relation, "csv", example)
    assert name.startswith("Beispielrechnung_") is example
    assert name.endswith("_2026-11-22.csv")


CHOSEN = {"tabelle": "gap", "monat": "2018-01", "kategorie": "SPR-IK", "gemeinde": "05566076", "form": "rfc4180"}


@pytest.mark.parametrize(("form", "between"), [("rfc4180", ","), ("excel", ";")])
def test_what_is_shown_is_what_is_in_the_file(run, snapshot, form, between):
    app = run("downloads", **CHOSEN | {"form": form})
    shown = app.dataframe[0].value
    assert len(shown) == 1
    assert any("**1 Zeile** kommt in die Datei" in element.value for element in app.markdown)
    selection = ask.Selection(date(2018, 1, 1), date(2018, 1, 1), ("05566076",), ("SPR-IK",))
    written = ask.file(snapshot, "gap", form, ask.Wish(selection))().decode("utf-8-sig").splitlines()
    assert len(written) == 2
    assert list(shown.columns) == written[0].split(between)
    assert list(app.dataframe[1].value["column"]) == list(shown.columns)
    assert ("Rheine" in shown.iloc[0].tolist()) == ("Rheine" in written[1]) == (form == "excel")
    name = ask.file_name(snapshot, "gap", "csv", True, selection)
    assert name == "Beispielrechnung_gap_2018-01_05566076_SPR-IK_2026-11-22.csv"


def test_the_page_names_the_call_that_writes_the_same_file(run, data, snapshot, tmp_path):
    app = run("downloads", **CHOSEN, bis="2018-03", hxl="with")
    told = next(element.value for element in app.caption if "bedarfsatlas extract" in element.value)
    call = told.split("`")[1].replace("ORDNER", str(tmp_path / "auszug"))
    assert main([*call.split()[1:], "--data", str(data)]) == 0
    selection = ask.Selection(date(2018, 1, 1), date(2018, 3, 1), ("05566076",), ("SPR-IK",))
    wish = ask.Wish(selection, is_hxl=True)
    assert (tmp_path / "auszug" / "rfc4180" / "gap.csv").read_bytes() == ask.file(snapshot, "gap", "rfc4180", wish)()


@pytest.mark.parametrize(
    ("scope", "rows"), [("selection", 1), ("month", 8), ("category", 120), ("all", 23040), ("unsinn", 1)]
)
def test_the_rows_follow_the_bar_as_far_as_is_wished(run, scope, rows):
    app = run("downloads", **CHOSEN, umfang=scope)
    count = f"{rows:,}".replace(",", ".") + (" Zeile" if rows == 1 else " Zeilen")
    assert [element for element in app.markdown if f"**{count}**" in element.value] != []


def test_a_selection_without_rows_says_what_to_do(run):
    app = run("downloads", **CHOSEN | {"tabelle": "lump_sum", "monat": "2015-01"})
    assert "Wählen Sie oben einen anderen Monat" in app.info[0].value


def test_the_empty_forms_are_within_reach():
    assert {path.name for path in ask.templates()} >= {"angebote.xlsx", "angebote.csv", "monatsmeldung.xlsx"}


def test_offers_and_record_are_those_of_the_extract(snapshot, folder):
    assert ask.offers(snapshot, ask.Wish())() == (folder / "hsds" / "angebote.zip").read_bytes()
    assert ask.record(snapshot, ask.Wish())() == (folder / "dcat.jsonld").read_bytes()
