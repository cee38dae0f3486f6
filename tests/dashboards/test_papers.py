"""Papers on the pages: made on the click only, with the bytes of the command line, protected for everybody."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboards import sign_in
from dashboards.queries import papers as ask
from dashboards.roles import Door
from pipelines.papers.asked import places_of
from pipelines.papers.naming import ALL
from pipelines.papers.press import Press
from pipelines.papers.verb import Wish, archive_stem, write_papers
from pipelines.snapshot import latest, opened
from tests.papers.reading import flat

RHEINE, JANUARY = "05566076", date(2018, 1, 1)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_click_gives_the_bytes_of_the_command_line(snapshot, data, tmp_path, form):
    [file] = write_papers(latest(data), tmp_path, Wish(("Rheine",), JANUARY, forms=(form,)))
    assert ask.council(snapshot, RHEINE, JANUARY, form)() == file.read_bytes()
    assert ask.file_name(snapshot, "council", RHEINE, JANUARY, form) == file.name


@pytest.fixture
def half_real(snapshot, tmp_path) -> Path:
    """A snapshot in which whatever serves Rheine is real, and its gaps too; elsewhere offers are invented."""
    file = Path(shutil.copytree(Path(snapshot).parent, tmp_path / "stand")) / "curated.duckdb"
    with duckdb.connect() as con:
        con.execute(f"attach '{file}' as half")
        con.execute("use half")
        con.execute("update curated.gap set is_synthetic = false where ags = ?", [RHEINE])
        con.execute(
            """update curated.offer set is_synthetic = false
               where offer_id in (select offer_id from curated.offer_area where ags = ?)""",
            [RHEINE],
        )
    return file


@pytest.mark.parametrize("kind", ["council", "here"])
def test_page_and_command_line_call_every_paper_alike(half_real, kind):
    """Marked is what holds something invented, wherever it is asked for."""
    found = {}
    with opened(half_real.parent) as con:
        press = Press(con)
        for place in press.places()[0 if kind == "council" else 1 :]:
            stem = press.made(kind, place, JANUARY).stem
            assert ask.file_name(str(half_real), kind, place.ags, JANUARY, "pdf") == f"{stem}.pdf"
            found[place.ags] = stem.startswith("Beispielrechnung_")
    assert not found.pop(RHEINE)
    assert any(found.values())
    assert ask.file_name(str(half_real), kind, ALL, JANUARY, "zip").startswith("Beispielrechnung_")


def test_an_archive_is_marked_where_any_paper_in_it_is(half_real):
    with opened(half_real.parent) as con:
        press = Press(con)
        real, invented = (press.council(place, JANUARY) for place in places_of(press, ["Rheine", "Emsdetten"]))
    assert not real.stem.startswith("Beispielrechnung_")
    assert archive_stem([real]) == "ratsvorlage_alle_2018-01_de"
    assert archive_stem([real, invented]) == "Beispielrechnung_ratsvorlage_alle_2018-01_de"


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
        assert "Beispielrechnung_bestaetigen Beispiel-VHS Rheine.xlsx" in held.namelist()
    assert ask.templates_name(snapshot) == "Beispielrechnung_traeger_bestaetigen.zip"
    labels = [button.proto.label for button in run("downloads").get("download_button")]
    assert "Einträge bestätigen lassen (XLSX, ZIP)" in labels


def test_everybody_is_offered_no_workbook_for_institutions(run, monkeypatch):
    monkeypatch.setattr(sign_in, "door", lambda _: Door.STREET)
    labels = [button.proto.label for button in run("downloads").get("download_button")]
    assert "Alle Ratsvorlagen (PDF, ZIP)" in labels
    assert "Einträge bestätigen lassen (XLSX, ZIP)" not in labels
