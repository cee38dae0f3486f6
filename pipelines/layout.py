"""What a table's columns promise when it arrives, and how rows that break the promise are set aside.

    text of a file ──read──> rows of text with line numbers ──sort_out──> rows taken + findings

Nothing is repaired here. A row is taken as it stands, or set aside with the reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from pipelines.problems import Unreadable

Kind = Literal["text", "ags", "area_key", "area_list", "number", "integer", "day", "flag", "choice", "category"]
Severity = Literal["error", "warn", "info"]

# What separates the keys of an area; clean/offer_inventory.sql knows the same ones.
BLANKS = re.compile(r"[ \t\r\n\u00a0]+")

# Signs that statistical offices print instead of a number: unknown, nothing, blocked, unsafe, later.
MARKS = (".", "-", "x", "/", "...")


@dataclass(frozen=True)
class Field:
    """One column as it arrives. `kind` decides what text is accepted; `minimum` is inclusive."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    takes_marks: bool = False


@dataclass(frozen=True)
class RowRule:
    """A rule across columns: `broken` marks the rows (True) that break it."""

    column: str
    reason: str
    action: str
    broken: Callable[[pd.DataFrame], pd.Series]
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


@dataclass(frozen=True)
class Finding:
    """Something wrong or doubtful in what was received. `line` counts from 1, the header included."""

    severity: Severity
    source: str
    file: str
    line: int | None
    column_name: str
    value: str
    reason: str
    action: str


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
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return pd.DataFrame(_rows(reader, path, layout), columns=[*layout.names, "line"])
    except csv.Error as error:
        raise Unreadable(f"{path.name}, Zeile {reader.line_num}: kein gültiges CSV ({error}).") from error


def _rows(reader: Any, path: Path, layout: Layout) -> list[list[str | int]]:
    header = next(reader, None)
    if not header:
        raise Unreadable(f"{path.name} ist leer; liefern Sie die Datei neu.")
    missing = [name for name in layout.names if name not in header]
    if missing:
        raise Unreadable(f"In {path.name} fehlt die Spalte {missing[0]!r}; erwartet werden: {', '.join(layout.names)}.")
    if twice := [name for name in layout.names if header.count(name) > 1]:
        raise Unreadable(f"In {path.name} steht die Spalte {twice[0]!r} mehrfach; welche gilt, ist nicht zu erkennen.")
    places = [header.index(name) for name in layout.names]
    rows, start = [], reader.line_num + 1
    for cells in reader:
        if cells:
            if len(cells) != len(header):
                raise Unreadable(
                    f"{path.name}, Zeile {start}: {len(cells)} statt {len(header)} Felder; "
                    "prüfen Sie Trennzeichen und Anführungszeichen."
                )
            rows.append([cells[place].strip() for place in places] + [start])
        start = reader.line_num + 1
    return rows


def sort_out(
    rows: pd.DataFrame, layout: Layout, known: Mapping[str, frozenset[str]], source: str, file: str
) -> Reading:
    """Splits rows into taken and set aside. `known` names the valid keys: `ags`, `area_key`, `category`."""
    bad = pd.Series(False, index=rows.index)
    findings: list[Finding] = []

    def note(mask: pd.Series, column: str, reason: str, action: str, severity: Severity) -> None:
        for at in rows.index[mask]:
            row = rows.loc[at]
            findings.append(
                Finding(severity, source, file, int(row["line"]), column, str(row[column])[:200], reason, action)
            )

    for column in layout.fields:
        for check in checks_of(column, known):
            broken = check.broken(rows)
            note(broken, column.name, check.reason, check.action, check.severity)
            if check.severity == "error":
                bad |= broken
    for rule in layout.rules:
        broken = rule.broken(rows) & ~bad
        note(broken, rule.column, rule.reason, rule.action, rule.severity)
        if rule.severity == "error":
            bad |= broken
    if layout.key:
        twice = rows[~bad].duplicated(list(layout.key), keep="last").reindex(rows.index, fill_value=False)
        note(
            twice,
            layout.key[0],
            "steht in derselben Datei mehrfach",
            "Die letzte Zeile gilt; streichen Sie die anderen.",
            "warn",
        )
        bad |= twice
    return Reading(rows[~bad].reset_index(drop=True), int(bad.sum()), findings)


