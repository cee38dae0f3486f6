"""A table as it stands in a file: rows of text cells with line numbers, read as often as asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.grids.regular import Columns

Row = tuple[int, list[str]]
HEAD_ROWS = 60


@dataclass(frozen=True)
class Grid:
    """One table of a file. `name` is that of the sheet, empty for text; `kind` is text, xlsx, pdf or gv100ad.

    `read` starts from the first row each time, so that a large file never lies in memory as a whole.
    `delimiter` is what parts the columns of a text file. `columns_below` gives what `read` gives, for all rows below
    the one that starts in a line, at once and column by column; None when a row has another number of cells or the
    text is not regular: then only `read` tells.
    """

    file: str
    name: str
    kind: str
    read: Callable[[], Iterator[Row]]
    delimiter: str = ""
    columns_below: Callable[[int, int], Columns | None] = lambda line, width: None

    @cached_property
    def head(self) -> list[Row]:
        """The first rows that hold anything, at most HEAD_ROWS."""
        return list(islice(self.filled(), HEAD_ROWS))

    def filled(self) -> Iterator[Row]:
        """All rows that hold anything."""
        return ((line, cells) for line, cells in self.read() if any(cells))

    @property
    def first(self) -> list[str]:
        """The cells of the first row that holds anything."""
        return self.head[0][1] if self.head else []


def listed(rows: list[Row]) -> Callable[[], Iterator[Row]]:
    """Rows that are in memory already, as a Grid wants them."""
    return lambda: iter(rows)


def at(cells: list[str], place: int) -> str:
    """The cell at a place; empty where the row is shorter."""
    return cells[place] if place < len(cells) else ""
