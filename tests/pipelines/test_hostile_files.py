"""Files that mean harm or come to it: refused with one sentence, nothing kept, nothing written outside data/."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.grids.opening import grids_of
from pipelines.grids.text_file import text_grid
from pipelines.problems import Problem, Unreadable
from pipelines.receiving.adding import add_all
from tests.fixtures.formats import made
from tests.fixtures.small_kreis import RHEINE, csv_text, offer

GOOD = csv_text("offer_inventory", [offer("haus", RHEINE, "WOH", 5, "beds")])
SHEET = "xl/worksheets/sheet1.xml"
quick = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, content: bytes | str, name: str = "datei.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def zipped(folder: Path, members: dict[str, bytes | str], name: str = "paket.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return folder / name


def rebuilt(path: Path, name: str, change) -> Path:
    """The same archive with one member changed or added."""
    with zipfile.ZipFile(path) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members[name] = change(members.get(name, b""))
    return zipped(path.parent, members, path.name)


def all_rows(path: Path) -> list[list[str]]:
    return [cells for grid in grids_of(path) for _, cells in grid.read()]


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as error:
        all_rows(path)
    sentence = str(error.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def all_files(*folders: Path) -> set[str]:
    return {str(path) for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def sheet(tmp_path):
    return made.workbook(tmp_path / "liste.xlsx", ("Angebote", [["a", "b"], ["1", "2"]]))


def test_a_file_of_two_gigabytes_is_refused_by_its_size(tmp_path):
    path = tmp_path / "riese.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
        file.seek(0)
        file.write(b"a,b\n")
    assert "zu groß" in refusal(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4, "keine andere Textdatei"),
        (b"a,b\n1,\0\n", "Nullzeichen"),
        (b"a,b\n1," + b"x" * 1_000_000 + b"\n", "Zeile 2: kein gültiges CSV (eine Zelle ist zu lang)"),
        (b"a,b\n1,2\n3," + b"x" * 40_000 + b"\n", "Zeile 3: eine Zelle hat 40000 Zeichen (höchstens 32767)"),
        (b"a,b\n1," + b"x" * 3_000_000, "zu lang"),
        (b",".join([b"a"] * 10_000) + b"\n", "10000 Spalten"),
        (b"\xef\xbb\xbfa,b\n1,M\xfcnster\n", "gibt sich als UTF-8 aus"),
        (b"\xff\xfea\0,\0b\0\n", "gibt sich als UTF-16 aus"),
        ("a;b\n1;Münster\n".encode("cp437"), "keinem anderen bekannten Zeichensatz"),
        (b'a,b\n"1,2\n', "ein Anführungszeichen wird nicht geschlossen"),
        (b"%PDF-1.7\n" + b"x" * 100, "keine lesbare PDF-Datei"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "speichern Sie sie als XLSX"),
        (b"PK\x03\x04" + b"\0" * 100, "keine lesbare XLSX"),
        (b"", "ist leer"),
    ],
)
def test_a_text_that_is_none_is_refused(tmp_path, content, words):
    assert words in refusal(written(tmp_path, content))


def test_a_long_cell_is_refused_in_a_text_that_is_cut_at_once_too(tmp_path):
    [grid] = grids_of(written(tmp_path, "a,b\n" + "1,2\n" * 50 + "3," + "x" * 40_000 + "\n"))
    assert grid.columns_below(1, 2) is None
    [grid] = grids_of(written(tmp_path, "a,b\n" + "1,2\n" * 50 + "3," + "x" * 30_000 + "\n"))
    assert len(grid.columns_below(1, 2).lines) == 51


def test_a_bomb_of_packed_zeros_is_refused(tmp_path, kreis):
    path = zipped(tmp_path, {"null.csv": b"0" * 200_000_000})
    [answer] = add_all([path], kreis.data)
    assert "nicht entpackt" in str(answer)


def test_a_workbook_of_packed_zeros_is_refused(sheet):
    assert "nicht entpackt" in refusal(rebuilt(sheet, SHEET, lambda xml: xml + b" " * 200_000_000))


@pytest.mark.parametrize("name", ["../boese.csv", "/boese.csv", "a/../../boese.csv", "..\\boese.csv", "C:\\boese.csv"])
def test_a_path_that_leads_outside_is_refused_and_nothing_is_written(tmp_path, kreis, name):
    folder = tmp_path / "eingang"
    folder.mkdir()
    path = zipped(folder, {"gut.csv": GOOD, name: GOOD})
    before = all_files(tmp_path)
    [answer] = add_all([path], kreis.data)
    assert "hinausführt" in str(answer)
    assert {one for one in all_files(tmp_path) if not one.endswith(".build.lock")} == before


def test_a_sheet_that_claims_a_cell_at_the_far_end_is_refused(sheet):
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    said = refusal(rebuilt(sheet, SHEET, lambda xml: xml.replace(b"</sheetData>", far)))
    assert "Spalten" in said
    deep = far.replace(b"XFD", b"Z")
    assert "zu viele Zellen" in refusal(rebuilt(sheet, SHEET, lambda xml: xml.replace(far, deep)))


def test_a_long_text_repeated_in_many_cells_is_refused(sheet):
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 20_000))
    rebuilt(sheet, SHEET, lambda xml: xml[: xml.index(b"<sheetData>") + 11] + cells + b"</sheetData></worksheet>")
    assert "zu viele Zellen" in refusal(rebuilt(sheet, "xl/sharedStrings.xml", lambda xml: strings))


def test_macros_are_refused_whatever_the_name_says(sheet):
    assert "Makros" in refusal(rebuilt(sheet, "xl/vbaProject.bin", lambda _: b"\0"))


def test_entities_are_refused(sheet):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    assert "keine lesbare XLSX" in refusal(rebuilt(sheet, SHEET, lambda xml: bomb + xml))


def test_formulas_are_text_or_their_stored_result(tmp_path):
    path = made.workbook(tmp_path / "formel.xlsx", ("A", [["a", "b"], ["x", "=1+1"]]))
    assert "Formeln ohne gespeichertes Ergebnis" in refusal(path)
    [grid] = grids_of(written(tmp_path, "a,b\n\"=cmd|' /C calc'!A0\",<script>\n"))
    assert [cells for _, cells in grid.read()][1] == ["=cmd|' /C calc'!A0", "<script>"]


def test_a_workbook_keeps_lines_dates_numbers_and_empty_corners(tmp_path):
    from datetime import date, datetime

    rows = [[], ["", "a", "b"], ["", 5566076.0, date(2018, 3, 1)], ["", 1.5, datetime(2018, 3, 1, 9, 30)], ["", True]]
    [grid] = grids_of(made.workbook(tmp_path / "ecken.bin", ("A", rows)))
    assert list(grid.filled()) == [
        (2, ["", "a", "b"]),
        (3, ["", "5566076", "2018-03-01"]),
        (4, ["", "1.5", "2018-03-01T09:30:00"]),
        (5, ["", "1", ""]),
    ]


def test_folders_and_archives_are_taken_file_by_file(kreis, tmp_path):
    folder = tmp_path / "eingang" / "unten"
    folder.mkdir(parents=True)
    written(folder, GOOD, "eins.csv")
    written(folder, "a|b\n", "falsch.csv")
    zipped(folder, {"a/zwei.csv": GOOD.replace("haus", "hof"), "b/zwei.csv": GOOD.replace("haus", "hut"),
                    "__MACOSX/x": "x"}, "paket.dat")  # fmt: skip
    answers = list(add_all([folder.parent], kreis.data))
    assert sum(isinstance(answer, Problem) for answer in answers) == 1
    assert sum("1 Zeilen übernommen" in str(answer) for answer in answers) == 3
    assert list((kreis.data / "curated").glob(".unpack-*")) == []


@quick
@given(
    content=st.binary(max_size=300), start=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe", b"a;b\n"])
)
def test_whatever_the_bytes_they_are_grids_or_refused(tmp_path, content, start):
    path = written(tmp_path, start + content)
    with suppress(Unreadable):
        assert all(isinstance(cell, str) for cells in all_rows(path) for cell in cells)


@quick
@given(place=st.integers(0, 3000), value=st.integers(0, 255), cut=st.integers(0, 6000))
def test_a_damaged_workbook_is_grids_or_refused(tmp_path, place, value, cut):
    target = tmp_path / "heil.xlsx"
    if not target.exists():
        made.gv_isys(target)
    content = bytearray(target.read_bytes())
    content[place % len(content)] = value
    path = written(tmp_path, bytes(content[: len(content) - cut % 50]), "kaputt.xlsx")
    with suppress(Unreadable):
        all_rows(path)


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_quoted_breaks_keep_the_lines_of_the_file(tmp_path, break_):
    text = break_.join(["a;b", f'"x{break_}y";1', "z;2", ""])
    assert [line for line, _ in text_grid(written(tmp_path, text)).read()] == [1, 2, 4]


def test_the_file_may_be_a_symbolic_link_nowhere(tmp_path):
    path = tmp_path / "weg.csv"
    path.symlink_to(tmp_path / "fehlt")
    assert "lässt sich nicht öffnen" in refusal(path)
