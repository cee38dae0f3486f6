"""The page that takes files: off unless wanted; a file lies in the drop folder byte for byte, its name harmless."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboards import drop
from dashboards.app_pages import PAGES, shown
from dashboards.routes import ROUTES

CSV = ("Meldung.csv", b"a;b\n1;2\n", "text/csv")


@pytest.fixture
def inbox(snapshot, data: Path, tmp_path: Path, monkeypatch) -> Path:
    """The drop folder of a data folder that may be written, with uploads switched on."""
    (tmp_path / "curated").symlink_to(data / "curated")
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(tmp_path))
    monkeypatch.setenv("BEDARFSATLAS_UPLOAD", "1")
    return tmp_path / "raw" / "inbox"


def sent(run, *files):
    app = run("upload")
    app.file_uploader(key="files").set_value(list(files))
    app.button[0].click().run()
    assert not app.exception
    return app


def names(inbox: Path) -> list[str]:
    return sorted(path.name for path in inbox.iterdir())


def test_files_lie_in_the_inbox_as_they_were_sent(run, inbox):
    app = sent(run, CSV, ("Liste.xlsx", b"PK\x03\x04", "application/octet-stream"))
    assert names(inbox) == ["Liste.xlsx", "Meldung.csv"]
    assert (inbox / "Meldung.csv").read_bytes() == CSV[1]
    assert [box.value.replace("\\", "") for box in app.success] == [
        f"{name} liegt im Eingang und wird beim nächsten Lauf geprüft. Aufgenommen steht sie danach unten bei "
        "„Zuletzt aufgenommen“, abgelehnt unter Befunde."
        for name in ("Meldung.csv", "Liste.xlsx")
    ]


def test_the_page_warns_of_personal_data_and_without_a_file_says_what_to_do(run, inbox):
    app = sent(run)
    assert "Keine personenbezogenen Daten" in app.warning[0].value
    assert app.info[0].value == "Wählen Sie zuerst eine Datei."
    assert not inbox.exists()


def test_nothing_is_overwritten_and_no_name_leads_outside(inbox):
    kept = [drop.drop(name, name.encode()) for name in ("a.csv", "a.csv", "../../a.csv", "/etc/passwd", ".x.part")]
    assert kept == ["a.csv", "a-2.csv", "a-3.csv", "passwd", "x.part_"]
    assert names(inbox) == sorted(kept)
    assert (inbox / "a-3.csv").read_bytes() == b"../../a.csv"


def test_a_full_inbox_takes_nothing_more(run, inbox, monkeypatch):
    monkeypatch.setattr(drop, "WAITING_FILES", 1)
    app = sent(run, CSV, CSV)
    assert names(inbox) == ["Meldung.csv"]
    assert "Der Eingang ist voll" in app.error[0].value


def test_a_file_that_cannot_be_kept_is_one_sentence(run, inbox):
    inbox.parent.mkdir()
    inbox.write_text("keine Ablage", "utf-8")
    assert "ließ sich nicht ablegen" in sent(run, CSV).error[0].value


def test_off_it_is_not_in_the_navigation_and_takes_nothing(run, get):
    assert "upload" not in shown()
    assert not run("upload").get("file_uploader")
    answer = get("/einreichen")
    assert answer.status_code == 404
    assert "gibt es nicht" in answer.text


def test_on_it_is_the_last_page_and_its_address_is_left_to_the_page(inbox):
    assert shown() == list(PAGES)
    code = "from dashboards.routes import ROUTES; print([route.path for route in ROUTES])"
    paths = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "/einreichen" not in paths
    assert "/einreichen" in [route.path for route in ROUTES]
