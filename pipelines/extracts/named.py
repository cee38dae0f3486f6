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


def with_names(
    contract: Contract, rows: Sequence[Sequence[Any]], names: Names, language: str
) -> tuple[Contract, list[tuple[Any, ...]]]:
    """Contract and rows with a name for every key at their end; a relation that names its key itself stays as it is."""
    added = [key for key in NAMED if key in names and key in contract.names and NAMED[key][0] != contract.relation]
    added = [key for key in added if not (key == "ags" and "name" in contract.names)]
    places = [contract.names.index(key) for key in added]
    columns = tuple(Column(NAMED[key][2], "text", say(language, NAMED[key][3]), required=False) for key in added)
    said = [(*row, *(names[key].get(row[place]) for key, place in zip(added, places, strict=True))) for row in rows]
    return replace(contract, columns=contract.columns + columns), said
