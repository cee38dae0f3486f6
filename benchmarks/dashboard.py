"""The dashboard against a naive page, in the browser and under load: `python -m benchmarks.dashboard`, under 10 minutes.

one reader in Chromium ──> first picture, changed filter
one reader without a browser ──> what a rerun costs the server
many readers without browsers ──> 50 at once, then ever more until it is too much
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks import dashboard_browser as browser
from benchmarks import dashboard_load as load
from benchmarks import dashboard_server as servers
from benchmarks.dashboard_browser import Site
from benchmarks.dashboard_load import Load
from benchmarks.dashboard_server import Server
from pipelines.build import build
from pipelines.settings import ROOT

PAGES = {
    "": "Überblick",
    "gemeinde?gemeinde=05566076": "Gemeinde",
    "zuweisung?gemeinde=05566076": "Zuweisung",
    "wer-macht-was-wo": "Wer macht was wo",
    "angebote": "Angebote",
    "datenlage": "Datenlage",
    "befunde": "Befunde",
    "downloads": "Downloads",
}
RERUNS, PASSES = 60, 2
READERS, EVERY_SECONDS, WHILE_SECONDS = 50, 10.0, 40.0
RATES = [5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0]
STEP_SECONDS = 10.0
FIRSTS, FIRSTS_ELSEWHERE, CHANGES = 5, 2, 30

HEAD = ["| Überblick | unsere Seite | schlichte Seite, dieselbe Auswahl | verlangt |", "|---|---|---|---|"]


def report() -> list[str]:
    """The lines between the marks."""
    busy, began = os.getloadavg()[0], time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data" / "raw", data / "raw", ignore=shutil.ignore_patterns("2*Z"))
        build(data)
        with servers.ours(data) as server:
            own, pages = _of_one(server, browser.OURS), _of_pages(server)
        with servers.naive(data) as server:
            rival = _of_one(server, browser.NAIVE)
    minutes = (time.monotonic() - began) / 60
    begun = f"Last des Rechners zu Beginn {busy:.1f}; gemessen in {minutes:.1f} Minuten".replace(".", ",")
    lines = [f"{begun}.", "", *HEAD]
    lines += [f"| {what} | {own[what]} | {rival[what]} | {wanted} |" for what, wanted in WANTED.items()]
    return [*lines, "", *PAGES_HEAD, *pages]


WANTED = {
    "erstes brauchbares Bild, neuer Browser": "1,5 s",
    "geänderter Filter im Browser, Median": "0,25 s",
    "geänderter Filter im Browser, 95 %": "0,60 s",
    "Rechenzeit je Lauf, Auswahl schon gesehen": "60 ms",
    "Rechenzeit je Lauf, Auswahl neu": "",
    "übertragen je Lauf": "",
    "50 Sitzungen, je 10 s eine Änderung: Median": "",
    "50 Sitzungen, je 10 s eine Änderung: 95 %": "1 s",
    "50 Sitzungen: Fehler": "0",
    "50 Sitzungen: Speicher des Servers, höchstens": "1 GB",
    "die meisten Läufe je Sekunde, von denen 95 % unter 1 s bleiben": "15",
}
PAGES_HEAD = [
    "| Seite | erstes brauchbares Bild | Rechenzeit je Lauf, Auswahl schon gesehen | Auswahl neu |",
    "|---|---|---|---|",
]


def _of_one(server: Server, site: Site) -> dict[str, str]:
    """What is measured of both, in words, by the names of WANTED."""
    new = asyncio.run(load.alone(server, load.OVERVIEW, RERUNS))
    seen = [asyncio.run(load.alone(server, load.OVERVIEW, RERUNS)) for _ in range(PASSES)]
    browser.first_pictures(server.address, site, "", 1)
    first = browser.first_pictures(server.address, site, "", FIRSTS)
    changed = browser.changed_filters(server.address, site, CHANGES)
    pages = [load.MIX[number % len(load.MIX)] if site is browser.OURS else "" for number in range(READERS)]
    many = asyncio.run(load.together(server, pages, EVERY_SECONDS, WHILE_SECONDS))
    most = asyncio.run(load.capacity(server, [load.OVERVIEW] * READERS, RATES, STEP_SECONDS))
    values = [
        _seconds(statistics.median(first)),
        _seconds(statistics.median(changed)),
        _seconds(load.quantile(changed, 0.95)),
        _milliseconds(sum(one.cpu_seconds for one in seen) / (RERUNS * PASSES)),
        _milliseconds(new.cpu_seconds / RERUNS),
        f"{statistics.mean(answer.size for answer in seen[0].answers) / 1000:.0f} kB",
        _seconds(many.quantile(0.5)),
        _seconds(many.quantile(0.95)),
        str(len(many.errors)),
        f"{many.memory_mb:.0f} MB",
        _capacity(most),
    ]
    return dict(zip(WANTED, values, strict=True))


def _of_pages(server: Server) -> list[str]:
    """A line per page of ours."""
    lines = []
    for path, name in PAGES.items():
        page = path.partition("?")[0]
        # The overview has been asked before; other selections are as new to it as to the other pages.
        new, seen = _reruns(server, page, load.SEED + 99)
        first = browser.first_pictures(server.address, browser.OURS, path, FIRSTS_ELSEWHERE)
        lines.append(f"| {name} | {_seconds(statistics.median(first))} | {seen} | {new} |")
    new, seen = _reruns(server, load.OVERVIEW, load.SEED + 199, is_stranger=True)
    return [*lines, f"| Überblick, öffentliche Fassung | | {seen} | {new} |"]


def _reruns(server: Server, page: str, seed: int, *, is_stranger: bool = False) -> list[str]:
    """Processor time a rerun, first of selections nobody has asked for, then of the same ones."""
    passes = [asyncio.run(load.alone(server, page, RERUNS // 2, seed, is_stranger=is_stranger)) for _ in range(2)]
    return [_milliseconds(one.cpu_seconds / len(one.answers)) for one in passes]


def _capacity(loads: list[Load]) -> str:
    """The best rate that held; `über` where the last one did, so that nobody knows where it ends."""
    held = [one for one in loads if one.quantile(0.95) < 1 and not one.errors]
    if not held:
        return f"unter {loads[0].rate:.0f}"
    best = max(one.rate for one in held)
    return f"{'über ' if len(held) == len(RATES) else ''}{best:.0f}"


def _seconds(value: float) -> str:
    return f"{value:.2f} s".replace(".", ",")


def _milliseconds(value: float) -> str:
    return f"{value * 1000:.0f} ms"


if __name__ == "__main__":
    from benchmarks.__main__ import write

    write("dashboard")
