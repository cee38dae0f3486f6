"""Excel workbooks (XLSX) as grids, one per sheet. Macros, bombs and formulas without a result are refused.

What calamine would unpack into memory is counted first, because a few kilobytes can describe 17 billion cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from pipelines.grids import limits
from pipelines.grids.archive import opened_archive, streamed
from pipelines.grids.grid import Grid, Row
from pipelines.problems import Unreadable

MACROS = re.compile(r"vbaProject|macrosheets|activeX", re.I)
ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)")
PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\br\s*=\s*[\"']([A-Z]{0,3})(\d{0,8})[\"']")
# A place written in character references is nobody's spreadsheet.
HIDDEN_PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]{0,200}?\br\s*=\s*[\"'][^\"'>]{0,40}&")
CELL = re.compile(rb"<(?:\w+:)?c[ />]")
# Excel marks a result that is empty text with t="str": that is a result.
NO_RESULT = re.compile(
    rb'<c\b(?![^>]{0,200}\bt="str")[^>]{0,200}>\s*<f\b[^>]{0,400}?(?:/>|>[^<]{0,9000}</f>)'
    rb"\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
STRING_END = re.compile(rb"</(?:\w+:)?si>")
SHARED = re.compile(rb't\s*=\s*["\']s["\'][^>]{0,200}>\s*<v>(\d{1,9})</v>')
DAMAGED = "ist keine lesbare XLSX- und keine UTF-8-CSV-Datei; speichern Sie sie in Excel neu."


def spreadsheet_grids(path: Path) -> list[Grid]:
    """One grid per sheet, empty ones included. Raises Unreadable with what to do."""
    limits.refuse_bytes(path, limits.PACKED_BYTES)
    try:
        with opened_archive(path, limits.UNPACKED_BYTES, DAMAGED) as archive:
            _refuse_unsafe(path.name, archive)
        workbook = CalamineWorkbook.from_path(str(path))
        names = workbook.sheet_names
        sheets = [workbook.get_sheet_by_index(number) for number in range(len(names))]
    except Unreadable:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable(f"{path.name} {DAMAGED}") from error
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            raise
        raise Unreadable(f"{path.name} {DAMAGED}") from error
    return [_grid(path.name, name, sheet) for name, sheet in zip(names, sheets, strict=True)]


def _grid(file: str, name: str, sheet: CalamineSheet) -> Grid:
    def rows() -> Iterator[Row]:
        if sheet.start is None:
            return
        margin = [""] * sheet.start[1]
        for line, values in enumerate(sheet.iter_rows(), start=1):
            cells = margin + [_text(value) for value in values]
            for cell in cells:
                limits.refuse_length(file, line, len(cell))
            yield line, cells

    return Grid(file, name, "xlsx", rows)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _refuse_unsafe(name: str, archive: zipfile.ZipFile) -> None:
    """Refuses macros, entities, and more cells or text than fit. Raises Unreadable."""
    members = archive.infolist()
    for member in members:
        if MACROS.search(member.filename):
            raise Unreadable(f"{name} enthält Makros; speichern Sie sie als XLSX-Arbeitsmappe ohne Makros.")
    sheets = [member for member in members if re.search(r"worksheets/[^/]+\.xml$", member.filename)]
    if len(sheets) > limits.SHEETS:
        raise Unreadable(f"{name} hat {len(sheets)} Tabellenblätter (höchstens {limits.SHEETS}); teilen Sie auf.")
    lengths = _string_lengths(name, archive)
    cells = text = 0
    for member in members:
        if member in sheets:
            area, characters = _measure(name, archive, member, lengths)
            cells, text = cells + area, text + characters
            if cells > limits.CELLS or text > limits.CELL_TEXT:
                raise Unreadable(f"{name} enthält zu viele Zellen; liefern Sie nur den ausgefüllten Bereich.")
        elif not member.is_dir():
            for chunk in streamed(archive, member):
                if ENTITIES.search(chunk):
                    raise Unreadable(f"{name} {DAMAGED}")


def _string_lengths(name: str, archive: zipfile.ZipFile) -> list[int]:
    """Bytes of each shared string. Raises Unreadable for one longer than a cell can be."""
    found = [one for one in archive.infolist() if one.filename.lower().endswith("sharedstrings.xml")]
    content = b"".join(chunk for one in found for chunk in streamed(archive, one))
    ends = [match.start() for match in STRING_END.finditer(content)]
    lengths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    # with mark-up around it; a cell itself is measured when it is read
    if lengths and max(lengths) > 20 * limits.CELL_LENGTH:
        limits.refuse_length(name, 0, max(lengths))
    return lengths


def _measure(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo, lengths: list[int]) -> tuple[int, int]:
    """Cells of the rectangle that the sheet spans, and bytes of shared text its cells repeat."""
    columns, rows, count, text = 0, 0, 0, 0
    for piece in _pieces(streamed(archive, member)):
        if ENTITIES.search(piece) or HIDDEN_PLACE.search(piece):
            raise Unreadable(f"{name} {DAMAGED}")
        if NO_RESULT.search(piece):
            raise Unreadable(
                f"{name} enthält Formeln ohne gespeichertes Ergebnis; öffnen und speichern Sie sie in Excel."
            )
        places = PLACE.findall(piece)
        columns = max([columns, *(_column(letters) for letters in {letters for letters, _ in places})])
        rows = max([rows, *(int(number or 0) for _, number in places)])
        count += len(CELL.findall(piece))
        text += sum(lengths[int(key)] for key in SHARED.findall(piece) if int(key) < len(lengths))
    limits.refuse_columns(f"{name}, ein Tabellenblatt,", columns)
    if rows > 2_000_000:
        raise Unreadable(f"{name} enthält zu viele Zellen; liefern Sie nur den ausgefüllten Bereich.")
    return max(columns * rows, count), text


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut between cells wherever a cell is not longer than a chunk."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        cut = piece.rfind(b"<c ")
        cut = cut if cut > 0 and len(piece) - cut < len(chunk) else len(piece)
        rest = piece[cut:]
        yield piece[:cut]
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
