"""The files of an extract: the same bytes for the command line and the page Downloads."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.contracts.base import Column
from pipelines.extracts import about, hsds
from pipelines.extracts.catalogue import UNKNOWN, Catalogue, record_bytes
from pipelines.extracts.data_package import Resource, package_bytes
from pipelines.extracts.delimited import BYTE_ORDER_MARK, csv_bytes
from pipelines.extracts.dictionary import DICTIONARY, dictionary_of
from pipelines.extracts.forms import FOR_PEOPLE, FORMS, PORTAL, Form
from pipelines.extracts.hxl import tags
from pipelines.extracts.named import with_names
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.origin import Origin, origin
from pipelines.extracts.parquet import parquet_bytes
from pipelines.extracts.readme import readme
from pipelines.extracts.selection import EVERYTHING, Selection
from pipelines.extracts.table import Table, relations, table_of
from pipelines.extracts.wording import say
from pipelines.extracts.workbook import ARCHIVED, Sheet, workbook_bytes
from pipelines.wording.contracts import contract_in

if TYPE_CHECKING:
    import duckdb

MARKER = "auszug.json"
PACKAGE = "datapackage.json"
RECORD = "dcat.jsonld"
OFFERS = "hsds/angebote.zip"
# Already compressed: packing them again takes time and gains nothing.
PACKED = (".xlsx", ".parquet", ".zip")


@dataclass(frozen=True)
class Wish:
    """What somebody wants to take away. `relations`: empty for all; `is_hxl`: with a row of HXL hashtags."""

    selection: Selection = EVERYTHING
    forms: tuple[Form, ...] = tuple(FORMS)
    relations: tuple[str, ...] = ()
    is_hxl: bool = False
    language: str = "de"
    catalogue: Catalogue = UNKNOWN


ALL = Wish()


def extract_bytes(cursor: duckdb.DuckDBPyConnection, relation: str, form: Form, wish: Wish = ALL) -> bytes:
    """The file of one relation (or `datenwoerterbuch`); the cursor must see schema `curated`. KeyError: no such one."""
    source = origin(cursor)
    return table_bytes(source, table_of(cursor, source, relation, wish.selection, wish.language), form, wish.is_hxl)


def table_bytes(source: Origin, table: Table, form: Form, is_hxl: bool = False) -> bytes:
    """The rows in one form."""
    if form == "parquet":
        return parquet_bytes(source, table)
    language, contract, rows = table.language, table.contract, table.rows
    if form in FOR_PEOPLE:
        contract, rows = with_names(contract, rows, table.names, language)
    row = tags(contract) if is_hxl else None
    if form != "xlsx":
        return csv_bytes(contract, rows, form, row)
    title = [say(language, "example_title")] if table.is_example else []
    notes = [*title, contract.meaning, *about.lines(source, table), *NOTICES]
    heading = say(language, "notices_sheet")
    return workbook_bytes(
        [
            Sheet(contract.relation, contract.columns, rows, row),
            Sheet(say(language, "columns_sheet"), DICTIONARY.columns, dictionary_of(contract, language)),
            Sheet(heading, (Column(heading, "text", heading),), [(line,) for line in notes]),
        ]
    )


def archive_bytes(cursor: duckdb.DuckDBPyConnection, wish: Wish = ALL) -> bytes:
    """All files of an extract as one ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files(cursor, wish):
            member = zipfile.ZipInfo(f"bedarfsatlas/{name}", ARCHIVED)
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compresslevel=1)
    return target.getvalue()


def files(cursor: duckdb.DuckDBPyConnection, wish: Wish = ALL) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of an extract, in a fixed order; same snapshot and wish, same bytes."""
    sums: dict[str, str] = {}
    source = origin(cursor)
    for name, content in _contents(cursor, source, wish):
        sums[name] = hashlib.sha256(content).hexdigest()
        yield name, content
    vintage = {"as_known_on": source.as_known_on.isoformat()} if source.as_known_on else {}
    record = {
        "bedarfsatlas": "auszug",
        "build_id": source.build_id,
        **vintage,
        "protection": source.protection,
        "selection": about.selected(wish.selection, None, wish.language),
        "sha256": sums,
    }
    yield MARKER, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _contents(cursor: duckdb.DuckDBPyConnection, source: Origin, wish: Wish) -> Iterator[tuple[str, bytes]]:
    held, language = relations(cursor), wish.language
    asked = [name for name in held if not wish.relations or name in wish.relations]
    tables: list[about.Summary] = []
    resources: list[Resource] = []
    for relation in [*asked, DICTIONARY.relation, about.ABOUT.relation]:
        if relation == about.ABOUT.relation:
            rows = [about.about_row(told) for told in tables]
            table = Table(contract_in(about.ABOUT, language), rows, language, source.is_example, ())
        else:
            table = table_of(cursor, source, relation, wish.selection, language)
        tables.append(about.summary(source, table))
        for form in wish.forms:
            name, content = FORMS[form].format(relation), table_bytes(source, table, form, wish.is_hxl)
            if form == "rfc4180":
                digest = hashlib.sha256(content).hexdigest()
                resources.append(Resource(tables[-1], name, len(content), digest))
            yield name, content
    yield from _beside(cursor, source, wish, tables, resources)


def _beside(
    cursor: duckdb.DuckDBPyConnection,
    source: Origin,
    wish: Wish,
    tables: list[about.Summary],
    resources: list[Resource],
) -> Iterator[tuple[str, bytes]]:
    """What speaks of the tables as a whole."""
    forms: list[str] = [*wish.forms]
    if any(told.contract.relation == "offer" for told in tables):
        offers = hsds.package_bytes(source, *hsds.rows_of(cursor, wish.selection), wish.language)
        forms.append("hsds")
        yield OFFERS, offers
    if resources:
        yield PACKAGE, package_bytes(source, resources, wish.selection, wish.language, is_hxl=wish.is_hxl)
    best = next(pattern for form, pattern in PORTAL.items() if form in wish.forms)
    yield RECORD, record_bytes(source, tables, best, wish.catalogue, wish.language)
    text = readme(
        source, tables, forms, wish.selection, wish.language,
        is_hxl=wish.is_hxl, is_registered=wish.catalogue.is_known,
    )  # fmt: skip
    yield say(wish.language, "readme"), (BYTE_ORDER_MARK + text).replace("\n", "\r\n").encode()
