"""The dashboard and its rival as processes of their own: start, end, what they have used of the machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.bound import Bound
from pipelines.launcher import start_dashboard
from pipelines.processes import HOST, Child, answers, end, free_port, start, wait_until
from pipelines.settings import ROOT

APP = ROOT / "dashboards" / "app.py"
NAIVE = Path(__file__).with_name("dashboard_naive.py")
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A server on this machine; `process` tells what it uses."""

    address: str
    process: int

    def cpu_seconds(self) -> float:
        """Processor time of all its processes so far, user and system."""
        return sum(_cpu_seconds(one) for one in _family(self.process))

    def memory_mb(self) -> float:
        """Proportional set size of all its processes: shared pages counted once."""
        return sum(_pss_mb(one) for one in _family(self.process))


@contextmanager
def ours(data: Path) -> Iterator[Server]:
    """Our dashboard on a data folder with a snapshot, started as the verb `show` starts it."""
    port = free_port()
    with _running(start_dashboard(data, Bound(HOST, port), APP, f"bench-{port}"), port) as server:
        yield server


@contextmanager
def naive(data: Path) -> Iterator[Server]:
    """The rival on the same snapshot, started with the same settings."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(NAIVE), f"--server.address={HOST}"]
    command += [f"--server.port={port}", "--server.headless=true", "--server.fileWatcherType=none"]
    env = os.environ | {"BEDARFSATLAS_DATA": str(data.resolve())}
    with _running(start("naive", command, data / "logs" / f"naive-{port}.log", env, ROOT), port) as server:
        yield server


@contextmanager
def _running(child: Child, port: int) -> Iterator[Server]:
    address = f"http://{HOST}:{port}"
    try:
        if not wait_until(lambda: answers(f"{address}/_stcore/health"), lambda: not child.is_alive, START_SECONDS):
            raise RuntimeError(f"Der Server ist nicht gestartet; den Grund nennt {child.log}.")
        yield Server(address, child.process.pid)
    finally:
        end([child])


def _family(process: int) -> list[int]:
    """A process and its descendants."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(number) for task in tasks for number in task.read_text("ascii").split()]
    return [process, *(one for child in children for one in _family(child))]


def _cpu_seconds(process: int) -> float:
    # The name may hold blanks; what follows its closing bracket does not.
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _pss_mb(process: int) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    return int(text.partition("\nPss:")[2].split()[0]) / 1024
