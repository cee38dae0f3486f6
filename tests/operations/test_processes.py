"""Child processes end, whatever they do."""

import os
import signal
import sys
from pathlib import Path

import pytest

from pipelines import launcher
from pipelines.processes import Child, Held, end, held, start

from .conftest import wait_for

SLEEPS = "import time; time.sleep(60)"
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def started(name: str, code: str, folder: Path) -> Child:
    return start(name, [sys.executable, "-c", code], folder / f"{name}.log", os.environ, folder)


def exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_that_ignores_the_request_is_killed_with_its_own_children(tmp_path: Path) -> None:
    child = started("stubborn", STUBBORN, tmp_path)
    grandchild = int(wait_for(child.log.read_text, 10))
    end([child], patience_seconds=0.3)
    assert not child.is_alive
    assert wait_for(lambda: not exists(grandchild), 5)


def test_the_children_of_a_dead_child_are_ended_too(tmp_path: Path) -> None:
    child = started("stubborn", STUBBORN, tmp_path)
    grandchild = int(wait_for(child.log.read_text, 10))
    child.process.kill()
    child.process.wait()
    end([child])
    assert wait_for(lambda: not exists(grandchild), 5)


def test_a_dead_worker_takes_the_server_along_and_leaves_the_dashboard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dashboard, server, worker = children = [
        started(name, SLEEPS, tmp_path) for name in ("dashboard", "server", "worker")
    ]
    worker.process.kill()
    worker.process.wait()
    asked = iter([False, False, False, True])
    launcher._watch(children, lambda: next(asked))
    alive = [child.name for child in (dashboard, server, worker) if child.is_alive]
    end([dashboard])
    assert alive == ["dashboard"]
    assert capsys.readouterr().err.count("Der Zeitplan läuft nicht") == 1


def test_the_log_of_the_time_before_is_kept_once(tmp_path: Path) -> None:
    for text in ("first", "second"):
        started("child", f"print({text!r})", tmp_path).process.wait()
    assert (tmp_path / "child.log").read_text() == "second\n"
    assert (tmp_path / "child.log.1").read_text() == "first\n"


def test_a_held_lock_tells_the_note_and_is_free_after_the_block(tmp_path: Path) -> None:
    lock = tmp_path / "new" / ".up.lock"
    with held(lock, "1\nhere"), pytest.raises(Held, match="1\nhere"), held(lock, "2\nthere"):
        pass
    with held(lock, "3\nagain"):
        assert lock.read_text() == "3\nagain"


def test_signals_are_handled_as_before_after_stopping() -> None:
    before = signal.getsignal(signal.SIGINT)
    with launcher.stop_signals() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
    assert signal.getsignal(signal.SIGINT) is before
