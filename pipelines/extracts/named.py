"""Names beside keys, for people who read a sheet; programs have the keys, in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.wording import say

if TYPE_CHECKING:
    import duckdb

# Key of another relation -> (that relation, its key, its column with the name, key of the sentence that says so)
NAMED = {
    "municipality.ags": ("municipality", "ags", "name", "municipality_name"),
    "category.category": ("category", "category", "name_{}", "category_name"),
}
Names = Mapping[str, Mapping[str, str]]


def names_in(cursor: duckdb.DuckDBPyConnection, held: Sequence[str], language: str) -> Names:
    """What each key is called in that language, by what it refers to; of relations that the file holds."""
    found = {}
    for reference, (relation, key, column, _) in NAMED.items():
        if relation in held:
            rows = cursor.execute(f"select {key}, {column.format(language)} from curated.{relation}").fetchall()
            found[reference] = dict(rows)
    return found


def name_beside(key: str) -> str:
    """What the column with the names of a key is called."""
    return f"{key}_name"


def keys_with_names(contract: Contract) -> dict[str, str]:
    """The columns that get a name beside them -> what they refer to."""
    return {column.name: column.references for column in contract.columns if column.references in NAMED}


def with_name_columns(contract: Contract, language: str) -> Contract:
    """The contract with a column for the name beside every key of a municipality or category."""
    columns = [told for column in contract.columns for told in _beside(column, language)]
    return replace(contract, columns=tuple(columns))


def with_names(
    contract: Contract, rows: Sequence[Sequence[Any]], names: Names, language: str
) -> tuple[Contract, list[tuple[Any, ...]]]:
    """Contract and rows with a name beside every key of a municipality or category; empty where it has none."""
    keys = keys_with_names(contract)
    called = [names.get(keys[name], {}) if name in keys else None for name in contract.names]
    said = [
        tuple(
            told
            for value, name_of in zip(row, called, strict=True)
            for told in ((value,) if name_of is None else (value, name_of.get(value)))
        )
        for row in rows
    ]
    return with_name_columns(contract, language), said


def _beside(column: Column, language: str) -> list[Column]:
    if column.references not in NAMED:
        return [column]
    meaning = say(language, NAMED[column.references][3], column=column.name)
    return [column, Column(name_beside(column.name), "text", meaning, required=False)]
