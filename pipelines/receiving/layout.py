"""What a table's columns promise when it arrives, and how rows that break the promise are set aside.

    text of a file ──read──> rows of text with line numbers ──sort_out──> rows taken + findings

Nothing is repaired here. A row is taken as it stands, or set aside with the reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from pipelines.problems import Unreadable, broken_csv

Kind = Literal["text", "ags", "area_key", "area_list", "number", "integer", "day", "flag", "choice", "category"]
Severity = Literal["error", "warn", "info"]

# What separates the keys of an area; clean/offer_inventory.sql knows the same ones.
BLANKS = re.compile(r"[ \t\r\n\u00a0]+")

# Signs that statistical offices print instead of a number: unknown, nothing, blocked, unsafe, later.
MARKS = (".", "-", "x", "/", "...")
DECIMAL_COMMA = r"^(-?[0-9]+),([0-9]+)$"


@dataclass(frozen=True)
class Field:
    """One column as it arrives. `kind` decides what text is accepted; `minimum` is inclusive.

    An `optional` column may be absent from the file and is then read as empty.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    takes_marks: bool = False
    optional: bool = False


@dataclass(frozen=True)
class RowRule:
    """A rule across columns: `broken` marks the rows (True) that break it, given columns of text by name.

    It judges each row by itself, and one text like the next that is the same.
    """

    column: str
    reason: str
    action: str
    broken: Callable[[Any], pd.Series]
    severity: Severity = "error"


@dataclass(frozen=True)
class Layout:
    """The columns of a table, its key and the rules across columns."""

    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.fields)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that a file must name."""
        return tuple(column.name for column in self.fields if not column.optional)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful in what was received. `line` counts from 1, the header included.

    `details`: expected and found side by side, lines of text, where there is such a comparison.
    """

    severity: Severity
    source: str
    file: str
    line: int | None
    column_name: str
    value: str
    reason: str
    action: str
    details: str | None = None


@dataclass(frozen=True)
class Reading:
    """Rows taken (all text, plus `line`) and what was found; taken + set_aside = rows in the file."""

    taken: pd.DataFrame
    set_aside: int
    findings: list[Finding] = field(default_factory=list)


def read_csv(path: Path, layout: Layout) -> pd.DataFrame:
    """Rows of a comma-separated UTF-8 file as text, one column per field plus `line`.

    Raises Unreadable when the file cannot be opened, is not UTF-8, or lacks a column.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path.name} ist keine UTF-8-Textdatei (Byte {error.start}); speichern Sie sie als CSV UTF-8."
        ) from error
    except OSError as error:
        raise Unreadable(f"{path.name} lässt sich nicht öffnen: {error.strerror}.") from error
    if "\0" in text:
        raise Unreadable(f"{path.name} enthält Nullzeichen und ist keine Textdatei; nehmen Sie sie heraus.")
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = pd.DataFrame(_rows(reader, path, layout), columns=[*layout.names, "line"])
    except csv.Error as error:
        raise broken_csv(path.name, reader.line_num, error) from error
    return _decimal_points(rows, layout) if delimiter == ";" else rows


def delimiter_of(text: str) -> str:
    """The character that parts the columns of the first line: German Excel writes a semicolon, others a comma."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _decimal_points(rows: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Where semicolons part the columns, a comma in a number parts whole and fraction."""
    numbers = [column.name for column in layout.fields if column.kind == "number"]
    return rows.assign(**{name: rows[name].str.replace(DECIMAL_COMMA, r"\1.\2", regex=True) for name in numbers})


def _rows(reader: Any, path: Path, layout: Layout) -> list[list[str | int]]:
    header = next(reader, None)
    if not header:
        raise Unreadable(f"{path.name} ist leer; liefern Sie die Datei neu.")
    missing = [name for name in layout.needed if name not in header]
    if missing:
        raise Unreadable(
            f"In {path.name} fehlt die Spalte „{missing[0]}“; erwartet werden: {', '.join(layout.needed)}."
        )
    if twice := [name for name in layout.names if header.count(name) > 1]:
        raise Unreadable(f"In {path.name} steht die Spalte „{twice[0]}“ mehrfach; welche gilt, ist nicht zu erkennen.")
    places = [header.index(name) if name in header else None for name in layout.names]
    rows, start = [], reader.line_num + 1
    for cells in reader:
        if cells:
            if len(cells) != len(header):
                raise Unreadable(
                    f"{path.name}, Zeile {start}: {len(cells)} statt {len(header)} Felder; "
                    "prüfen Sie Trennzeichen und Anführungszeichen."
                )
            rows.append(["" if place is None else cells[place].strip() for place in places] + [start])
        start = reader.line_num + 1
    return rows
