"""Whatever stands in a table of an office, a monthly report or a package: rows, set-aside rows or one sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.forms.form import knows_no_name
from pipelines.forms.monthly_report import HEADINGS
from pipelines.problems import Unreadable
from pipelines.receiving.reading import sorted_rows
from pipelines.receiving.recognising import fits_of
from tests.fixtures.formats.hsds import package, service
from tests.fixtures.lines import answered, filled_lines

quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = [
    "", "Insgesamt", "Anzahl", "Bevölkerungsstand", "männlich", "31.12.2024", "30.02.2024", "2024", "05566076", "05515",
    "Rheine", "Münster, krfr. Stadt", "100", "1.200", "12,5", ".", "-", "x", "__________", "Stand: 1.1.2018", "Summe",
    "unter 3 Jahre", "genau", "<script>", "=cmd|' /C calc'!A0",
    *(said for all_said in HEADINGS.values() for said in all_said),
]  # fmt: skip
CELL = st.sampled_from(WORDS) | st.text(st.characters(exclude_characters=';"\r\n\0', codec="utf-8"), max_size=6)
LINES = st.lists(st.lists(CELL, max_size=7), max_size=10)


def every_row_has_an_answer(path: Path, lines: frozenset[int] = frozenset()) -> None:
    """Rows in = rows taken + rows set aside, and each of `lines` is told of; or one line of text refuses the file."""
    said = ""
    try:
        for fit in fits_of(path):
            rows = fit.read(knows_no_name)
            reading = sorted_rows(path, fit, {}, path.name, knows_no_name)
            assert len(reading.taken) + reading.set_aside == len(rows.frame)
            assert lines <= answered(reading)
    except Unreadable as refused:
        said = str(refused)
    assert "\n" not in said


def write(path: Path, lines: list[list[str]]) -> Path:
    path.write_text("\n".join(";".join(cells) for cells in lines) + "\n", "utf-8")
    return path


@quick
@given(code=st.sampled_from(["12411-09i", "12411-15i", "22811-05i", "13111-54i", "12411-01-01-5"]), lines=LINES)
def test_whatever_stands_in_a_table_of_an_office(tmp_path, code, lines):
    heads = [[f"Tabelle: {code}"], ["Bevölkerung - Arbeitslose - AsylbLG - Gemeinden", "", ""]]
    labels = [["", "", "", "Insgesamt", "männlich"], ["", "", "", "Anzahl", "Anzahl"]]
    row = ["31.12.2024", "05566076", "Rheine, Stadt", "5", "3"]
    every_row_has_an_answer(write(tmp_path / "t.csv", [*heads, *lines[:3], *labels, row, *lines[3:]]))


@quick
@given(lines=LINES)
def test_whatever_stands_in_a_monthly_report(tmp_path, lines):
    heads = [["Monatsmeldung"], ["Stand:", "01.03.2018"], *lines[:2], ["Gemeinde", "Bestand FlüAG"], ["05566076", "5"]]
    path = write(tmp_path / "m.csv", [*heads, *lines[2:]])
    every_row_has_an_answer(path, filled_lines(path, below=len(heads) - 1, header=[]))


@quick
@given(
    name=st.sampled_from(["services", "service_capacity", "attributes", "locations", "units", "taxonomy_terms"]),
    text=st.text(max_size=60)
    | st.sampled_from(["id\n", "id,name\n1\n", 'id\n"', "id,service_id,maximum\n1,s-1,viel\n"]),
)
def test_whatever_stands_in_a_table_of_a_package(tmp_path, name, text):
    path = package(tmp_path / "p.zip", [service()])
    with zipfile.ZipFile(path) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in (members | {f"{name}.csv": text.encode("utf-8", "ignore")}).items():
            archive.writestr(one, content)
    every_row_has_an_answer(path)
