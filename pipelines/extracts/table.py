"""The rows of one relation as they go into every form of a file, and what the file has to say about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Contract
from pipelines.extracts.dictionary import DICTIONARY, dictionary_rows
from pipelines.extracts.named import Names, names_in
from pipelines.extracts.origin import Origin, holds_example, present, sources_of
from pipelines.extracts.selection import EVERYTHING, Selection, span
from pipelines.wording.contracts import contract_in

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Table:
    """One relation of an extract. `period`: first and last day it speaks of, the last None where it is open.

    `is_example`: invented offers entered it; `sources`: title, publisher, licence of those it was made from; `names`:
    what its keys are called.
    """

    contract: Contract
    rows: list[tuple[Any, ...]]
    language: str
    is_example: bool
    sources: tuple[tuple[str, str, str], ...]
    selection: Selection = field(default=EVERYTHING)
    names: Names = field(default_factory=dict)

    @property
    def period(self) -> tuple[date, date | None] | None:
        """Of the rows in the file, not of the relation; None where its columns name no time or there is no row."""
        columns = span(self.contract)
        if columns is None or not self.rows:
            return None
        start, end = (self.contract.names.index(name) for name in columns)
        ends = [row[end] for row in self.rows]
        starts = [row[start] for row in self.rows if row[start] is not None]
        return (min(starts), None if None in ends else max(ends)) if starts else None


def relations(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The relations that the file holds, in the order of the contracts."""
    held = present(cursor)
    return [name for name in CONTRACTS if name in held]


def contract_of(relation: str) -> Contract:
    """What a relation, or the dictionary, promises. Raises KeyError when there is no such one."""
    return DICTIONARY if relation == DICTIONARY.relation else CONTRACTS[relation]


def table_of(
    cursor: duckdb.DuckDBPyConnection,
    origin: Origin,
    relation: str,
    selection: Selection = EVERYTHING,
    language: str = "de",
) -> Table:
    """The rows of a relation (or `datenwoerterbuch`) that are selected, by key. KeyError: no such relation here."""
    contract = contract_of(relation)
    shown = contract_in(contract, language)
    if contract is DICTIONARY:
        return Table(shown, dictionary_rows(relations(cursor), language), language, False, ())
    rows = cursor.execute(*query(contract, selection)).fetchall()
    example = _is_example(cursor, contract, rows)
    sources = sources_of(cursor, origin, contract, rows)
    return Table(shown, rows, language, example, sources, selection, names_in(cursor, present(cursor), language))


def query(contract: Contract, selection: Selection, what: str = "") -> tuple[str, dict[str, object]]:
    """The SELECT of the rows in the order of the key, or of `what` about them, and its values."""
    condition, values = selection.condition(contract)
    where = f" where {condition}" if condition else ""
    if what:
        return f"select {what} from curated.{contract.relation}{where}", values
    key = ", ".join(contract.key)
    return f"select {', '.join(contract.names)} from curated.{contract.relation}{where} order by {key}", values


def _is_example(cursor: duckdb.DuckDBPyConnection, contract: Contract, rows: list[tuple]) -> bool:
    if "is_synthetic" in contract.names:
        place = contract.names.index("is_synthetic")
        return any(row[place] for row in rows)
    return holds_example(cursor, contract.relation)
