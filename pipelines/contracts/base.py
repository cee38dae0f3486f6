"""What a curated relation promises. Checks, column comments, dictionary and labels are derived from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "number", "boolean", "day", "instant"]
Severity = Literal["error", "warn"]

SQL_TYPES: dict[Type, str] = {
    "text": "varchar",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "day": "date",
    "instant": "timestamp",
}


@dataclass(frozen=True)
class Column:
    """One column: `meaning` is the sentence a planner reads; `unit` is empty for names and keys.

    `minimum` and `maximum` are inclusive; `references` names the relation whose column of the same
    name (or `relation.column`) must hold the value.
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    required: bool = True
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    references: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule beyond single columns. `violations` is a SELECT that returns the rows that break it."""

    name: str
    sentence: str
    violations: str
    severity: Severity = "error"


@dataclass(frozen=True)
class Contract:
    """A curated relation: one row per `grain`, identified by `key`."""

    relation: str
    title: str
    grain: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]


BASIS = ("reported", "estimated", "partial", "missing")
BASIS_MEANING = "Datengrundlage: gemeldet (reported), geschätzt (estimated), Mindestwert, weil ein Rechtskreis fehlt (partial), fehlt (missing)"


def ags(
    meaning: str = "Amtlicher Gemeindeschlüssel, acht Ziffern, immer Text", name: str = "ags", *, required: bool = True
) -> Column:
    """The key of a municipality."""
    return Column(name, "text", meaning, required=required, references="municipality.ags")


UNITS = (
    "persons_per_year",
    "fte",
    "places",
    "beds",
    "hours_per_month",
    "hours_per_week",
    "opening_hours_per_week",
    "volunteers",
)


def month() -> Column:
    """The first day of the month a row speaks about."""
    return Column("month", "day", "Monat, angegeben durch seinen ersten Tag")


def category() -> Column:
    """The code of an offer category."""
    return Column("category", "text", "Code der Angebotskategorie", references="category.category")


def unit() -> Column:
    """The unit of the figures of a row about one category."""
    return Column("unit", "text", "Einheit der Zahlen dieser Zeile", choices=UNITS)


def needed() -> tuple[Column, ...]:
    """The need with its bounds, in the row's unit; NULL where nobody knows."""
    said = {
        "need_low": "Untere Grenze des Bedarfs",
        "need": "Bedarf",
        "need_high": "Obere Grenze des Bedarfs; leer, wenn sie niemand kennt",
    }
    return tuple(
        Column(name, "number", meaning, unit="Einheit der Spalte unit", required=False, minimum=0)
        for name, meaning in said.items()
    )


LEGAL_GROUPS = ("fluag", "wohnsitz", "asylblg_other")
GROUPS_MEANING = "FlüAG-Bestand (fluag), Wohnsitzauflage (wohnsitz), Empfänger nach AsylbLG (asylblg_other"
NEVER_ADDED = "; überschneidet sich mit den anderen und wird nie zu ihnen addiert)"


def legal_group(meaning: str = GROUPS_MEANING + NEVER_ADDED, choices: tuple[str, ...] = LEGAL_GROUPS) -> Column:
    """The law under which people are counted; by default one of the three groups of a stock."""
    return Column("legal_group", "text", f"Rechtskreis: {meaning}", choices=choices)


def synthetic() -> Column:
    """Whether invented offers entered the row."""
    return Column("is_synthetic", "boolean", "Wahr, wenn erfundene Angebote in die Zeile eingehen")


def protected(name: str = "is_protected", what: str = "die Zahl") -> Column:
    """Whether a count was reported that the public file withholds; never true elsewhere."""
    return Column(
        name, "boolean", f"Geschützt: Wahr, wenn {what} gemeldet ist und zum Schutz der Personen nicht gezeigt wird"
    )


def basis(name: str = "basis", what: str = "der Zahl") -> Column:
    """How well founded a figure is."""
    return Column(name, "text", f"{BASIS_MEANING}; hier {what}", choices=BASIS)


def provenance(required: bool = True) -> tuple[Column, ...]:
    """Receipt and line from which a row was taken."""
    return (
        Column(
            "receipt_id",
            "text",
            "Eingangsbeleg der Datei, aus der die Zeile stammt",
            required=required,
            references="receipt.receipt_id",
        ),
        Column("line", "integer", "Zeile in dieser Datei, Kopfzeile mitgezählt", required=required, minimum=1),
    )


def reference_provenance() -> tuple[Column, ...]:
    """File and line of a row kept by hand, and whether the Kreis set it itself."""
    return (
        Column("file", "text", "Tabelle, in der die Zeile steht"),
        Column("line", "integer", "Zeile in dieser Tabelle, Kopfzeile mitgezählt", minimum=1),
        Column("is_own", "boolean", "Wahr, wenn der Kreis den Wert selbst gesetzt hat"),
    )
