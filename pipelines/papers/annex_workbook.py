"""The annex of a funding application as an Excel workbook with typed cells."""

from __future__ import annotations

from typing import Any

from pipelines.contracts.base import Column
from pipelines.extracts.workbook import TO_FILL, Sheet, workbook_bytes
from pipelines.papers.annex import Annex, Blank, Section

WIDEST = 60


def annex_bytes(annex: Annex) -> bytes:
    """The XLSX file: one sheet a section, the title above the first; cells to fill in are yellow and empty."""
    return workbook_bytes([_sheet(section, annex.title if n == 0 else "") for n, section in enumerate(annex.sections)])


def _sheet(section: Section, title: str) -> Sheet:
    columns = tuple(Column(name, kind, name) for name, kind in section.heads)
    rows = [tuple(map(_cell, row)) for row in section.rows]
    if title:
        rows.insert(0, (title, *[None] * (len(columns) - 1)))
    return Sheet(section.name, columns, rows, widths=[_width(section, n) for n in range(len(columns))])


def _width(section: Section, number: int) -> int:
    """Wide enough for the longest text of a column, within reason."""
    texts = [section.heads[number][0], *(row[number] for row in section.rows if isinstance(row[number], str))]
    return min(max(map(len, texts)) + 3, WIDEST)


def _cell(value: Any) -> Any:
    return TO_FILL if value is Blank.FILL_IN else value
