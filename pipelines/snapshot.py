"""Publishes a dated, immutable snapshot and finds the latest one.

data/curated/<build id>/curated.duckdb      for those who plan, people as counted     written once, never changed
                       /public.duckdb       for everybody, people protected
                       /build.json
data/curated/latest                         text: the build id, switched last
data/curated/as_known_on/<day>/             the same, for the picture of that day
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.contracts import CONTRACT_VERSION
from pipelines.contracts.base import Contract
from pipelines.problems import NotPublished, Problem

if TYPE_CHECKING:
    import duckdb

DATABASE = "curated.duckdb"
PUBLIC_DATABASE = "public.duckdb"
FINGERPRINTS = {"database_sha256": DATABASE, "public_sha256": PUBLIC_DATABASE}
RECORD = "build.json"
VINTAGES = "as_known_on"


def root_of(data: Path, as_known_on: date | None = None) -> Path:
    """Where the snapshots of a vintage lie, without a day the newest ones."""
    curated = data / "curated"
    return curated / VINTAGES / as_known_on.isoformat() if as_known_on else curated


def latest(data: Path, as_known_on: date | None = None) -> Path | None:
    """The folder of the latest snapshot (of a vintage), or None when there is none that can be opened."""
    pointer = root_of(data, as_known_on) / "latest"
    try:
        folder = pointer.parent / pointer.read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return folder if folder != pointer.parent and (folder / DATABASE).is_file() else None


def vintages(data: Path) -> dict[date, Path]:
    """The latest snapshot of every vintage on disk, by its day."""
    found = {}
    for root in sorted((data / "curated" / VINTAGES).glob("[0-9]*")):
        with suppress(ValueError):
            day = date.fromisoformat(root.name)
            if folder := latest(data, day):
                found[day] = folder
    return found


def record_of(folder: Path) -> dict[str, str]:
    """What `build.json` says of a snapshot; empty when it cannot be read."""
    try:
        return json.loads((folder / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_whole(folder: Path) -> bool:
    """Whether both databases are those that were published: not cut off, not changed, not gone."""
    record = record_of(folder)
    try:
        return all(record.get(key) == fingerprint(folder / name) for key, name in FINGERPRINTS.items())
    except OSError:
        return False


@contextmanager
def opened(folder: Path, database: str = DATABASE) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which `curated.x` is a relation of the snapshot. Raises Problem when it cannot be read.

    database: DATABASE with people as counted, or PUBLIC_DATABASE with people protected.
    """
    import duckdb

    config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    with duckdb.connect(config=config) as con:
        try:
            # Opened by itself the file would be called curated like its schema, and every name be ambiguous.
            con.execute(f"attach {_quoted(str(folder / database))} as snapshot (read_only)")
        except duckdb.Error as error:
            raise Problem(
                f"Der Stand {folder.name} ist beschädigt; bauen Sie ihn neu mit: bedarfsatlas build"
            ) from error
        con.execute("use snapshot")
        yield con


def refuse_another_version(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Raises Problem where the opened snapshot `name` was made by another version of the program."""
    [version] = con.execute("select contract_version from curated.build").fetchone()
    if version != CONTRACT_VERSION:
        raise Problem(
            f"Der Stand {name} stammt von einer anderen Fassung des Programms; "
            "bauen Sie einen neuen mit: bedarfsatlas build"
        )


def write(con: duckdb.DuckDBPyConnection, path: Path, contracts: Mapping[str, Contract]) -> None:
    """Copies these relations of schema `curated` with their comments into a database file of its own.

    The file is readable by DuckDB 1.5 too.

    Raises NotPublished when part of it is still in the write-ahead log afterwards.
    """
    con.execute(f"attach {_quoted(str(path))} as target (storage_version 'v1.5.0')")
    # one transaction: each comment on its own would wait for the disk
    con.execute("begin")
    con.execute("create schema target.curated")
    for contract in contracts.values():
        table = f"target.curated.{contract.relation}"
        con.execute(
            f"create table {table} as select * from curated.{contract.relation} order by {', '.join(contract.key)}"
        )
        con.execute(f"comment on table {table} is {_quoted(f'Eine Zeile je {contract.grain}. {contract.meaning}')}")
        for column in contract.columns:
            text = f"{column.meaning} [{column.unit}]" if column.unit else column.meaning
            con.execute(f"comment on column {table}.{column.name} is {_quoted(text)}")
    con.execute("commit")
    con.execute("checkpoint target")
    con.execute("detach target")
    if path.with_name(path.name + ".wal").exists():
        raise NotPublished("Der neue Stand wurde nicht vollständig geschrieben; starten Sie den Bau erneut.")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def switch(waiting: Path, data: Path, build_id: str, record: dict[str, str], as_known_on: date | None = None) -> None:
    """Moves a finished snapshot to its name and makes it the latest. Until the last step nothing is visible."""
    root = root_of(data, as_known_on)
    root.mkdir(parents=True, exist_ok=True)
    record = record | {key: fingerprint(waiting / name) for key, name in FINGERPRINTS.items()}
    (waiting / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for path in waiting.iterdir():
        _sync(path)
        path.chmod(0o444)
    _sync(waiting)
    folder = root / build_id
    # a first try may have come this far and then failed at the pointer
    if folder.exists():
        shutil.rmtree(folder)
    waiting.rename(folder)
    pointer = root / ".latest.new"
    pointer.write_text(build_id + "\n", "utf-8")
    _sync(pointer)
    pointer.replace(root / "latest")
    _sync(root)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prune(data: Path, keep: int, as_known_on: date | None = None) -> None:
    """Deletes all but the newest `keep` snapshots (of a vintage); the latest always stays."""
    current = latest(data, as_known_on)
    root = root_of(data, as_known_on)
    folders = sorted((path for path in root.iterdir() if (path / RECORD).is_file()), reverse=True)
    for folder in folders[keep:]:
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)
