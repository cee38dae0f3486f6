"""All papers of a Kreis at once, from an open snapshot to the bytes that are handed out."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.timing import Timing, measure
from pipelines.build import build
from pipelines.papers.verb import CONFIRM, Wish, write_papers
from pipelines.settings import ROOT
from pipelines.snapshot import latest

RUNS = 3
MONTH = date(2018, 1, 1)
WISHES = {
    "eine Ratsvorlage als PDF": Wish(("Rheine",), MONTH),
    "25 Ratsvorlagen als PDF in einem ZIP": Wish(month=MONTH),
    "25 Ratsvorlagen als DOCX in einem ZIP": Wish(month=MONTH, forms=("docx",)),
    "24 Blätter „Was gibt es hier?“ in einem ZIP": Wish(month=MONTH, kind="here"),
    "Vorlagen für alle Träger": Wish(kind=CONFIRM, day=MONTH),
}


def report() -> list[str]:
    """Lines of the page: each wish written into a folder, as by the verb but without starting the program."""
    load = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data" / "raw", data / "raw", ignore=shutil.ignore_patterns("2*Z"))
        build(data)
        rows = [_row(_measured(what, wish, latest(data), Path(folder) / "out")) for what, wish in WISHES.items()]
    head = ["| was | Median | kleinster … größter |", "|---|---|---|"]
    return [f"Läufe: {RUNS}; Last des Rechners zu Beginn {load}.", "", *head, *rows]


def _measured(what: str, wish: Wish, snapshot: Path | None, out: Path) -> Timing:
    assert snapshot is not None
    return measure(what, lambda: write_papers(snapshot, out, wish), RUNS)


def _row(timing: Timing) -> str:
    least, median, most = (f"{pick(timing.seconds):.2f} s".replace(".", ",") for pick in (min, statistics.median, max))
    return f"| {timing.what} | {median} | {least} … {most} |"
