"""The data dictionary: one row per column of every curated relation, derived from the contracts."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Column, Contract
from pipelines.extracts.named import with_name_columns
from pipelines.extracts.wording import say, table
from pipelines.wording.contracts import contract_in

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
        Column("type", "text", "Art des Werts"),
        Column("unit", "text", "Einheit", required=False),
        Column("meaning", "text", "Bedeutung"),
        Column("required", "boolean", "Wahr, wenn die Spalte nie leer ist"),
        Column("allowed_values", "text", "Erlaubte Werte; Grenzen einschließlich", required=False),
    ),
)


def dictionary_rows(relations: Iterable[str] = CONTRACTS, language: str = "de") -> list[tuple]:
    """The rows of DICTIONARY for these relations, in their order and that of their columns; names beside keys too."""
    contracts = (with_name_columns(contract_in(CONTRACTS[name], language), language) for name in relations)
    return [row for contract in contracts for row in dictionary_of(contract, language)]


def dictionary_of(contract: Contract, language: str = "de") -> list[tuple]:
    """The rows of DICTIONARY that describe one relation; the contract is in that language already."""
    types = table(language, "type")
    return [
        (
            contract.relation,
            contract.title,
            say(language, "rows_per", grain=contract.grain),
            column.name,
            column.name in contract.key,
            types[column.type],
            column.unit or None,
            column.meaning,
            column.required,
            _allowed(column, language) or None,
        )
        for column in contract.columns
    ]


def _allowed(column: Column, language: str) -> str:
    limits = [
        say(language, word, limit=f"{limit:g}".replace(".", "," if language == "de" else "."))
        for word, limit in (("at_least", column.minimum), ("at_most", column.maximum))
        if limit is not None
    ]
    if column.references:
        name = column.references if "." in column.references else f"{column.references}.{column.name}"
        limits.append(say(language, "values_of", name=name))
    return ", ".join([*column.choices, *limits])
