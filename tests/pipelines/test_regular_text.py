"""Cut in bulk or cell by cell, a text gives the same rows in the same lines, the same findings, the same refusals."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.forms.body import below
from pipelines.forms.form import knows_no_name
from pipelines.grids import regular
from pipelines.grids.grid import Grid
from pipelines.grids.regular import cut
from pipelines.grids.text_file import text_grid
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Field, Layout
from pipelines.receiving.recognising import fit_for
from pipelines.receiving.repeating import each, written_out
from pipelines.receiving.sorting import sort_out
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from tests.fixtures.small_kreis import RHEINE, csv_text, offer

AB = Layout((Field("a"), Field("b")))
SIGNS = '"";;,,\n\r\r\n ab\u00a0ä\ufeff\t\u2028\x1c'
CELLS = st.text(st.sampled_from(SIGNS), max_size=6)
BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
many = settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder, text: str, encoding: str = "utf-8"):
    path = folder / "datei.csv"
    path.write_bytes(text.encode(encoding, errors="ignore"))
    return path


def exactly(grid: Grid) -> Grid:
    """The same grid, which can only be read row by row."""
    return Grid(grid.file, grid.name, grid.kind, grid.read, grid.delimiter)


def told(grid: Grid) -> list[tuple] | str:
    """Rows below the first line of two cells with their lines, or the refusal."""
    try:
        frame = below(grid, 1, 2, [0, 1], AB)
    except Unreadable as error:
        return str(error)
    return list(zip(*(frame[name].tolist() for name in ("line", "a", "b")), strict=True))


@many
@given(body=st.text(st.sampled_from(SIGNS), max_size=40), mark=st.sampled_from(["", "\ufeff"]), ended=BREAKS)
@example(body='1;"x\r\ny"\r\n\r\n2;3', mark="\ufeff", ended="\r\n")
@example(body='1;2\r"";"a""b"\r\r\n', mark="", ended="\r")
@example(body='1;"2"3\n', mark="", ended="\n")
def test_any_text_gives_the_same_rows_and_lines_or_the_same_refusal(tmp_path, body, mark, ended):
    try:
        grid = text_grid(written(tmp_path, f"{mark}a;b{ended}{body}"))
    except Unreadable:  # before anything is cut
        return
    assert told(grid) == told(exactly(grid))


def quoted(cell: str, always: bool) -> str:
    return '"' + cell.replace('"', '""') + '"' if always or set(cell) & set('";,\t\r\n') else cell


@many
@given(
    rows=st.lists(st.lists(st.tuples(CELLS, st.booleans()), min_size=2, max_size=2), min_size=1, max_size=12),
    ended=BREAKS,
    block=st.integers(1, 30),
    delimiter=st.sampled_from(";,\t"),
)
def test_rows_that_a_program_wrote_are_cut_in_bulk_wherever_blocks_end(rows, ended, block, delimiter):
    text = "".join(delimiter.join(quoted(*cell) for cell in row) + ended for row in rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regular, "BLOCK", block)
        columns = cut(io.StringIO(text, newline=""), 2, delimiter, 2)
    if columns is None:
        # a mark of byte order where a block begins is left to the exact reader
        assert "\ufeff" in text
        return
    reader, lines, start = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [], 2
    for _ in reader:
        lines.append(start)
        start = reader.line_num + 2
    assert columns.lines.tolist() == lines
    cells = zip(*(column.to_pylist() for column in columns.cells), strict=True)
    assert [list(row) for row in cells] == [[cell for cell, _ in row] for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_regular_list_is_cut_in_bulk_in_every_encoding(tmp_path, encoding):
    grid = text_grid(written(tmp_path, 'Ort;Name\r\nRheine;"Café\r\nMitte"\r\n\r\nSaerbeck; Büro \r\n', encoding))
    columns = grid.columns_below(1, 2)
    assert columns.lines.tolist() == [2, 5]
    assert told(grid) == [(2, "Rheine", "Café\r\nMitte"), (5, "Saerbeck", "Büro")]


@pytest.mark.parametrize(
    "body",
    ["1;2;3\n", "1\n", '1;"2"x\n', '1;"2\n', '1;x"y"\n', f"1;{'x' * 140_000}\n", " \n"],
)  # fmt: skip
def test_what_is_not_regular_is_left_to_the_exact_reader(body):
    assert cut(io.StringIO("1;2\n" + body, newline=""), 2, ";", 2) is None
    assert cut(io.StringIO(body, newline=""), 2, ";", 2) is None


def test_a_block_that_ends_between_return_and_line_feed_counts_one_line(monkeypatch):
    monkeypatch.setattr(regular, "BLOCK", 4)
    columns = cut(io.StringIO("1;2\r\n3;4\r\n", newline=""), 1, ";", 2)
    assert columns.lines.tolist() == [1, 2]


def test_thousands_of_rows_are_sorted_as_each_of_them_alone(tmp_path):
    """Texts that repeat are kept once; what is found and taken must not tell."""
    faults = [{}, {"ags": "05999999"}, {"valid_from": "2018-02-31"}, {"area": f"{RHEINE} 05999999"}, {"capacity": ""},
              {"valid_to": "2014-01-01"}, {"occupied": "9"}, {"offer_id": "a0"}]  # fmt: skip
    rows = [offer(f"a{number}", RHEINE, "WOH", 5, "beds") | faults[number % 8] for number in range(2_400)]
    path = written(tmp_path, csv_text("offer_inventory", rows))
    known = {"ags": frozenset({RHEINE}), "category": frozenset({"WOH"})}
    frame = fit_for(path, OFFER_INVENTORY).read(knows_no_name).frame
    assert frame["ags"].dtype == "category"
    assert frame["offer_id"].dtype == "str"
    plain = frame.assign(**{name: written_out(frame[name]).astype("str") for name in OFFER_INVENTORY.layout.names})
    one, other = (sort_out(rows_in, OFFER_INVENTORY.layout, known, "s", "f") for rows_in in (frame, plain))
    assert one.findings == other.findings
    assert one.taken.to_dict("list") == other.taken.to_dict("list")
    # of eight kinds of rows three are set aside; of 300 with the same id as the first, the last one counts
    assert one.set_aside == 3 * 300 + 300
    assert len(one.taken) == 2_400 - one.set_aside
    assert [found.line for found in one.findings if found.column_name == "ags"][:3] == [3, 11, 19]
    assert {str(column.dtype) for name, column in one.taken.items() if name != "line"} == {"str"}


def test_a_column_written_anew_joins_texts_that_become_the_same(tmp_path):
    text = "a;b\n" + "".join(f"{number};{('ja', 'JA', 'nein')[number % 3]}\n" for number in range(3_000))
    frame = below(text_grid(written(tmp_path, text)), 1, 2, [0, 1], AB)
    shouted = each(frame["b"], str.upper)
    assert shouted.cat.categories.tolist() == ["JA", "NEIN"]
    assert written_out(shouted, slice(0, 3)).tolist() == ["JA", "JA", "NEIN"]
    assert each(frame["a"], lambda number: number + "x").iloc[-1] == "2999x"


def test_a_lone_mark_of_byte_order_before_a_row_is_kept(tmp_path):
    path = tmp_path / "datei.csv"
    path.write_bytes(b"a;b\n" + codecs.BOM_UTF8 + b"1;2\n")
    assert told(text_grid(path)) == [(2, "\ufeff1", "2")]
