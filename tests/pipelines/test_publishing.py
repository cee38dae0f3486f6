"""A snapshot appears whole under a name of its own; whatever happens to a build, the last good one stays."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import duckdb
import pytest

from pipelines import build as steps
from pipelines import snapshot
from pipelines.build import build
from pipelines.cli import main
from pipelines.contracts import CONTRACTS
from pipelines.problems import Problem
from pipelines.receiving import intake
from pipelines.receiving.receipts import receipts
from tests.fixtures.small_kreis import ask, open_snapshot
from tests.fixtures.snapshots import folders, keep, latest

ROOT = Path(__file__).resolve().parents[2]
PERSONS = "select persons from curated.stock where persons is not null"
# Prints a line with the first step, so that a test knows when the build has begun.
BUILD = """
import sys
from pathlib import Path
from pipelines.build import build
build(Path(sys.argv[1]), lambda _: print(flush=True))
"""
# Ends itself, as by a power cut, where a function of the snapshot is called.
DIE_AT = """
import os, signal, sys
from pathlib import Path
from pipelines import build, snapshot
setattr(snapshot, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
build.build(Path(sys.argv[1]))
"""


def contents(data: Path) -> dict[str, list[tuple]]:
    """All rows of every relation but the one that says when it was built."""
    with open_snapshot(data) as con:
        return {name: con.execute(f"from curated.{name}").fetchall() for name in CONTRACTS if name != "build"}


def test_built_twice_is_the_same_snapshot_and_nothing_new(small, capsys):
    before = latest(small)
    assert build(small) == before
    assert main(["build", "--data", str(small)]) == 0
    assert capsys.readouterr().out == f"Nichts Neues: Stand {before} ist aktuell.\n"
    assert folders(small) == [before]


def test_every_change_of_input_is_a_snapshot_of_its_own_and_the_old_ones_stay(small):
    """Also when the input becomes again what it was: a name never means two contents."""
    names = [latest(small)]
    keep(small, 9)
    names.append(build(small))
    (small / "settings.toml").unlink()
    names.append(build(small))
    assert folders(small) == names == sorted(set(names))
    assert latest(small) == names[-1]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: (data / "raw" / "population" / "2026-01-01" / "x.csv").write_text("a\n"),
        lambda data: (data / "settings.toml").write_text("\n"),
        lambda data: [(data / "own").mkdir(), (data / "own" / "parameter.csv").write_text("a\n")],
        lambda data: shutil.rmtree(data / "raw" / "state_figure"),
    ],
    ids=["raw", "settings", "own", "removed"],
)
def test_what_a_snapshot_depends_on_makes_it_old(small, change):
    assert steps.is_current(small) == latest(small)
    change(small)
    assert steps.is_current(small) is None


def test_pruning_keeps_the_newest_and_always_the_latest(small):
    """The second time somebody has gone back to an older snapshot by hand."""
    keep(small, 2)
    first, second = latest(small), build(small)
    snapshot.prune(small, 2)
    assert folders(small) == [first, second]
    (small / "curated" / "latest").write_text(first + "\n", "utf-8")
    snapshot.prune(small, 1)
    assert folders(small) == [first, second]
    (small / "curated" / "latest").write_text(second + "\n", "utf-8")
    snapshot.prune(small, 1)
    assert folders(small) == [second]


def test_two_builds_of_the_same_input_have_the_same_contents(data, tmp_path):
    again = tmp_path / "data"
    shutil.copytree(data / "raw", again / "raw")
    build(again)
    first, second = contents(data), contents(again)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_order_of_rows_in_the_files_does_not_matter(data, tmp_path):
    """Every file of rows shuffled and received anew; what is said of people, offers and gaps stays the same."""
    shuffled, random = tmp_path / "data", Random(7)
    for receipt in sorted(receipts(data), key=lambda one: one.source != "municipality_list"):
        path = shutil.copy(data / "raw" / receipt.file, tmp_path)
        if receipt.file.endswith(".csv"):
            with Path(path).open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            random.shuffle(rows)
            with Path(path).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *rows])
        received, known_on = datetime.fromisoformat(receipt.received_at), date.fromisoformat(receipt.known_on)
        intake.take_in(Path(path), shuffled, received.astimezone(UTC), known_on=known_on)
    build(shuffled)
    first, second = contents(data), contents(shuffled)
    for name in ("gap", "district_gap", "need", "supply", "persons", "allocation_key", "shared_supply", "cliff"):
        assert first[name] == second[name], name


def test_a_snapshot_is_three_files_that_nobody_can_write(small):
    folder = small / "curated" / latest(small)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}
    assert modes == {"curated.duckdb": "0o444", "public.duckdb": "0o444", "build.json": "0o444"}


def test_reading_a_snapshot_leaves_no_trace(small):
    before = sorted(path.name for path in (small / "curated").rglob("*"))
    ask(small, PERSONS)
    assert sorted(path.name for path in (small / "curated").rglob("*")) == before
    assert [name for name in before if name.endswith(".wal")] == []


def test_the_record_beside_a_snapshot_says_what_the_snapshot_says(small):
    [row] = ask(
        small,
        """select build_id, strftime(built_at, '%Y-%m-%d %H:%M:%S'), input_hash, program_version, contract_version,
            coalesce(cast(as_known_on as varchar), '') from curated.build""",
    )
    record = snapshot.record_of(small / "curated" / latest(small))
    public = small / "curated" / latest(small) / "public.duckdb"
    assert record.pop("public_sha256") == snapshot.fingerprint(public)
    assert record.pop("database_sha256") == snapshot.fingerprint(small / "curated" / latest(small) / "curated.duckdb")
    assert tuple(record.values()) == row


def test_a_damaged_snapshot_is_built_anew(small):
    database = small / "curated" / latest(small) / "curated.duckdb"
    database.chmod(0o644)
    database.write_bytes(database.read_bytes()[:5000])
    assert steps.is_current(small) is None
    with pytest.raises(Problem, match="ist beschädigt; bauen Sie ihn neu"), snapshot.opened(database.parent):
        pass


def test_publishing_can_be_tried_again(small, monkeypatch):
    run = steps.protect(steps.check(steps.curate(steps.clean(steps.receive(small)))))
    write_pointer = Path.replace

    def away_once(self, target):
        monkeypatch.setattr(Path, "replace", write_pointer)
        raise OSError(5, "drive is away")

    monkeypatch.setattr(Path, "replace", away_once)
    with pytest.raises(OSError, match="drive is away"):
        steps.publish(run)
    assert steps.publish(run) == latest(small) == run.build_id


def test_a_snapshot_is_written_for_duckdb_1_5(small):
    with open_snapshot(small) as con:
        [(tags,)] = con.execute("select tags from duckdb_databases() where database_name = 'snapshot'").fetchall()
    if "storage_version" not in tags:
        pytest.skip(f"DuckDB {duckdb.__version__} names no storage version")
    assert tags["storage_version"].startswith("v1.5.0")


@pytest.mark.parametrize("text", ["", "\n", "20200101T000000000Z-00000000\n"])
def test_a_pointer_to_nothing_is_no_snapshot(small, text):
    (small / "curated" / "latest").write_text(text, "utf-8")
    assert snapshot.latest(small) is None
