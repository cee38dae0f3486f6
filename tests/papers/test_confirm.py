"""A workbook per institution comes back through the door of every file and changes its own entries only."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.build import build
from pipelines.papers.confirm import workbooks
from pipelines.papers.said import Said
from pipelines.papers.verb import Wish, write_papers
from pipelines.problems import Problem
from pipelines.receiving.adding import add_all
from pipelines.snapshot import latest, opened
from tests.fixtures.small_kreis import EMSDETTEN, RHEINE, WETTRINGEN, SmallKreis, offer, stock

DAY = date(2026, 11, 23)
# Above it stands that the entries are invented.
HEAD = 2
PROVIDER = "Beispiel-VHS Rheine"
# Follow from the day of confirmation, or say where the row stands.
BY_THE_DAY = {"as_of", "freshness", "due_on", "overdue_on", "delinquent_on", "receipt_id", "line"}


def _offers(data: Path) -> dict[str, dict[str, object]]:
    with opened(latest(data)) as con:
        found = con.execute("select * from curated.offer")
        names = [column[0] for column in found.description]
        return {row[names.index("offer_id")]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


def _workbooks(data: Path) -> dict[str, bytes]:
    with opened(latest(data)) as con:
        return dict(workbooks(con, DAY, Said("de")))


def _confirmed(content: bytes, rows: set[int] | None = None, **cells: object) -> bytes:
    """The workbook with DAY in these rows below the header (all: None), and in the first of them these cells."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[HEAD]}
    for row in range(HEAD + 1, sheet.max_row + 1):
        if rows is None or row - HEAD in rows:
            sheet.cell(row, places["bestätigt am (Tag)"]).value = DAY
    for name, value in cells.items():
        sheet.cell(HEAD + 1, places[name]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _column(content: bytes, name: str) -> list[object]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    place = [cell.value for cell in sheet[HEAD]].index(name)
    return [row[place] for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)]


def _changed(before: dict, after: dict) -> dict[str, set[str]]:
    assert before.keys() == after.keys()
    pairs = {key: {name for name in row if row[name] != after[key][name]} for key, row in before.items()}
    return {key: names for key, names in pairs.items() if names}


@pytest.fixture
def own(data, tmp_path) -> Path:
    """A data folder to change, with its snapshot."""
    return shutil.copytree(data, tmp_path / "data")


def _returned(own: Path, tmp_path: Path, files: dict[str, bytes]) -> dict[str, set[str]]:
    before = _offers(own)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for answer in add_all([tmp_path / name for name in files], own):
        assert not isinstance(answer, Exception), answer
    build(own)
    return _changed(before, _offers(own))


def test_all_entries_that_run_stand_in_one_workbook_each(data):
    asked = [key for key, row in _offers(data).items() if row["status"] != "ended"]
    asked = [key for key in asked if _offers(data)[key]["valid_to"] is None or _offers(data)[key]["valid_to"] >= DAY]
    found = []
    for content in _workbooks(data).values():
        found += _column(content, "Kennung")
        assert set(_column(content, "bestätigt am (Tag)")) == {None}
    assert sorted(found) == sorted(asked)


def test_untouched_workbooks_confirm_nothing_and_say_so(own, tmp_path):
    kept = sorted((own / "raw").rglob("*"))
    files = [tmp_path / name for name in _workbooks(own)]
    for path, content in zip(files, _workbooks(own).values(), strict=True):
        path.write_bytes(content)
    answers = list(add_all(files, own))
    assert len(answers) == len(files)
    for answer in answers:
        assert isinstance(answer, Problem)
        assert "ist keine Zeile bestätigt; tragen Sie in der Spalte „bestätigt am (Tag)“" in str(answer)
    assert sorted((own / "raw").rglob("*")) == kept


def test_confirmed_workbooks_of_everybody_change_only_the_day_of_confirmation(own, tmp_path):
    changed = _returned(own, tmp_path, {name: _confirmed(content) for name, content in _workbooks(own).items()})
    assert changed
    assert {name for names in changed.values() for name in names} <= BY_THE_DAY
    assert {_offers(own)[key]["as_of"] for key in changed} == {DAY}


def test_one_correction_and_one_confirmation_change_these_entries_only(own, tmp_path):
    content = _workbooks(own)[f"Beispielrechnung_bestaetigen {PROVIDER}.xlsx"]
    keys = _column(content, "Kennung")
    assert len(keys) > 2
    corrected, confirmed = keys[:2]
    # the third row and those below are sent back as they came
    returned = _confirmed(content, {1, 2}, Plätze=33)
    (tmp_path / "zurueck.xlsx").write_bytes(returned)
    changed = _returned(own, tmp_path, {"zurueck.xlsx": returned})
    assert changed.keys() == {corrected, confirmed}
    assert changed[corrected] - BY_THE_DAY == {"capacity"}
    assert changed[confirmed] <= BY_THE_DAY
    assert _offers(own)[corrected]["capacity"] == 33


def test_rows_without_a_day_are_named(own, tmp_path):
    content = _workbooks(own)[f"Beispielrechnung_bestaetigen {PROVIDER}.xlsx"]
    count = len(_column(content, "Kennung"))
    (tmp_path / "zurueck.xlsx").write_bytes(_confirmed(content, set(range(2, count + 1))))
    [answer] = add_all([tmp_path / "zurueck.xlsx"], own)
    # the line above the header is the first of the sheet, the first entry the third
    assert "„Zeile 3“ ohne Tag der Bestätigung; solche Zeilen ändern nichts" in str(answer)
    assert f"{count - 1} Zeilen übernommen, 0 beiseitegelegt" in str(answer)


def test_invented_entries_say_so_in_the_name_and_above_the_table(data):
    for name, content in _workbooks(data).items():
        assert name.startswith("Beispielrechnung_bestaetigen ")
        above = load_workbook(io.BytesIO(content)).worksheets[0].cell(1, 1).value
        assert above.startswith("Beispieldaten: Die Einträge in dieser Mappe sind erfunden.")


def test_an_institution_has_one_workbook_for_all_municipalities_asked_for(tmp_path):
    kreis = SmallKreis(tmp_path)
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 40))
    kreis.add(
        "offer_inventory",
        offer("a", RHEINE, "BER-SOZ", 1, "fte", provider="Kreisverwaltung"),
        offer("b", WETTRINGEN, "BER-SOZ", 2, "fte", provider="Kreisverwaltung"),
        offer("c", EMSDETTEN, "BER-SOZ", 3, "fte", provider="Kreisverwaltung"),
    )
    kreis.build()
    wish = Wish(("Rheine", "Wettringen"), kind="confirm")
    [file] = write_papers(latest(kreis.data), tmp_path / "neu", wish)
    # real entries carry no mark
    assert file.name == "bestaetigen Kreisverwaltung.xlsx"
    rows = list(load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "Kennung"
    assert sorted(row[0] for row in rows[1:]) == ["a", "b"]
