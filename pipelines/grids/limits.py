"""How much a file may hold. Far above what any office sends, far below what a machine with 1 GB can bear."""

from __future__ import annotations

from pathlib import Path

from pipelines.problems import Unreadable

MEGABYTE = 1_000_000
# A million offers are 300 MB and take 0.8 GB of memory; more would not stay below 1 GB
TEXT_BYTES = 320 * MEGABYTE
PACKED_BYTES = 60 * MEGABYTE
UNPACKED_BYTES = 300 * MEGABYTE
ARCHIVE_BYTES = 600 * MEGABYTE
ARCHIVE_FILES = 2_000
# What packs better than this is a bomb; text and sheets reach about 30.
PACKING = 200
SMALL = 10 * MEGABYTE
CELLS = 10_000_000
COLUMNS = 1_000
SHEETS = 60
PAGES = 120
CELL_LENGTH = 32_767
CELL_TEXT = 300 * MEGABYTE


def refuse_bytes(path: Path, most: int) -> None:
    """Refuses a file that is larger than `most` bytes. Raises Unreadable, also when it cannot be opened."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path} lässt sich nicht öffnen: {error.strerror}.") from error
    if size > most:
        raise Unreadable(
            f"{path.name} ist mit {size / MEGABYTE:.0f} MB zu groß (höchstens {most // MEGABYTE} MB); "
            "teilen Sie die Datei auf."
        )


def refuse_columns(name: str, columns: int) -> None:
    """Refuses a table with more columns than any known one. Raises Unreadable."""
    if columns > COLUMNS:
        raise Unreadable(f"{name} hat {columns} Spalten (höchstens {COLUMNS}); liefern Sie nur die Tabelle.")


def refuse_length(name: str, line: int, length: int) -> None:
    """Refuses a cell longer than a spreadsheet can hold. Raises Unreadable."""
    if length > CELL_LENGTH:
        raise Unreadable(
            f"{name}, Zeile {line}: eine Zelle hat {length} Zeichen (höchstens {CELL_LENGTH}); kürzen Sie sie."
        )
