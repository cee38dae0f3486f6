"""Taking in a million offers beside `pandas.read_csv` with the same checks: time, computing time and peak of memory.

Every run has a process of its own. Ours is the whole of `take_in_all`: recognised, read, checked, every finding with
its line, the file kept with its receipt. Both must set aside the same number of rows and find the same.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import intake_inputs as inputs
from benchmarks.timing import peak_mb
from pipelines.settings import ROOT

RUNS = 3
# Name on the page, name of the file, encoding of a typed list (empty: the plain one).
LISTS = (
    ("schlicht: Komma, UTF-8, eigene Spaltennamen", "plain.csv", ""),
    ("getippt: Semikolon, Windows-1252, Namen, deutsche Tage", "typed_cp1252.csv", "cp1252"),
    ("getippt: dasselbe in UTF-8", "typed_utf8.csv", "utf-8"),
)
WAYS = {"ours": "`take_in_all`, ganz", "pandas": "`pandas.read_csv` und dieselben Prüfungen"}
HEAD = (
    "| Liste | Weg | Median | kleinster … größter | Rechenzeit | Speicher | Zeit ÷ unsere | Rechenzeit ÷ unsere |",
    "|---|---|---|---|---|---|---|---|",
)


def report() -> list[str]:
    """Lines of the page: each list taken in by us and by the rival in turn. Equal counts are asserted."""
    load = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    with tempfile.TemporaryDirectory() as folder:
        rows = [line for title, file, encoding in LISTS for line in _compared(title, Path(folder) / file, encoding)]
    return [f"Läufe je Weg: {RUNS}; Last des Rechners zu Beginn {load}.", "", *HEAD, *rows]


def _compared(title: str, path: Path, encoding: str) -> list[str]:
    inputs.write_typed(path, encoding) if encoding else inputs.write_plain(path)
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(RUNS):
        for way in WAYS:
            runs[way].append(_measured(way, path, encoding))
    met = {(run["set_aside"], run["findings"]) for both in runs.values() for run in both}
    assert len(met) == 1, f"not the same findings: {runs}"
    [(set_aside, findings)] = met
    counts = (f"{count:,.0f}".replace(",", ".") for count in (set_aside, findings))
    told = "{}; {} beiseite, {} Befunde; {:.0f} MB".format(title, *counts, path.stat().st_size / 1e6)
    path.unlink()
    ours = [statistics.median(run[what] for run in runs["ours"]) for what in ("seconds", "cpu")]
    return [_line(told, WAYS[way], runs[way], *ours) for way in WAYS]


def _line(title: str, way: str, runs: list[dict[str, float]], ours: float, our_cpu: float) -> str:
    seconds = sorted(run["seconds"] for run in runs)
    middle, cpu = statistics.median(seconds), statistics.median(run["cpu"] for run in runs)
    peak = max(run["peak_mb"] for run in runs)
    cells = [
        f"{middle:.1f} s", f"{seconds[0]:.1f} … {seconds[-1]:.1f} s", f"{cpu:.1f} s", f"{peak:.0f} MB",
        f"{middle / ours:.1f} ×", f"{cpu / our_cpu:.1f} ×",
    ]  # fmt: skip
    return f"| {title} | {way} | " + " | ".join(cells).replace(".", ",") + " |"


def _measured(way: str, path: Path, encoding: str) -> dict[str, float]:
    code = "import sys; from benchmarks import intake; intake.run(*sys.argv[1:])"
    command = [sys.executable, "-c", code, way, str(path), encoding]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def run(way: str, path: str, encoding: str) -> None:
    """For a process of its own: one run of one way, its figures as JSON."""
    call = _ours if way == "ours" else _pandas
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        lists = Path(folder) / "data" / "raw" / "municipality_list"
        shutil.copytree(inputs.PLACES, lists)
        wall, cpu = time.perf_counter(), time.process_time()
        set_aside, findings = call(Path(path), encoding, Path(folder) / "data")
        figures = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak_mb": peak_mb()}
    print(json.dumps(figures | {"set_aside": set_aside, "findings": findings}))


def _ours(path: Path, encoding: str, data: Path) -> tuple[int, int]:
    from pipelines.receiving.intake import take_in_all

    [answer] = take_in_all(path, data, datetime.now(UTC))
    # what is told of whole columns is nothing the rival is asked for
    of_rows = [finding for finding in answer.findings if finding.severity != "info"]
    return answer.receipt.rows_set_aside, len(of_rows)


def _pandas(path: Path, encoding: str, data: Path) -> tuple[int, int]:
    from benchmarks.intake_pandas import by_pandas

    return by_pandas(path, encoding)
