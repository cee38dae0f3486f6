"""Measures and writes the tables into docs/performance.md: everything, or one part with `--only germany`."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime

from benchmarks import builds, dashboard, germany, intake, keys, papers, sharing
from benchmarks.timing import Timing
from pipelines.settings import ROOT

PAGE = ROOT / "docs" / "performance.md"


def main() -> None:
    """Runs the benchmarks and replaces what stands between their marks on the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", choices=sorted(PARTS), help="measure this part alone and leave the others as they stand"
    )
    only = parser.parse_args().only
    for part in PARTS:
        if only in (None, part):
            write(part)


def write(part: str) -> None:
    """Measures one part and replaces what stands between its marks."""
    mark, lines = PARTS[part]
    text = "\n".join([_machine(), "", *lines()])
    _replace(mark, text)
    print(text)


def _replace(mark: str, text: str) -> None:
    start, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, _, rest = PAGE.read_text("utf-8").partition(start)
    PAGE.write_text(f"{before}{start}\n{text}\n{end}{rest.partition(end)[2]}", "utf-8")


def _timings() -> list[str]:
    rows = [_row(timing) for module in (builds, keys, sharing) for timing in module.timings()]
    return [*HEAD, *rows, "", "Browserzeiten stehen unten unter „Dashboard“."]


PARTS = {
    "kreis": ("gemessen", _timings),
    "intake": ("aufnahme", intake.report),
    "papers": ("papiere", papers.report),
    "germany": ("deutschland", germany.report),
    "dashboard": ("dashboard", dashboard.report),
}
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


if __name__ == "__main__":
    main()
