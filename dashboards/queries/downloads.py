"""The files of the page Downloads: the same bytes as from the command line."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from dashboards.queries.snapshot import ROOT, data_folder, frame, reading
from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Contract
from pipelines.extracts import hsds
from pipelines.extracts import table as tables
from pipelines.extracts.about import citation, selected
from pipelines.extracts.catalogue import Catalogue
from pipelines.extracts.dictionary import DICTIONARY, dictionary_of, dictionary_rows
from pipelines.extracts.files import RECORD, Wish, archive_bytes, extract_bytes, files
from pipelines.extracts.forms import FOR_PEOPLE, Form
from pipelines.extracts.named import Names, keys_with_names, name_beside, names_in, with_name_columns
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.origin import Origin, holds_example, origin, present
from pipelines.extracts.selection import EVERYTHING, Selection
from pipelines.extracts.wording import LANGUAGES
from pipelines.wording.contracts import contract_in

__all__ = [
    "LANGUAGES",
    "NOTICES",
    "Selection",
    "Wish",
    "archive",
    "catalogue",
    "citation",
    "contract_of",
    "described",
    "file",
    "file_name",
    "is_example",
    "is_offered",
    "offers",
    "origin_of",
    "preview",
    "record",
    "relations",
    "selected",
    "templates",
]
PREVIEW = 10


def relations(snapshot: str) -> dict[str, int]:
    """Every table that the snapshot holds with its number of rows, the dictionary last."""
    with reading(snapshot) as cursor:
        held = tables.relations(cursor)
    counts = " union all ".join(f"select '{name}' as relation, count(*) as n from curated.{name}" for name in held)
    rows = frame(snapshot, counts)
    found = dict(zip(rows["relation"], rows["n"], strict=True))
    return {name: int(found[name]) for name in held} | {DICTIONARY.relation: len(dictionary_rows(held))}


def preview(snapshot: str, relation: str, form: Form, wish: Wish) -> tuple[pd.DataFrame, int]:
    """The first rows that are selected, with the columns of that form, and how many rows there are.

    The same question as the file's, and the same names beside the keys.
    """
    selection = wish.selection
    if relation == DICTIONARY.relation:
        with reading(snapshot) as cursor:
            found = dictionary_rows(tables.relations(cursor), wish.language)
        return pd.DataFrame(found[:PREVIEW], columns=DICTIONARY.names), len(found)
    contract = CONTRACTS[relation]
    sql, values = tables.query(contract, selection)
    count, _ = tables.query(contract, selection, "count(*) as n")
    rows = frame(snapshot, f"{sql} limit {PREVIEW}", **values)
    if form in FOR_PEOPLE:
        rows = _named(snapshot, contract, rows, wish.language)
    return rows, int(frame(snapshot, count, **values)["n"].iloc[0])


def _named(snapshot: str, contract: Contract, rows: pd.DataFrame, language: str) -> pd.DataFrame:
    names = _names(snapshot, language)
    keys = keys_with_names(contract)
    called = {name_beside(key): rows[key].map(names.get(refers, {})) for key, refers in keys.items()}
    return rows.assign(**called)[list(with_name_columns(contract, language).names)]


@lru_cache(maxsize=8)
def _names(snapshot: str, language: str) -> Names:
    with reading(snapshot) as cursor:
        return names_in(cursor, present(cursor), language)


@lru_cache(maxsize=4)
def origin_of(snapshot: str) -> Origin:
    """What the snapshot is and whose figures are in it."""
    with reading(snapshot) as cursor:
        return origin(cursor)


@lru_cache(maxsize=100)
def is_example(snapshot: str, relation: str) -> bool:
    """Whether invented offers are in the table."""
    with reading(snapshot) as cursor:
        return holds_example(cursor, relation)


def file(snapshot: str, relation: str, form: Form, wish: Wish | None = None) -> partial[bytes]:
    """Makes the file of one table when called."""
    return partial(_file, snapshot, relation, form, wish or Wish())


def archive(snapshot: str, wish: Wish | None = None) -> partial[bytes]:
    """Makes the ZIP of all files when called."""
    return partial(_archive, snapshot, wish or Wish())


def offers(snapshot: str, wish: Wish) -> partial[bytes]:
    """Makes the package of offers when called."""
    return partial(_offers, snapshot, wish)


def record(snapshot: str, wish: Wish) -> partial[bytes]:
    """Makes the entry for a data portal when called."""
    return partial(_record, snapshot, wish)


def catalogue() -> Catalogue:
    """Where the Kreis offers its extracts, as the launcher was told."""
    address = os.environ.get("BEDARFSATLAS_CATALOG", "").rstrip("/")
    return Catalogue(os.environ.get("BEDARFSATLAS_CONTRIBUTOR", ""), address)


def templates() -> list[Path]:
    """The empty forms to fill in, those of the data folder, else those of the project."""
    own, shipped = data_folder() / "templates", ROOT / "data" / "templates"
    return sorted(path for path in (own if own.is_dir() else shipped).glob("*.*") if path.suffix in (".xlsx", ".csv"))


def is_offered(snapshot: str) -> bool:
    """Whether the snapshot holds offers."""
    return "offer" in relations(snapshot)


def _file(snapshot: str, relation: str, form: Form, wish: Wish) -> bytes:
    with reading(snapshot) as cursor:
        return extract_bytes(cursor, relation, form, wish)


def _archive(snapshot: str, wish: Wish) -> bytes:
    with reading(snapshot) as cursor:
        return archive_bytes(cursor, wish)


def _offers(snapshot: str, wish: Wish) -> bytes:
    with reading(snapshot) as cursor:
        return hsds.package_bytes(origin(cursor), *hsds.rows_of(cursor, wish.selection), wish.language)


def _record(snapshot: str, wish: Wish) -> bytes:
    with reading(snapshot) as cursor:
        # one form is enough to know the tables
        return dict(files(cursor, replace(wish, forms=("rfc4180",))))[RECORD]


def contract_of(relation: str, language: str = "de") -> Contract:
    """What a table (or the dictionary) promises."""
    return contract_in(CONTRACTS.get(relation, DICTIONARY), language)


def described(relation: str, form: Form, language: str = "de") -> list[dict[str, object]]:
    """The rows of the data dictionary for the columns that the file of one table has in that form."""
    contract = contract_of(relation, language)
    if form in FOR_PEOPLE:
        contract = with_name_columns(contract, language)
    rows = dictionary_of(contract, language)
    return [dict(zip(DICTIONARY.names, row, strict=True)) for row in rows]


def file_name(snapshot: str, stem: str, ending: str, is_example: bool, selection: Selection = EVERYTHING) -> str:
    """`gap_2018-01_SPR-IK_2026-11-22.csv`; a file with invented offers begins with `Beispielrechnung_`.

    The picture of an earlier day says so: `gap_kenntnisstand_2018-03-01.csv`.
    """
    prefix, origin = "Beispielrechnung_" if is_example else "", origin_of(snapshot)
    day = f"kenntnisstand_{origin.as_known_on}" if origin.as_known_on else origin.known_on.isoformat()
    narrowed = selection.stem(CONTRACTS.get(stem))
    return f"{prefix}{stem}{narrowed}_{day}.{ending}"
