"""Measures everything and writes the table into docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime

from benchmarks import builds, keys, sharing
from benchmarks.timing import Timing
from pipelines.settings import ROOT

PAGE = ROOT / "docs" / "performance.md"
START, END = "<!-- gemessen -->", "<!-- /gemessen -->"
BROWSER = ROOT / "tests" / "artifacts" / "timings.json"


def main() -> None:
    """Runs the benchmarks and replaces the table between the two marks."""
    rows = [_row(timing) for module in (builds, keys, sharing) for timing in module.timings()]
    table = "\n".join([_machine(), "", *HEAD, *rows, "", *_browser()])
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{START}\n{table}\n{END}{after}", "utf-8")
    print(table)


HEAD = ["| was | Median | kleinster … größter | Vergleich | Median | Verhältnis |", "|---|---|---|---|---|---|"]


def _row(timing: Timing) -> str:
    span = f"{_seconds(min(timing.seconds))} … {_seconds(max(timing.seconds))}"
    if timing.ratio is None:
        return f"| {timing.what} | {_seconds(timing.median)} | {span} | | | |"
    rival = _seconds(timing.median * timing.ratio)
    return f"| {timing.what} | {_seconds(timing.median)} | {span} | {timing.rival} | {rival} | {_ratio(timing.ratio)} |"


def _seconds(value: float) -> str:
    text = f"{value * 1000:.2f} ms" if value < 0.1 else f"{value:.2f} s"
    return text.replace(".", ",")


def _ratio(value: float) -> str:
    return f"{value:.2g} ×".replace(".", ",") if value < 10 else f"{value:.0f} ×"


def _machine() -> str:
    day = datetime.now(UTC).strftime("%d.%m.%Y")
    return f"Gemessen am {day}: {os.cpu_count()} Kerne, {platform.system()}, Python {platform.python_version()}."


def _browser() -> list[str]:
    if not BROWSER.exists():
        return ["Im Browser zuletzt nicht gemessen (`make test` schreibt die Zeiten auf)."]
    timings = json.loads(BROWSER.read_text("utf-8"))
    return ["Im Browser (Chromium, aus `make test`):", "", *(f"- {name}: {value}" for name, value in timings.items())]


if __name__ == "__main__":
    main()
