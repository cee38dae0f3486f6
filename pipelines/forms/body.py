"""The rows below a header: at once where the text is regular, else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np
import pandas as pd

from pipelines.forms.form import framed
from pipelines.grids.grid import Grid, Row
from pipelines.grids.regular import Columns
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Layout
from pipelines.receiving.repeating import constant, distinct, stripped


def below(grid: Grid, line: int, width: int, places: Sequence[int], layout: Layout) -> pd.DataFrame:
    """The columns of a layout and `line` from the rows below the header in `line`, which has `width` cells.

    `places` says where each column of the layout stands; -1: it is not there and stays empty. Raises Unreadable for a
    row of a text file that has another number of cells.
    """
    columns = grid.columns_below(line, width) if width > 1 else None
    if columns is not None:
        return _at_once(columns, places, layout)
    return framed(_one_by_one(grid, line, width, places), layout)


def _at_once(columns: Columns, places: Sequence[int], layout: Layout) -> pd.DataFrame:
    cells, rows = [stripped(column) for column in columns.cells], len(columns.lines)
    frame = pd.DataFrame(
        {
            name: constant("", rows) if place < 0 else cells[place]
            for name, place in zip(layout.names, places, strict=True)
        }
        | {"line": columns.lines},
    )
    empty = reduce(np.logical_and, map(_is_empty, cells))
    return frame[~empty].reset_index(drop=True) if empty.any() else frame


def _is_empty(column: pd.Series) -> np.ndarray:
    texts, codes = distinct(column)
    empty = (texts == "").to_numpy(bool)
    return empty if codes is None else empty[codes]


def _one_by_one(grid: Grid, line: int, width: int, places: Sequence[int]) -> Iterator[list[str | int]]:
    for start, cells in _checked(grid, line, width):
        yield [*["" if place < 0 else cells[place] for place in places], start]


def _checked(grid: Grid, top: int, width: int) -> Iterator[Row]:
    for line, cells in grid.read():
        if line <= top or not any(cells):
            continue
        if (len(cells) < width and grid.kind == "text") or any(cells[width:]):
            raise Unreadable(
                f"{grid.file}, Zeile {line}: {len(cells)} statt {width} Felder; "
                "prüfen Sie Trennzeichen und Anführungszeichen."
            )
        yield line, cells + [""] * (width - len(cells))
