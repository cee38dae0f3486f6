"""Whatever happens to a build, the last good snapshot stays and the next build completes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipelines import snapshot
from pipelines.build import build, run_lock
from pipelines.problems import DISK_FULL, NotPublished
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


@pytest.mark.parametrize("where", ["switch", "write"])
def test_a_full_disk_ends_in_its_sentence_and_leaves_no_work(small, monkeypatch, where):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = latest(small)
    keep(small, 5)
    monkeypatch.setattr(snapshot, where, full)
    with pytest.raises(NotPublished) as refusal:
        build(small)
    assert str(refusal.value) == DISK_FULL
    assert DISK_FULL.startswith("Der Datenträger ist voll; ")
    assert not (small / "curated" / ".work").exists()
    assert (latest(small), folders(small)) == (before, [before])
    assert ask(small, PERSONS) == [(1,)]


def test_a_second_build_is_told_which_process_is_at_it(small):
    with run_lock(small), pytest.raises(NotPublished) as refusal:
        build(small)
    assert str(refusal.value) == (
        f"Ein anderer Bau läuft gerade (Prozess {os.getpid()}); warten Sie, bis er fertig ist."
    )
    assert build(small) == latest(small)


def kill_after(seconds: float, data: Path) -> None:
    """Kills a build so long after its first step has begun."""
    with subprocess.Popen([sys.executable, "-c", BUILD, str(data)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline()
        time.sleep(seconds)
        process.kill()


def test_a_build_killed_at_any_moment_leaves_the_last_snapshot_and_the_next_build_completes(small):
    for number, seconds in enumerate((0, 0.2, 0.4, 0.7, 1.0, 1.4)):
        (small / "settings.toml").write_text(f"keep_snapshots = {20 + number}\n", "utf-8")
        kill_after(seconds, small)
        assert ask(small, PERSONS) == [(1,)]
    keep(small, 10)
    new = build(small)
    assert (latest(small), ask(small, PERSONS)) == (new, [(1,)])
    assert not (small / "curated" / ".work").exists()


@pytest.mark.parametrize("where", ["switch", "prune"])
def test_a_build_killed_while_it_publishes_leaves_a_snapshot_that_opens(small, where):
    keep(small, 5)
    before = latest(small)
    ended = subprocess.run([sys.executable, "-c", DIE_AT, str(small), where], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (latest(small) == before) == (where != "prune")
    assert ask(small, "select build_id from curated.build") == [(latest(small),)]


def test_a_snapshot_that_got_its_name_but_not_the_pointer_is_not_the_latest(small, monkeypatch):
    """A kill between the two: the next build takes a name of its own."""
    before = latest(small)
    keep(small, 5)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            build(small)
    [stray] = set(folders(small)) - {before}
    assert latest(small) == before
    new = build(small)
    assert latest(small) == new != stray


def test_a_reader_of_the_old_snapshot_is_not_disturbed_even_when_it_is_deleted(small):
    keep(small, 1)
    old, told = latest(small), []
    with open_snapshot(small) as con:
        reading = True

        def ask_again() -> None:
            cursor = con.cursor()
            cursor.execute("use snapshot")
            while reading:
                told.append(cursor.execute("select build_id from curated.build").fetchone()[0])

        reader = threading.Thread(target=ask_again)
        reader.start()
        new = build(small)
        reading = False
        reader.join()
        assert set(told) == {old}
        assert con.execute(PERSONS).fetchall() == [(1,)]
    assert folders(small) == [new]
