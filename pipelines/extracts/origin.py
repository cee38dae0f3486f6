"""Which snapshot an extract is taken from: whose figures, as known when, under which law, how protected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Contract
from pipelines.extracts.dictionary import DICTIONARY

if TYPE_CHECKING:
    import duckdb

NO_PROTECTION = "none"
PROTECTIONS = (NO_PROTECTION, "protected")


@dataclass(frozen=True)
class Origin:
    """Where an extract comes from. `sources`: title, publisher, licence; `is_example`: invented offers are in it.

    `as_known_on`: the day whose picture this is, None: all that is known; `law`: parameter, valid from, valid to;
    `protection`: one of PROTECTIONS; `kreis_name`: with the word Kreis where it is one.
    """

    build_id: str
    built_at: datetime
    known_on: date
    as_known_on: date | None
    kreis_ags: str
    kreis_name: str
    is_example: bool
    sources: tuple[tuple[str, str, str], ...]
    law: tuple[tuple[str, date, date | None], ...]
    protection: str

    def law_on(self, day: date) -> dict[str, date]:
        """The parameters in force on a day, each with the day since when."""
        return {name: start for name, start, end in self.law if start <= day and (end is None or day <= end)}

    @cached_property
    def licences(self) -> tuple[str, ...]:
        """Every licence once."""
        return tuple(dict.fromkeys(licence for _, _, licence in self.sources))


def origin(cursor: duckdb.DuckDBPyConnection) -> Origin:
    """Which snapshot the cursor looks into. A file that holds only some relations is asked only for those."""
    held = present(cursor)
    columns = [name for name, *_ in cursor.execute("describe curated.build").fetchall()]
    protection = "protection" if "protection" in columns else f"'{NO_PROTECTION}'"
    build = cursor.execute(
        f"select build_id, built_at, known_on, as_known_on, kreis_ags, {protection} from curated.build"
    ).fetchone()
    sources = law = ()
    if "source_status" in held:
        query = """select title, publisher, licence from curated.source_status
                   where received_at is not null order by title"""
        sources = tuple(cursor.execute(query).fetchall())
    if "parameter" in held:
        query = "select parameter, valid_from, valid_to from curated.parameter order by parameter, valid_from"
        law = tuple(cursor.execute(query).fetchall())
    name = _kreis_name(cursor, build[4]) if "municipality" in held else build[4]
    return Origin(*build[:5], name, holds_example(cursor, "offer"), sources, law, build[5])


def present(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the relations in the file."""
    query = (
        "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'curated'"
    )
    return {name for (name,) in cursor.execute(query).fetchall()}


def holds_example(cursor: duckdb.DuckDBPyConnection, relation: str) -> bool:
    """Whether invented offers are in the relation: its rows say so, or it speaks of offers.

    Where the file has no offers, what is invented in the rest is told by the rest.
    """
    contract = CONTRACTS.get(relation, DICTIONARY)
    if "is_synthetic" in contract.names:
        asked = [relation] if relation in present(cursor) else _telling(cursor)
        return any(
            cursor.execute(f"select coalesce(bool_or(is_synthetic), false) from curated.{one}").fetchone()[0]
            for one in asked
        )
    speaks = any(column.references.startswith("offer.") for column in contract.columns)
    return speaks and holds_example(cursor, "offer")


def sources_of(
    cursor: duckdb.DuckDBPyConnection, origin: Origin, contract: Contract, rows: list[tuple]
) -> tuple[tuple[str, str, str], ...]:
    """Where the rows carry receipts, the sources of those; else all that entered the snapshot."""
    if "receipt_id" not in contract.names or not {"receipt", "source_status"} <= present(cursor):
        return origin.sources
    place = contract.names.index("receipt_id")
    query = """
        select distinct s.title, s.publisher, s.licence
        from curated.receipt as r
        inner join curated.source_status as s on r.source = s.source
        where list_contains($receipts, r.receipt_id)
        order by s.title
        """
    receipts = sorted({row[place] for row in rows if row[place] is not None})
    return tuple(cursor.execute(query, {"receipts": receipts}).fetchall()) or origin.sources


def _telling(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    held = present(cursor)
    return [name for name, contract in CONTRACTS.items() if name in held and "is_synthetic" in contract.names]


def _kreis_name(cursor: duckdb.DuckDBPyConnection, kreis_ags: str) -> str:
    row = cursor.execute(
        """
        select if(count(*) = 1 or any_value(kreis_name) similar to '.*([Kk]reis|region).*', '', 'Kreis ')
            || any_value(kreis_name)
        from curated.municipality where in_kreis
        """
    ).fetchone()
    return row[0] or kreis_ags
