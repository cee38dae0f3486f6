"""What is selected is in the file, all of it and nothing else, and the file says so."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.extracts.about import selected
from pipelines.extracts.files import Wish, extract_bytes, files
from pipelines.extracts.forms import FORMS
from pipelines.extracts.origin import origin
from pipelines.extracts.selection import EVERYTHING, Selection

RHEINE, EMSDETTEN = "05566076", "05566008"
OPENING = Selection(date(2018, 1, 1), date(2018, 1, 1), (RHEINE,), ("SPR-IK",))


def rows(content: bytes, form: str) -> list[tuple]:
    if form == "parquet":
        return [tuple(row.values()) for row in pq.read_table(io.BytesIO(content)).to_pylist()]
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        own = [n for n, cell in enumerate(sheet[1]) if cell.value not in ("ags_name", "category_name")]
        read = [tuple(row[n].value for n in own) for row in sheet.iter_rows(min_row=2)]
        return [tuple(value.date() if isinstance(value, datetime) else value for value in row) for row in read]
    delimiter = ";" if form == "excel" else ","
    return [tuple(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter)][1:]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_exactly_the_selected_rows(cursor, form):
    names = CONTRACTS["gap"].names
    wanted = cursor.execute(
        f"select {', '.join(names)} from curated.gap where month = '2018-01-01' and ags = ? and category = 'SPR-IK'",
        [RHEINE],
    ).fetchall()
    assert len(wanted) == 1
    found = rows(extract_bytes(cursor, "gap", form, Wish(OPENING)), form)
    if form in ("parquet", "xlsx"):
        assert found == wanted
    else:
        assert [row[1].strip('="') for row in found] == [RHEINE]
        assert len(found) == 1


@pytest.mark.parametrize(
    ("relation", "selection", "condition"),
    [
        ("stock", Selection(date(2018, 1, 1), date(2018, 3, 1)), "month between '2018-01-01' and '2018-03-31'"),
        ("obligation", Selection(date(2018, 1, 1)), "as_of between '2018-01-01' and '2018-01-31'"),
        ("offer", Selection(date(2018, 2, 1)),
         "valid_from <= '2018-02-28' and coalesce(valid_to >= '2018-02-01', true)"),
        ("parameter", Selection(date(2020, 2, 1)),
         "valid_from <= '2020-02-29' and coalesce(valid_to >= '2020-02-01', true)"),
        ("distance", Selection(municipalities=(RHEINE,)), f"ags_from = '{RHEINE}' or ags_to = '{RHEINE}'"),
        ("municipality", Selection(municipalities=(RHEINE, EMSDETTEN)), f"ags in ('{RHEINE}', '{EMSDETTEN}')"),
        ("need_ratio", Selection(categories=("SPR-IK", "WOH")), "category in ('SPR-IK', 'WOH')"),
        ("distance", Selection(date(2018, 1, 1), categories=("WOH",)), "true"),
    ],
)  # fmt: skip
def test_each_kind_of_relation_is_narrowed_where_it_can_be(cursor, relation, selection, condition):
    query = f"select count(*), (select count(*) from curated.{relation}) from curated.{relation} where {condition}"
    [(wanted, all_rows)] = cursor.execute(query).fetchall()
    found = len(rows(extract_bytes(cursor, relation, "parquet", Wish(selection)), "parquet"))
    assert found == wanted
    assert 0 < found < all_rows or condition == "true"


def test_the_selection_stands_in_the_file_and_in_its_name(cursor):
    contract = CONTRACTS["gap"]
    assert OPENING.stem(contract) == "_2018-01_05566076_SPR-IK"
    assert OPENING.stem(CONTRACTS["distance"]) == "_05566076"
    many = Selection(date(2018, 1, 1), date(2018, 6, 1), tuple(f"0556600{n}" for n in range(5)))
    assert many.stem(contract) == "_2018-01_bis_2018-06_5-Gemeinden"
    book = openpyxl.load_workbook(io.BytesIO(extract_bytes(cursor, "gap", "xlsx", Wish(OPENING))))
    notes = [cell.value for cell in book["Hinweise"]["A"]]
    assert "Auswahl: Monat 2018-01; Gemeinden 05566076; Kategorien SPR-IK" in notes
    assert "Zeitraum: 01.01.2018 bis 01.01.2018" in notes
    assert any(note.startswith("Rechtsstand:") and "gültig ab 01.01.2018" in note for note in notes)
    assert notes[1] == "Beispielrechnung – Bestände echt, Angebote erfunden"


def test_files_for_people_name_what_their_keys_mean_beside_them(cursor):
    head, row = csv.reader(
        io.StringIO(extract_bytes(cursor, "gap", "excel", Wish(OPENING)).decode("utf-8-sig")), delimiter=";"
    )
    assert head[:5] == ["month", "ags", "ags_name", "category", "category_name"]
    assert row[:5] == ["2018-01-01", f'="{RHEINE}"', "Rheine", "SPR-IK", "Integrationskurs"]
    for form in ("rfc4180", "parquet"):
        [only] = rows(extract_bytes(cursor, "gap", form, Wish(OPENING)), form)
        assert "Rheine" not in only


def test_a_workbook_names_what_its_keys_mean(cursor):
    book = openpyxl.load_workbook(io.BytesIO(extract_bytes(cursor, "gap", "xlsx", Wish(OPENING))))
    head, row = ([cell.value for cell in line] for line in book["gap"].iter_rows(max_row=2))
    said = dict(zip(head, row, strict=True))
    assert (said["ags"], said["ags_name"], said["category_name"]) == (RHEINE, "Rheine", "Integrationskurs")
    assert {"ags_name", "category_name"} <= {cell.value for cell in book["Spalten"]["D"]}
    english = openpyxl.load_workbook(io.BytesIO(extract_bytes(cursor, "gap", "xlsx", Wish(OPENING, language="en"))))
    assert "Integration course (BAMF)" in [cell.value for cell in english["gap"][2]]


def test_what_a_selection_cannot_narrow_is_said():
    assert (
        selected(OPENING, CONTRACTS["distance"], "de") == "Gemeinden 05566076; nicht eingegrenzt nach: Monat, Kategorie"
    )
    assert selected(Selection(categories=("WOH",)), CONTRACTS["distance"], "de") == (
        "alle Zeilen; die Auswahl kann diese Tabelle nicht eingrenzen"
    )
    assert selected(EVERYTHING, CONTRACTS["gap"], "de") == "alle Zeilen"


def test_a_selection_without_rows_is_a_file_with_a_header(cursor):
    nothing = Wish(Selection(municipalities=("99999999",)))
    assert rows(extract_bytes(cursor, "gap", "rfc4180", nothing), "rfc4180") == []
    assert pq.read_table(io.BytesIO(extract_bytes(cursor, "gap", "parquet", nothing))).num_rows == 0


def test_rows_without_invented_offers_do_not_say_example(cursor):
    stocks = Wish(forms=("xlsx",), relations=("stock", "gap"), selection=OPENING)
    told = dict(files(cursor, stocks))
    about = rows(told["xlsx/angaben.xlsx"], "xlsx")
    assert {row[0]: row[8] for row in about} == {"stock": False, "gap": True, "datenwoerterbuch": False}


@pytest.fixture
def part(cursor, tmp_path):
    """A file that holds some of the relations, as the protected one does, and says how it is protected."""
    with duckdb.connect() as con:
        con.execute(f"attach '{tmp_path / 'teil.duckdb'}' as snapshot")
        con.execute("create schema snapshot.curated")
        for relation in ("build", "municipality", "gap"):
            frame = cursor.sql(f"from curated.{relation}").to_arrow_table()
            assert frame.num_rows
            con.execute(f"create table snapshot.curated.{relation} as from frame")
        con.execute("update snapshot.curated.build set protection = 'protected'")
        con.execute("use snapshot")
        yield con


def test_a_file_with_some_relations_gives_those_and_says_how_they_are_protected(part):
    told = dict(files(part))
    assert [name for name in told if name.startswith("rfc4180/")] == [
        f"rfc4180/{name}.csv" for name in ("build", "municipality", "gap", "datenwoerterbuch", "angaben")
    ]
    assert "hsds/angebote.zip" not in told
    text = told["LIESMICH.txt"].decode("utf-8-sig")
    assert "auf 5 gerundet; bis 7 steht keine Zahl" in text
    assert origin(part).is_example is True
    assert {row[0] for row in rows(told["datenwoerterbuch.csv"], "excel")} == {"build", "municipality", "gap"}
