"""Opens a file by what it holds, not by its name."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.grids.fixed_width import cut_grid, looks_like_gv100ad
from pipelines.grids.grid import Grid
from pipelines.grids.text_file import text_grid
from pipelines.problems import Unreadable

ZIP, PDF, OLD_OFFICE = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*[\[{\]])")
# Satzart, day, key, association, name, kind, hectares, persons: places counted from 1
GV100AD = ((1, 2), (3, 10), (11, 18), (19, 22), (23, 72), (123, 124), (129, 139), (140, 150))


def start_of(path: Path) -> bytes:
    """The first kilobyte. Raises Unreadable when the file cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as error:
        raise Unreadable(f"{path.name} lässt sich nicht öffnen: {error.strerror}.") from error


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP archive of files, and no workbook."""
    if not start_of(path).startswith(ZIP):
        return False
    from pipelines.grids.archive import opened_archive

    try:
        with opened_archive(path) as archive:
            return not any(name in ("[Content_Types].xml", "mimetype") for name in archive.namelist())
    except Unreadable:
        return path.suffix.lower() == ".zip"


def is_json(path: Path) -> bool:
    """Whether the file is JSON by its first sign or its name."""
    return bool(JSON.match(start_of(path))) or path.suffix.lower() in (".json", ".geojson")


def grids_of(path: Path) -> list[Grid]:
    """The tables of a text file, workbook or PDF. Raises Unreadable for everything else."""
    start = start_of(path)
    if not start.strip(b" \t\r\n\xef\xbb\xbf"):
        raise Unreadable(f"{path.name} ist leer; liefern Sie die Datei neu.")
    if start.startswith(ZIP):
        from pipelines.grids.spreadsheet import spreadsheet_grids

        return spreadsheet_grids(path)
    if start.startswith(PDF):
        from pipelines.grids.pdf import pdf_grid

        return [pdf_grid(path)]
    if start.startswith(OLD_OFFICE):
        raise Unreadable(f"{path.name} hat ein altes oder verschlüsseltes Office-Format; speichern Sie sie als XLSX.")
    if looks_like_gv100ad(path):
        return [cut_grid(path, "gv100ad", GV100AD)]
    return [text_grid(path)]
