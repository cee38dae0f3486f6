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
from pipelines.receiving.adding import add_all
from pipelines.snapshot import latest, opened

DAY = date(2026, 11, 25)
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
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        found += [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sorted(found) == sorted(asked)


def test_unchanged_workbooks_of_everybody_change_only_the_day_of_confirmation(own, tmp_path):
    changed = _returned(own, tmp_path, _workbooks(own))
    assert changed
    assert {name for names in changed.values() for name in names} <= BY_THE_DAY
    assert {_offers(own)[key]["as_of"] for key in changed} == {DAY}


def test_one_correction_and_one_confirmation_change_these_entries_only(own, tmp_path):
    [content] = [content for name, content in _workbooks(own).items() if name == f"bestaetigen {PROVIDER}.xlsx"]
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    keys = [sheet.cell(row, places["Kennung"]).value for row in range(2, sheet.max_row + 1)]
    assert len(keys) > 2
    corrected, confirmed = keys[:2]
    sheet.cell(2, places["Plätze"]).value = 33
    sheet.delete_rows(4, sheet.max_row)
    target = io.BytesIO()
    book.save(target)
    changed = _returned(own, tmp_path, {"zurueck.xlsx": target.getvalue()})
    assert changed.keys() == {corrected, confirmed}
    assert changed[corrected] - BY_THE_DAY == {"capacity"}
    assert changed[confirmed] <= BY_THE_DAY
    assert _offers(own)[corrected]["capacity"] == 33
