"""A built data folder, and `up` or `show` running in a process of their own."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from pipelines import build as steps
from pipelines.processes import free_port
from tests.fixtures.shipped import copy_shipped_raw

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
PAGE = "import streamlit as st\nst.write('Bedarfsatlas')\n"
CALL = "import sys; from pathlib import Path; from pipelines import launcher; sys.exit(launcher.{call})"


def wait_for(question: Callable[[], T], seconds: float) -> T:
    """The first answer that is not empty, or the last empty one."""
    deadline = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return answer


@dataclass(frozen=True)
class Running:
    """A launcher in a process of its own; `said` is all it has printed so far."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def says(self, words: str, seconds: float = 30) -> bool:
        wait_for(lambda: words in self.said or self.process.poll() is not None, seconds)
        return words in self.said


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped raw files and one published snapshot; copy it before changing it."""
    data = tmp_path_factory.mktemp("operations") / "data"
    copy_shipped_raw(data / "raw")
    steps.build(data)
    return data


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """An own copy of `built`."""
    return shutil.copytree(built, tmp_path / "data")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A dashboard of one line."""
    path = tmp_path / "app" / "page.py"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[[str], Running]]:
    """Calls `launcher.<call>` in an own process; `{port}` in the call becomes a free port."""
    started: list[Running] = []

    def run(call: str) -> Running:
        port, output = free_port(), tmp_path / f"said-{len(started)}.txt"
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", CALL.format(call=call.replace("{port}", str(port)))],
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
            )
        started.append(Running(process, port, output))
        return started[-1]

    yield run
    for one in started:
        if one.process.poll() is None:
            one.process.terminate()
            one.process.wait(15)
