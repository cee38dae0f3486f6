"""The files of an extract: every curated relation in three forms, with dictionary, notices and checksums."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Column, Contract
from pipelines.extracts.delimited import BYTE_ORDER_MARK, csv_bytes
from pipelines.extracts.dictionary import DICTIONARY, dictionary_of, dictionary_rows
from pipelines.extracts.notices import EXAMPLE_TITLE, NOTICES, Origin, readme
from pipelines.extracts.origin import holds_example, origin
from pipelines.extracts.workbook import ARCHIVED, Sheet, workbook_bytes

if TYPE_CHECKING:
    import duckdb

Form = Literal["xlsx", "excel", "rfc4180"]
FORMS: dict[Form, str] = {"excel": "{}.csv", "rfc4180": "rfc4180/{}.csv", "xlsx": "xlsx/{}.xlsx"}

MARKER = "auszug.json"
README = "LIESMICH.txt"


def extract_bytes(cursor: duckdb.DuckDBPyConnection, relation: str, form: Form) -> bytes:
    """The file of one relation (or `datenwoerterbuch`); the cursor must see schema `curated`. KeyError: no such one."""
    contract, rows = _table(cursor, relation)
    return _bytes(contract, rows, form, origin(cursor), holds_example(cursor, relation))


def archive_bytes(cursor: duckdb.DuckDBPyConnection) -> bytes:
    """All files of an extract as one ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files(cursor):
            member = zipfile.ZipInfo(f"bedarfsatlas/{name}", ARCHIVED)
            member.external_attr = 0o644 << 16
            packed = name.endswith(".xlsx")
            member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compresslevel=1)
    return target.getvalue()


def files(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of an extract, in a fixed order; same snapshot, same bytes."""
    source, sums, tables = origin(cursor), {}, []
    for relation in [*CONTRACTS, DICTIONARY.relation]:
        contract, rows = _table(cursor, relation)
        example = holds_example(cursor, relation)
        tables.append((relation, contract.title, contract.meaning, len(rows)))
        for form, pattern in FORMS.items():
            name, content = pattern.format(relation), _bytes(contract, rows, form, source, example)
            sums[name] = hashlib.sha256(content).hexdigest()
            yield name, content
    text = (BYTE_ORDER_MARK + readme(source, tables)).replace("\n", "\r\n").encode()
    sums[README] = hashlib.sha256(text).hexdigest()
    yield README, text
    vintage = {"as_known_on": source.as_known_on.isoformat()} if source.as_known_on else {}
    record = {"bedarfsatlas": "auszug", "build_id": source.build_id, **vintage, "sha256": sums}
    yield MARKER, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _table(cursor: duckdb.DuckDBPyConnection, relation: str) -> tuple[Contract, list[tuple]]:
    if relation == DICTIONARY.relation:
        return DICTIONARY, dictionary_rows()
    contract = CONTRACTS[relation]
    query = f"select {', '.join(contract.names)} from curated.{relation} order by {', '.join(contract.key)}"
    return contract, cursor.execute(query).fetchall()


def _bytes(contract: Contract, rows: list[tuple], form: Form, source: Origin, example: bool) -> bytes:
    if form != "xlsx":
        return csv_bytes(contract, rows, form)
    title = [EXAMPLE_TITLE] if example else []
    lines = [*title, contract.meaning, source.citation(example), *NOTICES]
    return workbook_bytes(
        [
            Sheet(contract.relation, contract.columns, rows),
            Sheet("Spalten", DICTIONARY.columns, dictionary_of(contract)),
            Sheet("Hinweise", (Column("Hinweise", "text", "Hinweis"),), [(line,) for line in lines]),
        ]
    )
