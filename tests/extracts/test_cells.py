"""A single cell of an extract: it keeps its value and does no harm in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.delimited import csv_bytes, excel_number, neutralised, plain_number
from pipelines.extracts.workbook import Sheet, workbook_bytes

MIXED = Contract(
    relation="mixed", title="", grain="", meaning="", key=("ags",),
    columns=(Column("ags", "text", ""), Column("name", "text", ""), Column("outstanding", "number", "")),
)  # fmt: skip


UNSEEN = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf")
DANGEROUS = re.compile(rf"(^|[;,\n\r])([\s{UNSEEN}]*[=+\-@＝＋－＠]|[\t\r])")


@given(st.text(st.sampled_from("=+-@\t\r\n ;,'\"1aä＝\ufeff\u202e\u2066\u00ad"), max_size=8))
@example('=HYPERLINK("http://x")')
@example("harmlos; =1+1")
@example("  +49 2551 1")
@example("\U000e0041=1+1")
@example("\u0600=1+1")
def test_no_text_begins_a_formula(text):
    written = neutralised(text)
    assert not DANGEROUS.search(written) or re.fullmatch(r"-\d+([.,]\d+)?", text)
    if not DANGEROUS.search(text):
        assert written == text


@given(st.lists(st.tuples(st.just("05566004"), st.text(), st.floats(allow_nan=False, allow_infinity=False))))
def test_any_text_and_number_survives_the_file_for_programs(rows):
    text = csv_bytes(MIXED, rows, "rfc4180").decode("utf-8-sig")
    read = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert [(row["ags"], row["name"], float(row["outstanding"])) for row in read] == [
        (ags, neutralised(name), number) for ags, name, number in rows
    ]


@pytest.mark.parametrize(
    ("value", "german", "plain"),
    [
        (-23.5, "-23,5", "-23.5"),
        (0.1 + 0.2, "0,3", "0.30000000000000004"),
        (0.00051234567891, "0,000512345679", "0.00051234567891"),
        (5703.0, "5703", "5703"),
        (0.00001, "0,00001", "1e-05"),
        (1234567890.0, "1234567890", "1234567890"),
    ],
)
def test_a_number_in_both_spellings(value, german, plain):
    assert (excel_number(value), plain_number(value)) == (german, plain)


def test_a_workbook_keeps_key_text_formula_and_day_as_they_are():
    columns = (
        Column("ags", "text", ""),
        Column("text", "text", ""),
        Column("day", "day", ""),
        Column("n", "number", ""),
    )
    content = workbook_bytes([Sheet("t", columns, [("05566004", "=1+1 <&\x01>", date(2018, 1, 1), -2.5), (None,) * 4])])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ">05566004<" in sheet
    assert "=1+1 &lt;&amp;\ufffd&gt;" in sheet
    assert "<v>43101</v>" in sheet
    assert "<v>-2.5</v>" in sheet
    assert "<f>" not in sheet
