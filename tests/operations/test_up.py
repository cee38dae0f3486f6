"""`up` and `show` as an administrator meets them."""

import os
import re
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines import launcher
from pipelines.problems import NotPublished
from pipelines.processes import answers, held
from pipelines.snapshot import latest

from .conftest import ROOT, Running, wait_for
from .machine import addresses, family, is_running

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
Launch = Callable[[str], Running]

EVERY_FIVE_SECONDS = """
deployments:
  - name: nightly
    description: nächtlicher Bau
    entrypoint: pipelines/flows.py:build
    parameters: {data: elsewhere}
    schedules:
      - {interval: 5, timezone: Europe/Berlin}
  - name: weekly
    description: wöchentliche Suche
    entrypoint: pipelines/flows.py:lateness
    schedules:
      - {cron: "0 7 * * 1", timezone: Europe/Berlin}
"""


@linux_only
@pytest.mark.slow
def test_a_scheduled_run_publishes_a_new_snapshot_and_ctrl_c_ends_every_process(
    data: Path, app: Path, launch: Launch, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(EVERY_FIVE_SECONDS, encoding="utf-8")
    before = latest(data)
    up = launch(f"up(Path({str(data)!r}), {{port}}, Path({str(plan)!r}), Path({str(app)!r}))")

    assert up.says(f"http://127.0.0.1:{up.port}"), up.said
    assert up.says("Zeitplan läuft: nächtlicher Bau am", 60), up.said
    assert re.search(r"wöchentliche Suche am \d\d\.\d\d\.\d{4} um 07:00", up.said)
    (data / "settings.toml").write_text("keep_snapshots = 5\n", encoding="utf-8")
    assert wait_for(lambda: latest(data) != before, 40), (data / "logs" / "schedule.log").read_text()
    children = family(up.process.pid)
    assert addresses(children) == {"127.0.0.1"}

    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(10) == 0
    assert len(children) >= 3
    assert not [pid for pid in children if is_running(pid)]


def test_a_second_up_names_the_running_one(data: Path, app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with held(data / ".up.lock", "4711\nhttp://127.0.0.1:8501"):
        code = launcher.up(data, 8502, ROOT / "prefect.yaml", app)
    assert code == 1
    assert "läuft Bedarfsatlas schon: http://127.0.0.1:8501 (Prozess 4711" in capsys.readouterr().err


def test_a_port_in_use_is_said_with_another_one(data: Path, app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code = launcher.up(data, port, ROOT / "prefect.yaml", app)
    assert code == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} ist belegt. Starten Sie mit einem anderen, zum Beispiel: PORT=")
    assert said.endswith(" make up\n")


def test_without_any_snapshot_there_is_nothing_to_show(
    tmp_path: Path, app: Path, launch: Launch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launcher.show(tmp_path / "empty", 8599, app) == 1
    assert "bedarfsatlas build" in capsys.readouterr().err


@pytest.mark.parametrize("reason", [NotPublished("Ein anderer Bau läuft gerade."), ZeroDivisionError()])
def test_a_failed_build_leaves_the_last_good_snapshot_on_show(
    data: Path, reason: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> str:
        raise reason

    monkeypatch.setattr(steps, "is_current", lambda _: None)
    monkeypatch.setattr(steps, "build", fail)
    monkeypatch.setattr(launcher, "_run", lambda *_: 0)
    assert launcher.up(data, 8598, ROOT / "prefect.yaml") == 0
    assert "Gezeigt wird der letzte gute Stand." in capsys.readouterr().err


@linux_only
def test_a_dead_dashboard_ends_up_with_its_log_named(data: Path, app: Path, launch: Launch) -> None:
    show = launch(f"show(Path({str(data)!r}), {{port}}, Path({str(app)!r}))")
    assert show.says("http://"), show.said
    for child in family(show.process.pid):
        os.kill(child, signal.SIGKILL)
    assert show.process.wait(10) == 1
    assert f"{data}/logs/show-{show.port}.log" in show.said


@linux_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_signal_leaves_a_process_behind(number: signal.Signals, data: Path, app: Path, launch: Launch) -> None:
    show = launch(f"show(Path({str(data)!r}), {{port}}, Path({str(app)!r}))")
    assert show.says("http://"), show.said
    assert answers(f"http://127.0.0.1:{show.port}/_stcore/health")
    children = family(show.process.pid)
    show.process.send_signal(number)
    assert show.process.wait(10) == (-number if number == signal.SIGKILL else 0)
    assert wait_for(lambda: not [pid for pid in children if is_running(pid)], 5)
