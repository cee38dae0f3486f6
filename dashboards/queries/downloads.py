"""The files of the page Downloads: the same bytes as from the command line."""

from __future__ import annotations

from functools import lru_cache, partial

import duckdb

from dashboards.queries.snapshot import _attached, frame
from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Contract
from pipelines.extracts.about import citation
from pipelines.extracts.dictionary import DICTIONARY, dictionary_of, dictionary_rows
from pipelines.extracts.files import archive_bytes, extract_bytes
from pipelines.extracts.forms import Form
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.origin import Origin, holds_example, origin

__all__ = [
    "NOTICES",
    "archive",
    "citation",
    "contract_of",
    "described",
    "file",
    "file_name",
    "is_example",
    "origin_of",
    "relations",
]


def relations(snapshot: str) -> dict[str, int]:
    """Every table with its number of rows, the dictionary last."""
    counts = " union all ".join(f"select '{name}' as relation, count(*) as n from curated.{name}" for name in CONTRACTS)
    rows = frame(snapshot, counts)
    found = dict(zip(rows["relation"], rows["n"], strict=True))
    return {name: int(found[name]) for name in CONTRACTS} | {DICTIONARY.relation: len(dictionary_rows())}


@lru_cache(maxsize=4)
def origin_of(snapshot: str) -> Origin:
    """What the snapshot is and whose figures are in it."""
    return origin(_cursor(snapshot))


@lru_cache(maxsize=100)
def is_example(snapshot: str, relation: str) -> bool:
    """Whether invented offers are in the table."""
    return holds_example(_cursor(snapshot), relation)


def file(snapshot: str, relation: str, form: Form) -> partial[bytes]:
    """Makes the file of one table when called."""
    return partial(_file, snapshot, relation, form)


def archive(snapshot: str) -> partial[bytes]:
    """Makes the ZIP of all files when called."""
    return partial(_archive, snapshot)


def _file(snapshot: str, relation: str, form: Form) -> bytes:
    return extract_bytes(_cursor(snapshot), relation, form)


def _archive(snapshot: str) -> bytes:
    return archive_bytes(_cursor(snapshot))


def _cursor(snapshot: str) -> duckdb.DuckDBPyConnection:
    cursor = _attached(snapshot).cursor()
    cursor.execute("use snapshot")
    return cursor


def contract_of(relation: str) -> Contract:
    """What a table (or the dictionary) promises."""
    return CONTRACTS.get(relation, DICTIONARY)


def described(relation: str) -> list[dict[str, object]]:
    """The rows of the data dictionary for one table."""
    rows = dictionary_of(contract_of(relation))
    return [dict(zip(DICTIONARY.names, row, strict=True)) for row in rows]


def file_name(snapshot: str, stem: str, ending: str, is_example: bool) -> str:
    """`gap_2026-11-22.csv`; a file with invented offers begins with `Beispielrechnung_`.

    The picture of an earlier day says so: `gap_kenntnisstand_2018-03-01.csv`.
    """
    prefix, origin = "Beispielrechnung_" if is_example else "", origin_of(snapshot)
    day = f"kenntnisstand_{origin.as_known_on}" if origin.as_known_on else origin.known_on.isoformat()
    return f"{prefix}{stem}_{day}.{ending}"
