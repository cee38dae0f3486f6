"""What a planner takes away reads back as what is in the snapshot, and does no harm in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.extracts import folder as folders
from pipelines.extracts.about import ABOUT
from pipelines.extracts.delimited import neutralised
from pipelines.extracts.dictionary import DICTIONARY
from pipelines.extracts.files import archive_bytes, extract_bytes
from pipelines.extracts.folder import write_extracts
from pipelines.extracts.forms import FORMS
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.wording import say
from pipelines.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]


DERIVED = {contract.relation: contract for contract in (DICTIONARY, ABOUT)}
RELATIONS = [*CONTRACTS, *DERIVED]


def rows_of(content: bytes, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


READERS = {
    "text": str,
    "integer": int,
    "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "day": date.fromisoformat,
    "instant": lambda text: datetime.fromisoformat(text.removesuffix("Z")),
}


@pytest.mark.parametrize("relation", CONTRACTS)
def test_the_file_for_programs_reads_back_as_the_snapshot(out, cursor, relation):
    contract = CONTRACTS[relation]
    read = [
        tuple(READERS[contract.column(name).type](text) if text else None for name, text in row.items())
        for row in rows_of((out / "rfc4180" / f"{relation}.csv").read_bytes(), ",")
    ]
    query = f"select {', '.join(contract.names)} from curated.{relation} order by {', '.join(contract.key)}"
    kept = [tuple(None if value == "" else value for value in row) for row in cursor.execute(query).fetchall()]
    kept = [tuple(neutralised(value) if isinstance(value, str) else value for value in row) for row in kept]
    assert read == kept


@pytest.mark.parametrize("relation", RELATIONS)
def test_both_csv_files_hold_the_same_cells_in_their_own_spelling(out, relation):
    german = rows_of((out / f"{relation}.csv").read_bytes(), ";")
    plain = rows_of((out / "rfc4180" / f"{relation}.csv").read_bytes(), ",")
    contract = (CONTRACTS | DERIVED)[relation]
    assert len(german) == len(plain)
    for name in contract.names:
        kind = contract.column(name).type
        for one, other in zip(german[:2000], plain[:2000], strict=True):
            if kind == "number" and other[name]:
                assert float(one[name].replace(",", ".")) == pytest.approx(float(other[name]), rel=1e-8, abs=1e-14)
            elif kind == "boolean" and other[name]:
                assert one[name] == {"true": "ja", "false": "nein"}[other[name]]
            elif kind == "instant":
                assert one[name] == other[name].replace("T", " ").removesuffix("Z")
            else:
                assert re.sub(r'^="(.*)"$', r"\1", one[name]) == other[name]


def test_the_german_file_has_mark_semicolons_umlauts_and_protected_keys(out):
    content = (out / "municipality.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfags;name;")
    assert content.count(b"\n") == content.count(b"\r\n")
    names = {row["ags"]: row["name"] for row in rows_of(content, ";")}
    assert names['="05566028"'] == "Ibbenbüren"
    assert "Hörstel" in names.values()


def test_the_file_for_programs_keeps_keys_plain_and_has_no_mark(out):
    content = (out / "rfc4180" / "municipality.csv").read_bytes()
    assert content.startswith(b"ags,name,")
    assert "05566028" in {row["ags"] for row in rows_of(content, ",")}


def test_negative_numbers_stay_numbers(out):
    figures = {row["outstanding"] for row in rows_of((out / "obligation.csv").read_bytes(), ";")}
    assert any(re.fullmatch(r"-\d+(,\d+)?", figure) for figure in figures)


def test_every_relation_has_a_file_in_every_form_and_every_column_its_line_in_the_dictionary(out):
    for relation in RELATIONS:
        for pattern in FORMS.values():
            assert (out / pattern.format(relation)).is_file()
    described = {(row["relation"], row["column"]) for row in rows_of((out / "datenwoerterbuch.csv").read_bytes(), ";")}
    own = {(name, column) for name, contract in CONTRACTS.items() for column in contract.names}
    written = {
        (name, column)
        for name in CONTRACTS
        for column in next(csv.reader([(out / f"{name}.csv").read_text("utf-8-sig").splitlines()[0]], delimiter=";"))
    }
    assert described == written > own


def test_the_readme_says_example_and_carries_every_notice(out, stand):
    text = (out / "LIESMICH.txt").read_text("utf-8-sig")
    assert say("de", "example_title") in text
    assert stand.name in text
    assert all(notice in text for notice in NOTICES)


def test_the_notices_are_those_of_the_licence_file():
    licences = " ".join((PROJECT / "data" / "LICENSES.md").read_text("utf-8").replace("<", "").replace(">", "").split())
    assert [notice for notice in NOTICES if notice not in licences] == []


def test_the_same_snapshot_gives_the_same_bytes(out, cursor):
    assert extract_bytes(cursor, "gap", "xlsx") == (out / "xlsx" / "gap.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(archive_bytes(cursor))) as archive:
        for path in out.rglob("*.*"):
            assert archive.read(f"bedarfsatlas/{path.relative_to(out)}") == path.read_bytes()


def test_an_earlier_extract_is_replaced_and_nothing_is_left_beside_it(stand, tmp_path):
    folder = tmp_path / "auszug"
    written = write_extracts(stand, folder)
    before = (folder / "auszug.json").read_bytes()
    assert write_extracts(stand, folder) == written
    assert (folder / "auszug.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["auszug"]
    assert set(written) == {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("marker", ["{}", '{"sha256": {}}', None])
def test_a_folder_with_other_files_is_left_alone(stand, tmp_path, marker):
    (tmp_path / "brief.txt").write_text("meins", "utf-8")
    if marker:
        (tmp_path / "auszug.json").write_text(marker, "utf-8")
    with pytest.raises(Problem, match=r"(anderen|leeren) Ordner"):
        write_extracts(stand, tmp_path)
    assert (tmp_path / "brief.txt").read_text("utf-8") == "meins"


def test_a_full_disk_ends_in_a_sentence_and_leaves_nothing(stand, tmp_path, monkeypatch):
    def full(path: Path, content: bytes) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folders, "_write", full)
    with pytest.raises(Problem, match="Datenträger ist voll"):
        write_extracts(stand, tmp_path / "auszug")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_snapshot_ends_in_a_sentence(tmp_path):
    with pytest.raises(Problem, match="kein Stand"):
        write_extracts(tmp_path, tmp_path / "auszug")


def test_the_record_names_the_checksum_of_every_file(out):
    record = json.loads((out / "auszug.json").read_text("utf-8"))
    assert set(record["sha256"]) == {str(path.relative_to(out)) for path in out.rglob("*.*")} - {"auszug.json"}


LIBREOFFICE = shutil.which("soffice")


@pytest.mark.skipif(LIBREOFFICE is None, reason="soffice ist nicht installiert")
@pytest.mark.parametrize(
    ("file", "options"), [("xlsx/municipality.xlsx", ""), ("municipality.csv", "CSV:59,34,76,1,,1031")]
)
def test_libreoffice_keeps_keys_umlauts_and_numbers(out, tmp_path, file, options):
    """As plain text again: what LibreOffice took 05566028 for shows in what it writes."""
    command = [
        LIBREOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *([f"--infilter={options}"] if options else []),
        "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir",
        str(tmp_path / "read"), str(out / file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    rows = {row["ags"]: row for row in rows_of((tmp_path / "read" / "municipality.csv").read_bytes(), ",")}
    assert rows["05566028"]["name"] == "Ibbenbüren"
    assert rows["05566028"]["kreis_ags"] == "05566"
    assert float(rows["05566028"]["area_km2"]) == 108.87
