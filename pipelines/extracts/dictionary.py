"""The data dictionary: one row per column of every curated relation, derived from the contracts."""

from __future__ import annotations

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Column, Contract

TYPES = {
    "text": "Text",
    "integer": "ganze Zahl",
    "number": "Zahl",
    "boolean": "ja oder nein",
    "day": "Tag",
    "instant": "Zeitpunkt (UTC)",
}

DICTIONARY = Contract(
    relation="datenwoerterbuch",
    title="Datenwörterbuch",
    grain="Tabelle und Spalte",
    meaning="Was jede Spalte der Tabellen bedeutet.",
    key=("relation", "column"),
    columns=(
        Column("relation", "text", "Tabelle, zugleich Name der Datei"),
        Column("title", "text", "Bezeichnung der Tabelle"),
        Column("grain", "text", "Wofür eine Zeile der Tabelle steht"),
        Column("column", "text", "Spalte"),
        Column("is_key", "boolean", "Wahr, wenn die Spalte zum Schlüssel der Tabelle gehört"),
        Column("type", "text", "Art des Werts", choices=tuple(TYPES.values())),
        Column("unit", "text", "Einheit", required=False),
        Column("meaning", "text", "Bedeutung"),
        Column("required", "boolean", "Wahr, wenn die Spalte nie leer ist"),
        Column("allowed_values", "text", "Erlaubte Werte; Grenzen einschließlich", required=False),
    ),
)


def dictionary_rows() -> list[tuple]:
    """The rows of DICTIONARY, in the order of the contracts and their columns."""
    return [row for contract in CONTRACTS.values() for row in dictionary_of(contract)]


def dictionary_of(contract: Contract) -> list[tuple]:
    """The rows of DICTIONARY that describe one relation."""
    return [_row(contract, column) for column in contract.columns]


def _row(contract: Contract, column: Column) -> tuple:
    return (
        contract.relation,
        contract.title,
        f"eine Zeile je {contract.grain}",
        column.name,
        column.name in contract.key,
        TYPES[column.type],
        column.unit or None,
        column.meaning,
        column.required,
        _allowed(column) or None,
    )


def _allowed(column: Column) -> str:
    limits = [
        f"{word} {limit:g}".replace(".", ",")
        for word, limit in (("mindestens", column.minimum), ("höchstens", column.maximum))
        if limit is not None
    ]
    if column.references:
        name = column.references if "." in column.references else f"{column.references}.{column.name}"
        limits.append(f"Werte aus {name}")
    return ", ".join([*column.choices, *limits])
