"""What a planner takes away: every curated relation as workbook and CSV, with dictionary and licences.

    DIR/LIESMICH.txt  auszug.json
    DIR/<relation>.csv            German Excel
    DIR/rfc4180/<relation>.csv    programs
    DIR/xlsx/<relation>.xlsx      any spreadsheet

The page Downloads hands out the same bytes as the command line.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Column, Contract
from pipelines.delimited import BYTE_ORDER_MARK, csv_bytes
from pipelines.dictionary import DICTIONARY, dictionary_of, dictionary_rows
from pipelines.notices import EXAMPLE_TITLE, NOTICES, Origin, readme
from pipelines.problems import Problem, sentence_for
from pipelines.snapshot import DATABASE, opened
from pipelines.workbook import ARCHIVED, Sheet, workbook_bytes

if TYPE_CHECKING:
    import duckdb

Form = Literal["xlsx", "excel", "rfc4180"]
FORMS: dict[Form, str] = {"excel": "{}.csv", "rfc4180": "rfc4180/{}.csv", "xlsx": "xlsx/{}.xlsx"}

MARKER = "auszug.json"
README = "LIESMICH.txt"


def write_extracts(snapshot: Path, out: Path) -> list[Path]:
    """Writes all files of the snapshot folder into `out`, which appears complete or not at all; the files written.

    An earlier extract is replaced. Raises Problem when `out` holds anything else or cannot be written.
    """
    out = out.resolve()
    _check_target(out)
    waiting = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        names = [_write(waiting / name, content).relative_to(waiting) for name, content in _files_of(snapshot)]
        _replace(out, waiting)
    except OSError as error:
        other = f"{out} lässt sich nicht schreiben ({error.strerror}); nennen Sie einen anderen Ordner."
        raise Problem(sentence_for(error) or other) from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return [out / name for name in names]


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
    for relation in [*_held(cursor), DICTIONARY.relation]:
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


def _held(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The relations the cursor sees: the public file does not hold all."""
    seen = cursor.execute("select table_name from information_schema.tables where table_schema = 'curated'").fetchall()
    return [name for name in CONTRACTS if (name,) in seen]


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


def _files_of(snapshot: Path) -> Iterator[tuple[str, bytes]]:
    if not (snapshot / DATABASE).is_file():
        raise Problem(f"In {snapshot} liegt kein Stand; bauen Sie einen: bedarfsatlas build")
    with opened(snapshot) as con:
        yield from files(con)


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _check_target(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Problem(f"{out} ist eine Datei; nennen Sie einen Ordner.")
    held = {str(path.relative_to(out)) for path in out.rglob("*") if not path.is_dir()} if out.exists() else set()
    if held and MARKER not in held:
        raise Problem(f"{out} ist nicht leer; nennen Sie einen neuen oder leeren Ordner.")
    if foreign := sorted(held - _written_before(out)):
        raise Problem(f"{out} enthält {foreign[0]}, das nicht zum Auszug gehört; nennen Sie einen anderen Ordner.")


def _written_before(out: Path) -> set[str]:
    try:
        return {MARKER, *json.loads((out / MARKER).read_text("utf-8"))["sha256"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _replace(out: Path, waiting: Path) -> None:
    if not out.exists():
        waiting.rename(out)
        return
    earlier = out.with_name(f".{out.name}.{os.getpid()}.alt")
    out.rename(earlier)
    try:
        waiting.rename(out)
    except OSError:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