def checks_of(column: Field, known: Mapping[str, frozenset[str]]) -> list[RowRule]:
    """The rules that follow from one field's declaration."""
    name, rules = column.name, []

    def rule(reason: str, action: str, broken: Callable[[pd.Series], pd.Series], severity: Severity = "error") -> None:
        rules.append(RowRule(name, reason, action, lambda rows: filled(rows) & broken(rows[name]), severity))

    def filled(rows: pd.DataFrame) -> pd.Series:
        mark = rows[name].isin(MARKS) if column.takes_marks else False
        return (rows[name] != "") & ~mark

    if column.required:
        rules.append(RowRule(name, "fehlt", "Ergänzen Sie den Wert.", lambda rows: rows[name] == "", "error"))
    if column.kind in PATTERNS:
        pattern, reason, action = PATTERNS[column.kind]
        rule(reason, action, lambda values: ~values.str.fullmatch(pattern))
    if column.kind in ("ags", "area_key", "category"):
        keys = known.get(column.kind)
        if keys is not None:
            pattern = PATTERNS.get(column.kind, (re.compile(".*", re.S),))[0]
            rule(
                UNKNOWN[column.kind][0],
                UNKNOWN[column.kind][1],
                lambda values: values.str.fullmatch(pattern) & ~values.isin(keys),
            )
    if column.kind == "area_list" and "ags" in known:
        rule(
            "enthält einen unbekannten AGS",
            "Der unbekannte AGS zählt nicht mit; berichtigen Sie die Liste.",
            lambda values: ~values.map(lambda text: _area_is_known(text, known["ags"])),
            "warn",
        )
    if column.kind == "day":
        rule(
            "ist kein Tag des Kalenders",
            "Schreiben Sie Tage als JJJJ-MM-TT.",
            lambda values: (
                values.str.fullmatch(PATTERNS["day"][0])
                & pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").isna()
            ),
        )
    if column.choices:
        rule(
            f"ist nicht vorgesehen (möglich: {', '.join(column.choices)})",
            "Wählen Sie einen der Werte.",
            lambda values: ~values.isin(column.choices),
        )
    if column.minimum is not None:
        rule(
            f"liegt unter {column.minimum:g}",
            "Prüfen Sie Vorzeichen und Spalte.",
            lambda values: pd.to_numeric(values, errors="coerce") < column.minimum,
        )
    return rules


PATTERNS: dict[str, tuple[re.Pattern[str], str, str]] = {
    "ags": (
        re.compile(r"[0-9]{8}"),
        "ist kein achtstelliger AGS",
        "Schreiben Sie den AGS mit acht Ziffern, die führende Null eingeschlossen.",
    ),
    "area_key": (
        re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}"),
        "ist kein Gebietsschlüssel",
        "Schreiben Sie den Schlüssel mit 2, 3, 5 oder 8 Ziffern.",
    ),
    "number": (
        re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?"),
        "ist keine Zahl",
        "Schreiben Sie Zahlen mit Dezimalpunkt und ohne Tausenderzeichen.",
    ),
    "integer": (re.compile(r"-?[0-9]{1,15}"), "ist keine ganze Zahl", "Schreiben Sie eine ganze Zahl."),
    "day": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "ist kein Tag", "Schreiben Sie Tage als JJJJ-MM-TT."),
    "flag": (re.compile(r"[01]"), "ist weder 0 noch 1", "Schreiben Sie 1 für ja und 0 für nein."),
}

UNKNOWN = {
    "ags": ("ist keine Gemeinde in NRW", "Prüfen Sie den AGS; die Zeile zählt nicht mit."),
    "area_key": ("ist kein Gebiet in NRW", "Prüfen Sie den Schlüssel; die Zeile zählt nicht mit."),
    "category": ("ist keine der Kategorien", "Wählen Sie einen Code aus der Kategorienliste."),
}


def _area_is_known(text: str, ags: frozenset[str]) -> bool:
    return text == "kreis" or all(part in ags for part in BLANKS.split(text))
