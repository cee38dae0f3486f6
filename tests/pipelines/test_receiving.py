"""A file is recognised, kept as it came and receipted, or refused; what lies in data/raw is never trusted blindly."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines.build import run_lock
from pipelines.cli import main
from pipelines.problems import NotPublished, Unreadable
from pipelines.receiving.adding import SHOWN
from pipelines.receiving.intake import take_in
from pipelines.receiving.receipts import RECEIPT, receipts
from tests.fixtures.small_kreis import ALTENBERGE, RECEIVED, RHEINE, ask, csv_text, offer, reported, stock

LATER = datetime(2026, 2, 1, tzinfo=UTC)
GOOD = offer("haus", RHEINE, "WOH", 5, "beds")
BAD = offer("haus", RHEINE, "WOH", "fünf", "beds")


@pytest.fixture
def shipped(data: Path, tmp_path: Path) -> Path:
    """A copy of the shipped data with its snapshot, to be damaged."""
    return shutil.copytree(data, tmp_path / "data")


def written(folder: Path, content: str | bytes, name: str = "datei.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def files_in(data: Path) -> set[str]:
    return {path.relative_to(data).as_posix() for path in (data / "raw").rglob("*") if path.is_file()}


def raw_file(data: Path, source: str) -> Path:
    """The first file of a source in data/raw."""
    return min(path for path in (data / "raw" / source).glob("*/*") if not path.name.endswith(RECEIPT))


def refused(data: Path) -> str:
    """The sentence with which the build ends; the latest snapshot stays as it was."""
    latest = (data / "curated" / "latest").read_text("utf-8")
    with pytest.raises(NotPublished) as refusal:
        steps.build(data)
    assert (data / "curated" / "latest").read_text("utf-8") == latest
    assert ask(data, "select build_id from curated.build") == [(latest.strip(),)]
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", ")", "add DATEI …"))
    return sentence


@pytest.mark.parametrize(
    ("row", "source"),
    [
        (stock(RHEINE, "2018-01", "fluag_stock", 1), "allocation_report"),
        ({"ags": RHEINE, "as_of": "2024-12-31", "recipients": "5"}, "asylblg_recipients"),
        ({"ags": RHEINE, "as_of": "2019-12-31", "persons": "76000"}, "population"),
        ({"ags_from": RHEINE, "ags_to": ALTENBERGE, "straight_km": "30", "road_km_estimate": "40"}, "distance"),
        (reported(RHEINE)[0], "inventory_report"),
        (GOOD, "offer_inventory"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_recognised_by_its_columns_and_not_by_its_name(kreis, row, source):
    answer = kreis.add_text(csv_text(source, [row]), "distance_oder_population")
    assert (answer.receipt.source, answer.receipt.rows_taken) == (source, 1)


def test_columns_in_another_order_are_the_same_kind_of_file(kreis):
    header, row = csv_text("inventory_report", reported(RHEINE)).splitlines()
    turned = "\n".join(",".join(reversed(line.split(","))) for line in (header, row))
    assert kreis.add_text(turned, "gedreht").receipt.source == "inventory_report"


def test_the_receipt_matches_the_file_kept(kreis):
    text = csv_text("offer_inventory", [GOOD | {"offer_id": str(number)} for number in range(10)] + [BAD])
    receipt = kreis.add_text(text, "inventar").receipt
    kept = kreis.data / "raw" / receipt.file
    assert kept.read_text("utf-8") == text
    assert receipt.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert receipt.file == "offer_inventory/20260101T000000Z/inventar-1.csv"
    assert receipt.period == "2025-12-31/2025-12-31"
    assert (receipt.rows_taken, receipt.rows_set_aside) == (10, 1)
    assert (receipt.received_at, receipt.known_on, receipt.known_on_assumed) == (
        "2026-01-01T00:00:00Z",
        "2026-01-01",
        True,
    )
    assert json.loads(kept.with_name(kept.name + RECEIPT).read_text("utf-8")) == vars(receipt)


def test_every_shipped_receipt_matches_its_file(data):
    for receipt in receipts(data):
        content = (data / "raw" / receipt.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == receipt.sha256
        assert receipt.receipt_id == f"{receipt.source}-{receipt.sha256[:12]}"


def test_the_same_content_twice_changes_nothing(kreis):
    first = kreis.add("offer_inventory", GOOD)
    before = files_in(kreis.data)
    again = kreis.add("offer_inventory", GOOD, now=LATER)
    assert (again.already_there, again.receipt) == (True, first.receipt)
    assert files_in(kreis.data) == before


def test_two_files_of_one_name_in_one_second_are_both_kept(kreis, tmp_path):
    for capacity in (5, 6):
        path = written(tmp_path, csv_text("offer_inventory", [offer("haus", RHEINE, "WOH", capacity, "beds")]))
        take_in(path, kreis.data, RECEIVED)
    first, second = (receipt for receipt in receipts(kreis.data) if receipt.source == "offer_inventory")
    assert sorted((first.file, second.file)) == [
        f"offer_inventory/20260101T000000Z-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}/datei.csv",
        "offer_inventory/20260101T000000Z/datei.csv",
    ]


def test_of_two_files_that_contradict_each_other_the_later_one_counts(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 10))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 12), now=LATER)
    assert kreis.ask("select persons from curated.stock where persons is not null") == [(12,)]


def test_one_bad_row_in_ten_is_set_aside_and_the_rest_taken(kreis):
    rows = [GOOD | {"offer_id": str(number)} for number in range(9)]
    answer = kreis.add("offer_inventory", *rows, BAD)
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (9, 1)
    [finding] = answer.findings
    assert (finding.line, finding.column_name, finding.value, finding.reason) == (
        11,
        "capacity",
        "fünf",
        "ist keine Zahl",
    )


def test_a_mostly_bad_file_is_refused_whole_and_nothing_is_kept(kreis):
    before = files_in(kreis.data)
    with pytest.raises(Unreadable) as refusal:
        kreis.add("offer_inventory", GOOD, BAD)
    assert str(refusal.value) == (
        "offer_inventory-1.csv: 1 von 2 Zeilen sind nicht lesbar, die Datei bleibt draußen; "
        "zuerst Zeile 3, Spalte „capacity“: „fünf“ ist keine Zahl."
    )
    assert files_in(kreis.data) == before


def test_a_file_without_a_row_is_refused(kreis):
    with pytest.raises(Unreadable, match=r"^leer-1.csv enthält keine Zeile; liefern Sie die Datei neu\.$"):
        kreis.add_text(csv_text("offer_inventory", []), "leer")


def test_add_tells_what_became_of_the_file(kreis, tmp_path, capsys):
    path = written(tmp_path, csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 7)]))
    assert main(["add", "--data", str(kreis.data), str(path)]) == 0
    said = capsys.readouterr()
    title, hint = said.out.splitlines()
    assert title.startswith("datei.csv: ")
    assert title.endswith(", Zeitraum 01.01.2018 bis 01.01.2018: 1 Zeilen übernommen, 0 beiseitegelegt.")
    assert hint == "Mit bedarfsatlas build wird daraus ein neuer Stand."
    assert said.err == ""


def test_add_of_a_known_file_says_so(kreis, tmp_path, capsys):
    path = written(tmp_path, csv_text("offer_inventory", [GOOD]))
    codes = [main(["add", "--data", str(kreis.data), str(path)]) for _ in range(2)]
    assert codes == [0, 0]
    assert ", schon am " in capsys.readouterr().out


def test_add_names_the_line_of_every_bad_row_up_to_a_limit(kreis, tmp_path, capsys):
    good = [GOOD | {"offer_id": f"gut {number}"} for number in range(300)]
    bad = [BAD | {"offer_id": f"schlecht {number}"} for number in range(SHOWN + 3)]
    path = written(tmp_path, csv_text("offer_inventory", [*bad, *good]))
    assert main(["add", "--data", str(kreis.data), str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [line for line in lines if line.startswith("  Zeile ")]
    assert len(told) == SHOWN
    assert told[0] == (
        "  Zeile 2, Spalte capacity: „fünf“ ist keine Zahl. "
        "Schreiben Sie Zahlen ohne Tausenderzeichen als 12.5, in getippten Tabellen auch als 12,5."
    )
    assert "  … und 3 weitere Befunde; alle stehen auf der Seite Befunde." in lines


def test_add_refuses_one_file_and_takes_the_other(kreis, tmp_path, capsys):
    good = written(tmp_path, csv_text("offer_inventory", [GOOD]), "gut.csv")
    assert main(["add", "--data", str(kreis.data), str(tmp_path / "fehlt.csv"), str(good)]) == 1
    said = capsys.readouterr()
    assert said.err == f"Nicht aufgenommen: {tmp_path / 'fehlt.csv'} gibt es nicht; prüfen Sie den Namen.\n"
    assert said.out.startswith("gut.csv: ")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "bild.png", "keine UTF-8-CSV-Datei"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xde", "inventar.xlsx", "keine UTF-8-CSV-Datei"),
        (b"\0" * 100, "nullen.csv", "passt zu keiner bekannten Quelle"),
        ("a;b\n1;2\n", "semikolon.csv", "passt zu keiner bekannten Quelle"),
        ("", "leer.csv", "ist leer"),
        ("{", "kaputt.geojson", "kaputt.geojson"),
        ("[" * 100_000, "tief.geojson", "verschachtelt"),
    ],
)
def test_add_refuses_what_it_cannot_read_with_one_sentence(kreis, tmp_path, capsys, content, name, words):
    before = files_in(kreis.data)
    assert main(["add", "--data", str(kreis.data), str(written(tmp_path, content, name))]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    assert line.startswith("Nicht aufgenommen: ")
    assert words in line
    assert line.endswith(".")
    assert files_in(kreis.data) == before


def test_add_of_an_empty_folder_says_so(kreis, tmp_path, capsys):
    folder = tmp_path / "leer"
    folder.mkdir()
    assert main(["add", "--data", str(kreis.data), str(folder)]) == 1
    assert capsys.readouterr().err == (
        f"Nicht aufgenommen: {folder} enthält keine Datei, die sich aufnehmen ließe; nennen Sie einen anderen Ordner.\n"
    )


def test_add_without_a_data_folder_says_so(tmp_path, capsys):
    assert main(["add", "--data", str(tmp_path / "fehlt"), "datei.csv"]) == 1
    assert f"Den Datenordner {tmp_path / 'fehlt'} gibt es nicht" in capsys.readouterr().err


def test_add_waits_for_nobody_while_a_build_runs(kreis, tmp_path, capsys):
    path = written(tmp_path, csv_text("offer_inventory", [GOOD]))
    with run_lock(kreis.data):
        assert main(["add", "--data", str(kreis.data), str(path)]) == 1
    assert "Ein anderer Bau läuft gerade" in capsys.readouterr().err


def test_a_copy_cut_short_leaves_no_trace(kreis, monkeypatch):
    def full(_from, to):
        Path(to).write_bytes(b"ha")
        raise OSError(28, "No space left on device")

    before = files_in(kreis.data)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        kreis.add("offer_inventory", GOOD)
    assert files_in(kreis.data) == before


def test_a_file_changed_after_its_receipt_stops_the_build(shipped):
    path = raw_file(shipped, "state_figure")
    path.write_bytes(path.read_bytes() + b"\n")
    assert f"Die Datei {path} wurde nach dem Eingang verändert" in refused(shipped)


def test_a_file_gone_stops_the_build(shipped):
    path = raw_file(shipped, "state_figure")
    path.unlink()
    assert f"Die Datei {path} fehlt, ihr Eingangsbeleg ist da" in refused(shipped)


def test_a_file_without_a_receipt_stops_the_build(shipped):
    path = written(shipped / "raw" / "population" / "2026-11-22", "a,b\n", "dazugelegt.csv")
    assert f"Die Datei {path} hat keinen Eingangsbeleg" in refused(shipped)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"receipt_id": 1}', "\ufffe"])
def test_a_broken_receipt_stops_the_build(shipped, text):
    path = raw_file(shipped, "state_figure")
    receipt = written(path.parent, text, path.name + RECEIPT)
    assert f"Der Eingangsbeleg {receipt} ist beschädigt" in refused(shipped)


@pytest.mark.parametrize(
    ("name", "value"), [("source", "erfunden"), ("known_on", "gestern"), ("received_at", ""), ("file", None)]
)
def test_a_receipt_with_an_impossible_value_stops_the_build(shipped, name, value):
    path = raw_file(shipped, "state_figure")
    receipt = path.with_name(path.name + RECEIPT)
    receipt.write_text(json.dumps(json.loads(receipt.read_text("utf-8")) | {name: value}), "utf-8")
    assert f"Der Eingangsbeleg {receipt} ist beschädigt" in refused(shipped)


def test_an_empty_raw_folder_stops_the_build(shipped):
    shutil.rmtree(shipped / "raw")
    (shipped / "raw").mkdir()
    assert f"In {shipped / 'raw'} liegen keine Daten" in refused(shipped)


def test_raw_without_the_municipality_list_stops_the_build(shipped):
    shutil.rmtree(shipped / "raw" / "municipality_list")
    assert refused(shipped).startswith("Es fehlt das Gemeindeverzeichnis")


def test_a_file_that_lost_a_column_stops_the_build(shipped):
    """With a receipt that fits it, as after a change of layout."""
    path = raw_file(shipped, "state_figure")
    path.write_text(path.read_text("utf-8").replace("basis", "grundlage", 1), "utf-8")
    receipt = path.with_name(path.name + RECEIPT)
    fitting = json.loads(receipt.read_text("utf-8")) | {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    receipt.write_text(json.dumps(fitting), "utf-8")
    sentence = refused(shipped)
    assert f"In {path.name} fehlt die Spalte „basis“" in sentence
    assert f"(Datei data/raw/state_figure/2026-11-22/{path.name}; soll ohne sie gebaut werden, versch" in sentence


def test_files_that_wait_in_the_inbox_do_not_disturb_a_build(shipped):
    latest = (shipped / "curated" / "latest").read_text("utf-8").strip()
    (shipped / "raw" / "inbox").mkdir()
    written(shipped / "raw" / "inbox", "a,b\n")
    assert steps.is_current(shipped) == latest


def test_build_tells_a_refusal_on_one_line_and_ends_with_1(shipped, capsys):
    raw_file(shipped, "state_figure").unlink()
    assert main(["build", "--data", str(shipped)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_day_of_receipt_stands_in_the_receipt(kreis):
    answer = kreis.add("offer_inventory", GOOD, known_on=RECEIVED.date())
    assert answer.receipt.known_on_assumed is False
