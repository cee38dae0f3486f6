"""Tables of the statistical offices (Landesdatenbank NRW, Regionalstatistik) as CSV: what stands where.

Tabelle: <code>
1–4 title lines
1–5 header lines      group labels repeated per column, the id columns empty
31.12.2024;05566004;      Altenberge;10278;62,96
__________            then notes, copyright, „Stand: …“
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipelines.grids.grid import Grid, Row, at
from pipelines.problems import Drifted, Unreadable

CODE = re.compile(r"Tabelle:\s*([0-9]{5}-[0-9A-Za-z-]+)")
TIME = re.compile(r"(?:[0-3][0-9]\.[01][0-9]\.)?(?:19|20)[0-9]{2}")
RULE = re.compile(r"_{5,}")
MOST_HEADS = 14


@dataclass(frozen=True)
class Table:
    """The parts of such a table: `labels` per column are its header cells from top to bottom."""

    file: str
    code: str
    title: str
    labels: tuple[tuple[str, ...], ...]
    notes: str
    stand: str


def code_of(grid: Grid) -> str:
    """The code in the first line; empty for any other file."""
    match = CODE.match(grid.first[0]) if grid.first else None
    return match[1] if match else ""


def table_of(grid: Grid) -> Table:
    """Title, header and notes. Raises Unreadable when no data line follows the header."""
    heads = []
    for _, cells in islice(grid.filled(), MOST_HEADS):
        if TIME.fullmatch(at(cells, 0)):
            break
        heads.append(cells)
    else:
        raise Unreadable(
            f"{grid.file} ist die Tabelle {code_of(grid)}, aber ohne Zeile, die mit Tag oder Jahr beginnt; "
            "laden Sie sie mit der Zeit in der ersten Spalte."
        )
    titles = [cells for cells in heads[1:] if cells[0]]
    labels = [cells for cells in heads[1:] if not cells[0]]
    width = max((len(cells) for cells in heads), default=0)
    notes = [" ".join(cells) for _, cells in _after_rule(grid)]
    return Table(
        grid.file,
        code_of(grid),
        " ".join(" ".join(filter(None, cells)) for cells in titles),
        tuple(tuple(at(cells, place) for cells in labels) for place in range(width)),
        "\n".join(notes),
        next((note for note in notes if note.startswith("Stand:")), ""),
    )


def records(grid: Grid) -> Iterator[Row]:
    """The data lines, up to the rule below them."""
    begun = False
    for line, cells in grid.filled():
        if RULE.fullmatch(at(cells, 0)):
            return
        begun = begun or bool(TIME.fullmatch(at(cells, 0)))
        if begun:
            yield line, cells


def _after_rule(grid: Grid) -> Iterator[Row]:
    behind = False
    for line, cells in grid.filled():
        if behind:
            yield line, cells
        behind = behind or bool(RULE.fullmatch(at(cells, 0)))


def refuse_drift(grid: Grid, table: Table, first: int, expected: tuple[tuple[str, str], ...]) -> None:
    """Compares the columns from `first` on with (words in the lowest label, unit). Raises Drifted."""
    found = []
    for labels in table.labels[first:]:
        told = [label for label in labels if label]
        found.append((" ".join(told[:-1][-1:]), told[-1] if told else ""))
    wanted = [f"{label} [{unit}]" for label, unit in expected]
    met = [f"{label} [{unit}]" for label, unit in found]
    same = len(found) == len(expected) and all(
        have[0].startswith(want[0]) and have[1] == want[1] for have, want in zip(found, expected, strict=True)
    )
    if not same:
        agreeing = [
            want if have.startswith(want.partition(" [")[0]) and have.endswith(want.rpartition(" [")[2]) else have
            for have, want in zip(met, wanted, strict=False)
        ]
        raise Drifted(grid.file, f"Tabelle {table.code}", wanted, [*agreeing, *met[len(wanted) :]])
