"""The build on the shipped data: whole, step by step, with nothing new, and as a Prefect flow."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import Timing, measure, versus
from pipelines import build as steps
from pipelines import schedule
from pipelines.processes import end
from pipelines.settings import ROOT

RUNS = 5
PLAIN = "import sys, pathlib; from pipelines.build import build; build(pathlib.Path(sys.argv[1]))"
FLOW = "import sys; from pipelines.flows import build; build(data=sys.argv[1])"


def timings() -> list[Timing]:
    """Every timing of the build, in the order of the table."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data" / "raw", data / "raw", ignore=shutil.ignore_patterns("2*Z"))
        plain = [_stepwise(data) for _ in range(RUNS)]
        return [
            *(Timing(f"Schritt `{name}`", tuple(run[name] for run in plain)) for name in plain[0]),
            Timing("Bau, alle sechs Schritte", tuple(sum(run.values()) for run in plain)),
            measure(
                "Verb `build`, nichts Neues", lambda: _python("-m", "pipelines.cli", "build", "--data", data), RUNS
            ),
            _flow_against_steps(data),
        ]


def _stepwise(data: Path) -> dict[str, float]:
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    run = steps.receive(data)
    seconds["receive"] = time.perf_counter() - began
    for name in ("clean", "curate", "check", "protect", "publish"):
        began = time.perf_counter()
        getattr(steps, name)(run)
        seconds[name] = time.perf_counter() - began
    return seconds


def _flow_against_steps(data: Path) -> Timing:
    """The flow against a running server, beside the same steps without Prefect, each in a process of its own."""
    api = schedule.new_api()
    server = schedule.start_server(data, api, lambda: False)
    env = schedule.settings(data, api)

    def anew(code: str) -> None:
        (data / "curated" / "latest").unlink(missing_ok=True)
        _python("-c", code, data, env=env)

    try:
        return versus(
            "Bau ohne Prefect, eigener Prozess",
            lambda: anew(PLAIN),
            "derselbe Bau als Prefect-Flow",
            lambda: anew(FLOW),
            RUNS,
        )
    finally:
        end([server])


def _python(*arguments: object, env: dict[str, str] | None = None) -> None:
    command = [sys.executable, *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=env)
