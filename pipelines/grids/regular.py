"""Cuts regular text in bulk: rows of equal width, quotes only around whole cells. All else the exact reader cuts.

A block of text holds whole rows only when every quote opens or closes a cell. Then Arrow's cutter and Python's agree,
and the line a row starts in is the number of line breaks before it, those inside quotes included.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

import numpy as np
import pyarrow as pa
from pyarrow import csv

BLOCK = 1 << 23
# Bytes of a row. Python's cutter refuses a cell of 131.072 signs; nobody writes such a row.
LONGEST = 100_000
QUOTE, LINE_FEED, RETURN = b'"\n\r'
WORDS = pa.dictionary(pa.int32(), pa.string())


class _Irregular(Exception):
    """The text is not for this module."""


@dataclass(frozen=True)
class Columns:
    """Cells of many rows, column by column, as they stand in the file. `lines`: where each row starts, from 1 on."""

    lines: np.ndarray
    cells: list[pa.ChunkedArray]


@dataclass(frozen=True)
class _Piece:
    """Whole rows: their bytes, the line in which each row that is not empty starts, and how many breaks they hold."""

    content: memoryview
    lines: np.ndarray
    breaks: int


def cut(text: TextIO, first: int, delimiter: str, width: int) -> Columns | None:
    """All rows of `text`, whose first line is number `first`, `width` cells each; None where it is not regular.

    Empty lines are no rows. What `text` raises while it is read is passed on.
    """
    lines, tables, types = [np.empty(0, np.int64)], [], [WORDS] * width
    try:
        for piece in _pieces(text, delimiter):
            if len(piece.lines):
                tables.append(_table(piece, delimiter, types))
                lines.append(piece.lines + first)
                types = types if len(tables) > 1 else [_type(column) for column in tables[0].columns]
            first += piece.breaks
    except (_Irregular, pa.ArrowInvalid):
        return None
    return Columns(np.concatenate(lines), [_column(tables, place) for place in range(width)])


def _type(column: pa.ChunkedArray) -> pa.DataType:
    """What the first block says about the others: whether texts repeat."""
    distinct = sum(len(chunk.dictionary) for chunk in column.chunks)
    return pa.string() if distinct * 2 > len(column) else WORDS


def _column(tables: list[pa.Table], place: int) -> pa.ChunkedArray:
    """One column of all blocks, in the type that most of them have."""
    parts = [table.column(place) for table in tables]
    own = parts[-1].type if parts else WORDS
    return pa.chunked_array([chunk for part in parts for chunk in part.cast(own).chunks], own)


def _table(piece: _Piece, delimiter: str, types: list[pa.DataType]) -> pa.Table:
    names = [str(place) for place in range(len(types))]
    table = csv.read_csv(
        pa.BufferReader(pa.py_buffer(piece.content)),
        csv.ReadOptions(column_names=names, block_size=len(piece.content) + 1),
        csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        csv.ConvertOptions(column_types=dict(zip(names, types, strict=True)), check_utf8=False),
    )
    if len(table) != len(piece.lines):
        raise _Irregular
    return table


def _pieces(text: TextIO, delimiter: str) -> Iterator[_Piece]:
    """The text in blocks of whole rows, in order. Raises _Irregular."""
    fine = np.zeros(256, bool)
    fine[[QUOTE, LINE_FEED, RETURN, ord(delimiter)]] = True
    rest = b""
    while read := text.read(BLOCK):
        block = rest + read.encode()
        piece = _whole_rows(block, fine)
        rest = block[len(piece.content) :]
        if len(rest) > LONGEST:
            raise _Irregular
        yield piece
    if rest:
        piece = _whole_rows(rest.removesuffix(b"\r") + b"\n", fine)
        if len(piece.content) < len(rest):
            raise _Irregular
        yield piece


def _whole_rows(block: bytes, fine: np.ndarray) -> _Piece:
    """The rows that end within the block. A return at its end may be half of a line break and stays for the next."""
    signs = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(signs == QUOTE)
    breaks = np.flatnonzero((signs == LINE_FEED) | (signs == RETURN))
    breaks = breaks[breaks + 1 < len(block)] if block.endswith(b"\r") else breaks
    follows = signs[np.minimum(breaks + 1, len(block) - 1)]
    breaks = breaks[(signs[breaks] == LINE_FEED) | (follows != LINE_FEED)]
    outside = np.flatnonzero(np.searchsorted(quotes, breaks) % 2 == 0)
    if not len(outside):
        return _Piece(memoryview(b""), np.empty(0, np.int64), 0)
    ends = breaks[outside]
    _refuse_quotes(signs, quotes[quotes < ends[-1]], fine)
    starts = np.concatenate([[0], ends[:-1] + 1])
    if block.startswith(codecs.BOM_UTF8) or (ends - starts).max() > LONGEST:
        raise _Irregular
    # a row whose first sign is a break is an empty line
    there = (signs[starts] != LINE_FEED) & (signs[starts] != RETURN)
    lines = np.concatenate([[0], outside[:-1] + 1])[there]
    return _Piece(memoryview(block)[: int(ends[-1]) + 1], lines, int(outside[-1]) + 1)


def _refuse_quotes(signs: np.ndarray, quotes: np.ndarray, fine: np.ndarray) -> None:
    """Raises _Irregular for a quote that neither opens nor closes a cell: before or after it stands another sign."""
    opening, closing = quotes[::2], quotes[1::2]
    before = signs[opening[opening > 0] - 1]
    if not (fine[before].all() and fine[signs[closing + 1]].all()):
        raise _Irregular
