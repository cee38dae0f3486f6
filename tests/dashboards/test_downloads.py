"""The page Downloads: nothing is made before the click, and then the same bytes as from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.queries import downloads as ask
from pipelines.contracts import CONTRACTS
from pipelines.extracts.folder import write_extracts


def test_the_page_offers_every_table_and_the_dictionary(run):
    app = run("downloads")
    box = next(box for box in app.selectbox if box.key == "relation")
    assert len(box.options) == len(CONTRACTS) + 1


def test_the_page_carries_citation_and_notices(run):
    app = run("downloads")
    text = " ".join(element.value for element in app.markdown)
    assert "Beispielrechnung" in app.code[0].value
    assert all(notice in text for notice in ask.NOTICES)


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
    ],
)
def test_the_click_gives_the_bytes_of_the_command_line(snapshot, tmp_path_factory, relation, form, path):
    folder = tmp_path_factory.getbasetemp() / "from_command_line"
    write_extracts(Path(snapshot), folder)
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
