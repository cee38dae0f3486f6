"""Tables of a PDF as one grid: the tables of all pages below each other, lines counted over the whole document."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.grids import limits
from pipelines.grids.grid import Grid, Row, listed
from pipelines.problems import Unreadable

# Rows without ruled lines are told apart by where words stand.
BY_WORDS = {"vertical_strategy": "text", "horizontal_strategy": "text"}


def pdf_grid(path: Path) -> Grid:
    """The text above each table, a row per line, then its rows. Raises Unreadable: no PDF, encrypted, too long."""
    limits.refuse_bytes(path, limits.PACKED_BYTES // 2)
    rows: list[Row] = []
    with _opened(path) as document:
        if len(document.pages) > limits.PAGES:
            raise Unreadable(f"{path.name} hat mehr als {limits.PAGES} Seiten; liefern Sie nur die Seiten der Liste.")
        for page in document.pages:
            for cells in _page_rows(page):
                limits.refuse_columns(path.name, len(cells))
                rows.append((len(rows) + 1, cells))
            page.close()
    if not rows:
        raise Unreadable(f"{path.name} enthält keinen lesbaren Text; liefern Sie die Liste als XLSX oder CSV.")
    return Grid(path.name, "", "pdf", listed(rows))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # warns of every odd font
    try:
        with pdfplumber.open(path) as document:
            yield document
    except Unreadable:
        raise
    # pdfminer meets broken files with whatever error its parser runs into
    except (Exception, RecursionError) as error:
        raise Unreadable(
            f"{path.name} ist keine lesbare PDF-Datei; liefern Sie die Liste als XLSX oder CSV."
        ) from error


def _page_rows(page: Any) -> Iterator[list[str]]:
    tables = page.find_tables() or page.find_tables(BY_WORDS)
    top = 0.0
    for table in tables:
        if table.bbox[1] > top:
            yield from _lines(page.crop((0, top, page.width, table.bbox[1])))
        for cells in table.extract():
            yield [_text(cell) for cell in cells]
        top = max(top, table.bbox[3])
    if top < page.height:
        yield from _lines(page.crop((0, top, page.width, page.height)))


def _lines(part: Any) -> Iterator[list[str]]:
    return ([line.strip()] for line in (part.extract_text() or "").splitlines() if line.strip())


def _text(cell: str | None) -> str:
    return " ".join((cell or "").split())
