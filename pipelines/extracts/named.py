"""Names behind keys, for people who read a sheet; programs have the keys, in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.wording import say

if TYPE_CHECKING:
    import duckdb

# Key -> (relation that names it, its column there, name of the new column, key of its meaning)
NAMED = {
    "ags": ("municipality", "name", "ags_name", "municipality_name"),
    "category": ("category", "name_{}", "category_name", "category_name"),
}
Names = Mapping[str, Mapping[str, str]]


def names_in(cursor: duckdb.DuckDBPyConnection, held: Sequence[str], language: str) -> Names:
    """What each key is called in that language, by column; of relations that the file holds."""
    found = {}
    for key, (relation, column, *_) in NAMED.items():
        if relation in held:
            rows = cursor.execute(f"select {key}, {column.format(language)} from curated.{relation}").fetchall()
            found[key] = dict(rows)
    return found


def named_keys(contract: Contract, names: Names) -> list[str]:
    """The columns that get a name beside them; a relation that names its key itself stays as it is."""
    keys = [key for key in NAMED if key in names and key in contract.names and NAMED[key][0] != contract.relation]
    return [key for key in keys if not (key == "ags" and "name" in contract.names)]


def with_names(
    contract: Contract, rows: Sequence[Sequence[Any]], names: Names, language: str
) -> tuple[Contract, list[tuple[Any, ...]]]:
    """Contract and rows with a name beside every key."""
    added = named_keys(contract, names)
    columns = [told for column in contract.columns for told in _beside(column, added, language)]
    called = [names[name] if name in added else None for name in contract.names]
    said = [
        tuple(
            told
            for value, name_of in zip(row, called, strict=True)
            for told in ((value,) if name_of is None else (value, name_of.get(value)))
        )
        for row in rows
    ]
    return replace(contract, columns=tuple(columns)), said


def _beside(column: Column, added: Sequence[str], language: str) -> list[Column]:
    if column.name not in added:
        return [column]
    _, _, name, meaning = NAMED[column.name]
    return [column, Column(name, "text", say(language, meaning), required=False)]
