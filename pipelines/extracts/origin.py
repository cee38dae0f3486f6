"""Which snapshot an extract is taken from, and whether invented offers are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.contracts import CONTRACTS
from pipelines.extracts.dictionary import DICTIONARY
from pipelines.extracts.notices import Origin

if TYPE_CHECKING:
    import duckdb


def origin(cursor: duckdb.DuckDBPyConnection) -> Origin:
    """Which snapshot the cursor looks into, and whose figures are in it."""
    row = cursor.execute(
        """
        select build_id, built_at, known_on,
            (select if(count(*) = 1 or any_value(kreis_name) similar to '.*([Kk]reis|region).*', '', 'Kreis ')
                    || any_value(kreis_name)
                from curated.municipality where in_kreis),
            (select coalesce(bool_or(is_synthetic), false) from curated.offer), as_known_on
        from curated.build
        """
    ).fetchone()
    sources = cursor.execute("select title, publisher, licence from curated.source_status order by title").fetchall()
    *origin, as_known_on = row
    return Origin(*origin, sources=tuple(sources), as_known_on=as_known_on)


def holds_example(cursor: duckdb.DuckDBPyConnection, relation: str) -> bool:
    """Whether invented offers are in the relation: its rows say so, or it speaks of offers."""
    contract = CONTRACTS.get(relation, DICTIONARY)
    if "is_synthetic" in contract.names:
        return cursor.execute(f"select coalesce(bool_or(is_synthetic), false) from curated.{relation}").fetchone()[0]
    speaks = any(column.references.startswith("offer.") for column in contract.columns)
    return speaks and holds_example(cursor, "offer")
