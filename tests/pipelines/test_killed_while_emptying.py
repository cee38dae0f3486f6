"""Killed at any file operation, as by kill -9: nothing half done counts, nothing is lost, the next run completes."""

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from pipelines import inbox
from pipelines.receipts import receipts, sha256, verified_receipts
from pipelines.refusals import verified_refusals
from tests.fixtures.small_kreis import RHEINE, csv_text, stock

GOOD = csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 7)])
ALSO_GOOD = csv_text("allocation_report", [stock(RHEINE, "2018-02", "fluag_stock", 8)])
BAD = "hallo;welt\n1;2\n"
# What changes the disk, or comes just before a change.
TOUCHES = frozenset(
    {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.copyfile", "shutil.rmtree"}
)
KILLED = 9


@pytest.fixture
def filled(kreis):
    """A data folder whose inbox holds a good file, a bad one and an archive with one of each."""
    folder = inbox.inbox_of(kreis.data)
    (folder / "Rheine").mkdir()
    (folder / "Rheine" / "gut.csv").write_text(GOOD, "utf-8")
    (folder / "falsch.csv").write_text(BAD, "utf-8")
    with zipfile.ZipFile(folder / "alles.zip", "w") as archive:
        archive.writestr("auch gut.csv", ALSO_GOOD)
        archive.writestr("auch falsch.csv", BAD + "3;4\n")
    return kreis.data


def emptied_until(data: Path, operation: int) -> bool:
    """Empties the inbox in a process of its own that dies before that file operation; whether it died."""
    child = os.fork()
    if child == 0:
        seen = 0

        def die(event: str, arguments: tuple) -> None:
            nonlocal seen
            if event in TOUCHES and str(data) in str(arguments):
                seen += 1
                if seen == operation:
                    os._exit(KILLED)

        sys.addaudithook(die)
        try:
            list(inbox.empty(data, lambda _: None))
            os._exit(0)
        except BaseException:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


def kept(data: Path) -> set[str]:
    """Fingerprints of everything that lies in raw, notes aside."""
    files = (path for path in (data / "raw").rglob("*") if path.is_file() and not path.name.endswith(".json"))
    return {sha256(path) for path in files}


def killed_and_run_again(filled: Path, data: Path, operation: int) -> bool:
    """Whether there was such an operation; afterwards everything is as if nothing had happened."""
    shutil.copytree(filled, data)
    whole = kept(data)
    contents = whole - {sha256(data / "raw" / "inbox" / "alles.zip")}
    died = emptied_until(data, operation)
    assert len(verified_receipts(data)) >= 4
    verified_refusals(data)
    assert contents <= kept(data)
    assert (data / "raw" / "inbox" / "alles.zip").exists() or len(kept(data)) >= len(whole) + 1
    assert not emptied_until(data, 0)
    assert sum(receipt.source == "allocation_report" for receipt in receipts(data)) == 2
    assert len(verified_refusals(data)) == 2
    assert [path for path in (data / "raw" / "inbox").rglob("*") if path.is_file()] == []
    assert list(data.glob("*/*/.*")) == [] == list((data / "curated").glob(".inbox*"))
    shutil.rmtree(data)
    return died


def test_killed_at_every_twelfth_file_operation_nothing_is_lost(filled, tmp_path):
    assert [killed_and_run_again(filled, tmp_path / "copy", number) for number in range(1, 60, 12)] == [True] * 5


@pytest.mark.slow
def test_killed_at_every_file_operation_nothing_is_lost(filled, tmp_path):
    operations = 0
    while killed_and_run_again(filled, tmp_path / "copy", operations + 1):
        operations += 1
    assert operations > 60
