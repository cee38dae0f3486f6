"""Measures how wrong the estimate of a missing stock is, by leaving out known ones.

No municipal series of NRW is open. The closest open one is the UK's: people on section 95 support by local
authority and quarter, 2014–2021. The file is not shipped: name it as argument or in BEDARFSATLAS_OUTLOOK.

    python -m benchmarks.estimate_error uk_local_authority_section95_dispersed_2014_2021.csv
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipelines.planning.stock_estimate import errors_by_size, estimate

VARIABLE = "BEDARFSATLAS_OUTLOOK"
QUANTILE = 0.8
MONTHS = (3, 6, 9, 12)
SIZE_FROM = (0, 20, 100)
SIZES = ("unter 20", "20–99", "ab 100")
TRAINED_BEFORE = 2018

Floats = NDArray[np.float64]


class LeftOut(NamedTuple):
    """Left-out counts, one entry per authority, report and horizon: what was estimated and what was counted."""

    months: NDArray[np.int64]
    year: NDArray[np.int64]
    last: Floats
    estimated: Floats
    counted: Floats

    def where(self, chosen: NDArray[np.bool_]) -> LeftOut:
        """Only the chosen entries."""
        return LeftOut(*(column[chosen] for column in self))

    @property
    def error(self) -> Floats:
        """Distance from the estimate as a share of it: bounds of ± this error just reach the count."""
        return np.abs(self.counted / self.estimated - 1)

    @property
    def size(self) -> NDArray[np.int64]:
        """Class of the last known stock, a row of SIZES."""
        return np.searchsorted(SIZE_FROM, self.last, side="right") - 1


def read(path: Path) -> tuple[NDArray[np.int64], Floats]:
    """Year of each quarter and people as quarters × authorities; 0 where the publisher lists no authority.

    Raises ValueError when an authority is counted twice in a quarter.
    """
    with path.open(encoding="utf-8") as file:
        rows = [
            (row["lad_code"], int(row["year"]), int(row["quarter"]), int(row["people"])) for row in csv.DictReader(file)
        ]
    quarters = sorted({row[1:3] for row in rows})
    codes = sorted({row[0] for row in rows})
    if len({row[:3] for row in rows}) < len(rows):
        raise ValueError(f"{path}: an authority is counted twice in a quarter")
    people = np.zeros((len(quarters), len(codes)))
    for code, year, quarter, count in rows:
        people[quarters.index((year, quarter)), codes.index(code)] = count
    return np.array([year for year, _ in quarters]), people


def leave_out(years: NDArray[np.int64], people: Floats) -> LeftOut:
    """Every known count estimated from the report one to four quarters before and the total of its own day."""
    total = people.sum(axis=1)
    parts = []
    for quarters, months in enumerate(MONTHS, start=1):
        then, now = people[:-quarters], people[quarters:]
        whole = np.broadcast_to(total[quarters:, None], now.shape)
        guess = estimate(whole, whole, whole, then / total[:-quarters, None], months, MONTHS, np.zeros(4)).persons
        year = np.broadcast_to(years[quarters:, None], now.shape)
        kept = then > 0
        parts.append((np.full(kept.sum(), months), year[kept], then[kept], guess[kept], now[kept]))
    return LeftOut(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def errors(cases: LeftOut) -> Floats:
    """Error by size class (row) and horizon (column) that 80 % of the cases keep; never falling with age."""
    table = [
        [
            np.quantile(cases.error[(cases.size == size) & (cases.months == month)], QUANTILE, method="higher")
            for month in MONTHS
        ]
        for size in range(len(SIZES))
    ]
    return np.maximum.accumulate(np.array(table), axis=1)


def coverage(cases: LeftOut, error: Floats) -> float:
    """Share of the counts that lie within the bounds that these errors draw."""
    rows = errors_by_size(cases.last, SIZE_FROM, error)
    drawn = estimate(cases.estimated, cases.estimated, cases.estimated, 1.0, cases.months, MONTHS, rows)
    return float(np.mean((drawn.low <= cases.counted) & (cases.counted <= drawn.high)))


def report(cases: LeftOut) -> str:
    """Errors, number of cases and coverage as German tables."""
    error = errors(cases)
    lines = ["| Letzter Bestand | 3 Monate | 6 Monate | 9 Monate | 12 Monate | Fälle |", "|---|---|---|---|---|---|"]
    for size, name in enumerate(SIZES):
        cells = [f"{100 * value:.0f} %" for value in error[size]]
        lines.append("| " + " | ".join([name, *cells, str(int((cases.size == size).sum()))]) + " |")
    by_month = [
        [np.quantile(column[(cases.months == month) & (cases.size > 0)], QUANTILE) for month in MONTHS]
        for column in (cases.error, np.abs(cases.counted / cases.last - 1))
    ]
    for name, row in zip(("Anteil bleibt", "Zahl bleibt"), by_month, strict=True):
        lines.append(f"  ab 20 Personen, {name}: " + ", ".join(f"{value:.1%}" for value in row))
    early, late = (cases.where(chosen) for chosen in (cases.year < TRAINED_BEFORE, cases.year >= TRAINED_BEFORE))
    lines += [
        "",
        f"Gemessen bis {TRAINED_BEFORE - 1}, geprüft ab {TRAINED_BEFORE}: {coverage(late, errors(early)):.1%} innerhalb",
    ]
    for year in np.unique(cases.year):
        lines.append(f"  {year}: {coverage(cases.where(cases.year == year), error):.1%}")
    for size, name in enumerate(SIZES):
        chosen = cases.where(cases.size == size)
        above = np.mean(chosen.counted > chosen.estimated)
        lines.append(f"  {name}: {coverage(chosen, error):.1%} innerhalb, {above:.1%} über der Schätzung")
    return "\n".join(lines)


def source(arguments: list[str]) -> Path | None:
    """The file named as first argument or in the environment; None where it is not at hand."""
    named = arguments[0] if arguments else os.environ.get(VARIABLE, "")
    return Path(named) if named and Path(named).is_file() else None


def main() -> None:
    """Prints the tables; ends with a sentence where the file is not at hand."""
    if (path := source(sys.argv[1:])) is None:
        sys.exit(f"Die Datei der Vergleichsreihe ist nicht da: als Argument oder in {VARIABLE} nennen.")
    print(report(leave_out(*read(path))))


if __name__ == "__main__":
    main()
