"""Papers on the pages: made on the click only, with the bytes of the command line, protected for everybody."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dashboards import sign_in
from dashboards.queries import papers as ask
from dashboards.roles import Door
from pipelines.papers.verb import Wish, write_papers
from pipelines.snapshot import latest
from tests.papers.reading import flat

RHEINE, JANUARY = "05566076", date(2018, 1, 1)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_click_gives_the_bytes_of_the_command_line(snapshot, data, tmp_path, form):
    [file] = write_papers(latest(data), tmp_path, Wish(("Rheine",), JANUARY, forms=(form,)))
    assert ask.council(snapshot, RHEINE, JANUARY, form)() == file.read_bytes()
    assert ask.file_name(snapshot, f"ratsvorlage_{RHEINE}", JANUARY, form) == file.name


def test_showing_the_pages_makes_no_paper(run, monkeypatch):
    def made(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(ask, "_one", made)
    monkeypatch.setattr(ask, "_all", made)
    for name in ("municipality", "downloads"):
        run(name, gemeinde=RHEINE, monat="2018-01")


def test_the_page_has_a_button_for_each_paper(run):
    app = run("municipality", gemeinde=RHEINE, monat="2018-01")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels[-3:] == ["Ratsvorlage (PDF)", "Ratsvorlage (DOCX, bearbeitbar)", "Was gibt es hier? (PDF)"]


def test_everybody_gets_protected_people(snapshot):
    public = str(Path(snapshot).with_name("public.duckdb"))
    said = flat(ask.council(public, RHEINE, JANUARY, "pdf")())
    assert "öffentliche Fassung, Personen geschützt" in said
    assert "Gezählt: Zuweisung nach FlüAG 180 178 bis 182" in said


def test_all_places_stand_in_one_archive(snapshot):
    with zipfile.ZipFile(io.BytesIO(ask.all_of(snapshot, "here", JANUARY, "pdf")())) as held:
        assert len(held.namelist()) == 24


def test_workbooks_for_institutions_are_for_the_kreis_only(run, snapshot):
    with zipfile.ZipFile(io.BytesIO(ask.templates(snapshot)())) as held:
        assert "bestaetigen Beispiel-VHS Rheine.xlsx" in held.namelist()
    labels = [button.proto.label for button in run("downloads").get("download_button")]
    assert "Einträge bestätigen lassen (XLSX, ZIP)" in labels


def test_everybody_is_offered_no_workbook_for_institutions(run, monkeypatch):
    monkeypatch.setattr(sign_in, "door", lambda _: Door.STREET)
    labels = [button.proto.label for button in run("downloads").get("download_button")]
    assert "Alle Ratsvorlagen (PDF, ZIP)" in labels
    assert "Einträge bestätigen lassen (XLSX, ZIP)" not in labels
