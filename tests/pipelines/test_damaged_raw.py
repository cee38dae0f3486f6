"""What lies in data/raw is never trusted blindly: what is damaged there stops the build with one sentence."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines.cli import main
from pipelines.problems import NotPublished
from pipelines.receiving.receipts import RECEIPT
from tests.fixtures.raw_files import raw_file, written
from tests.fixtures.small_kreis import ask


@pytest.fixture
def shipped(data: Path, tmp_path: Path) -> Path:
    """A copy of the shipped data with its snapshot, to be damaged."""
    return shutil.copytree(data, tmp_path / "data")


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
