"""Text cut at fixed places: the ASCII edition of the municipality directory (GV100AD)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.grids.grid import Grid, Row
from pipelines.grids.text_file import encoding_of

# Satzart, then the day of the directory: 10 20231130 …
GV100AD_LINE = re.compile(r"[1-6]0(19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9 ]{8}")


def looks_like_gv100ad(path: Path) -> bool:
    """Whether the first line is a record of 100 to 260 characters with kind, day and key at their places."""
    with path.open("rb") as file:
        line = file.readline(600).decode("latin-1").removeprefix("ï»¿").rstrip("\r\n")
    return 100 <= len(line) <= 260 and GV100AD_LINE.match(line) is not None


def cut_grid(path: Path, kind: str, cuts: tuple[tuple[int, int], ...]) -> Grid:
    """One cell per cut; cuts are first and last place, counted from 1. Raises Unreadable when it is no text."""
    encoding = encoding_of(path)

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding) as file:
            for number, line in enumerate(file, start=1):
                yield number, [line[first - 1 : last].strip() for first, last in cuts]

    return Grid(path.name, "", kind, rows)
