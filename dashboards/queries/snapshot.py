"""Opens the published snapshot. Nobody else does.

role ──> which file ─┐
pointer file ────────┴─ read on every rerun ──> path ──> attached once per path ──> one cursor per query

data/curated/latest                        the newest snapshot
data/curated/as_known_on/<day>/latest      the picture of an earlier day
data/curated/<build id>/curated.duckdb     what the Kreis sees
data/curated/<build id>/public.duckdb      what everybody sees

What is handed around as `snapshot` is the path of one of the two files: no query and no cache can mix them up.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from dashboards.roles import Role
from dashboards.text import DEFAULT, language, told
from pipelines.contracts import CONTRACT_VERSION

ROOT = Path(__file__).resolve().parents[2]

Value = str | int | float | bool | date


INTERNAL, PUBLIC = "curated.duckdb", "public.duckdb"
# What a snapshot may be called; anything else in an address or a pointer is no name.
NAME = re.compile(r"[0-9A-Za-z_.-]{1,100}", re.ASCII)


class NoSnapshot(Exception):
    """There is nothing to show yet."""


class OtherVersion(NoSnapshot):
    """The newest snapshot was made by another version of the program, whose columns may be others."""


class NoPublicSnapshot(NoSnapshot):
    """There is a snapshot, but none that everybody may see."""


def file_for(role: Role) -> str:
    """The name of the file a role reads: a municipality reads what everybody sees, its own figures stand apart."""
    return INTERNAL if role.kind == "kreis" else PUBLIC


def data_folder() -> Path:
    """The data folder: BEDARFSATLAS_DATA, else `data/` of the working directory, else that of the project."""
    if given := os.environ.get("BEDARFSATLAS_DATA"):
        return Path(given)
    here = Path("data")
    return here.resolve() if (here / "raw").is_dir() else ROOT / "data"


def latest(role: Role) -> str:
    """The newest snapshot, as far as the role may see it. Raises NoSnapshot, OtherVersion, NoPublicSnapshot."""
    if (folder := _latest_in(data_folder() / "curated")) is None:
        raise NoSnapshot
    if _contract_version(folder) not in (CONTRACT_VERSION, None):
        raise OtherVersion
    if not (folder / file_for(role)).is_file():
        raise NoPublicSnapshot
    return str(folder / file_for(role))


def vintages(role: Role) -> dict[str, str]:
    """The snapshots of earlier days by day (`2018-03-01`), the newest first; only those that this version can read
    and the role may see."""
    found = {}
    for root in sorted((data_folder() / "curated" / "as_known_on").glob("????-??-??"), reverse=True):
        folder = _latest_in(root)
        if folder and _is_day(root.name) and _contract_version(folder) == CONTRACT_VERSION:
            file = folder / file_for(role)
            found |= {root.name: str(file)} if file.is_file() else {}
    return found


def is_internal(snapshot: str) -> bool:
    """Whether it holds what only the Kreis may see."""
    return Path(snapshot).name == INTERNAL


def relations_in(snapshot: str) -> list[str]:
    """The relations a snapshot holds: not all of them are public."""
    named = "select table_name from duckdb_tables() where database_name = 'snapshot' and schema_name = 'curated'"
    return frame(snapshot, named)["table_name"].tolist()


def own_rows(snapshot: str, role: Role, sql: str) -> pd.DataFrame:
    """The answer to `sql`, which asks for rows `where ags = $ags`, about the reader's own municipality as reported.

    Raises PermissionError for a reader who has none.
    """
    if role.kind != "municipality" or not role.ags or "$ags" not in sql:
        raise PermissionError(role.kind)
    return frame(str(Path(snapshot).with_name(INTERNAL)), sql, ags=role.ags)


def name_of(snapshot: str) -> str:
    """The build's name, for addresses: the same for every role, so that a view can be mailed."""
    return Path(snapshot).parent.name


def snapshot_named(name: str, role: Role) -> str | None:
    """A snapshot, of an earlier day too, by its name, as far as the role may see it; None where there is none."""
    if not NAME.fullmatch(name):
        return None
    curated = data_folder() / "curated"
    # such a name ends with its day
    files = [home / name / file_for(role) for home in (curated, curated / "as_known_on" / name[-10:])]
    return next((str(file) for file in files if file.is_file()), None)


def _latest_in(root: Path) -> Path | None:
    try:
        name = (root / "latest").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return root / name if NAME.fullmatch(name) and (root / name / INTERNAL).is_file() else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _contract_version(folder: Path) -> str | None:
    try:
        return json.loads((folder / "build.json").read_text("utf-8")).get("contract_version")
    except (OSError, ValueError, AttributeError):
        return None


def frame(snapshot: str, sql: str, **values: Value | list[str]) -> pd.DataFrame:
    """The answer to `sql` in the snapshot `snapshot` (of `latest`); `$name` in it stands for a value.

    `name_{language}` in it is the name in the reader's language. The frame is the caller's own. Raises duckdb.Error
    for SQL the snapshot cannot answer.
    """
    # pandas copies a column only when somebody writes into it, so all readers share one answer.
    return _frame(snapshot, sql.replace("{language}", language()), values).copy(deep=False)


def in_words(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows with the sentences of these columns, which the snapshot holds in German, in the reader's language."""
    return rows if language() == DEFAULT else rows.assign(**{name: rows[name].map(told) for name in columns})


@st.cache_resource(max_entries=800, show_spinner=False)
def _frame(snapshot: str, sql: str, values: dict[str, Value | list[str]]) -> pd.DataFrame:
    with reading(snapshot) as cursor:
        return cursor.execute(sql, values).df()


@contextmanager
def reading(snapshot: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own in which `curated.x` is a relation of the snapshot."""
    cursor = _attached(snapshot).cursor()
    try:
        # A cursor starts in the empty in-memory database, whatever its parent uses.
        cursor.execute("use snapshot")
        yield cursor
    finally:
        cursor.close()


# Evicted connections are not closed: that would kill the cursors of a session that still reads them.
@st.cache_resource(max_entries=8, show_spinner=False)
def _attached(snapshot: str) -> duckdb.DuckDBPyConnection:
    # The internal file's catalog would be called `curated` like its schema, so it is attached under another name.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    file = snapshot.replace("'", "''")
    connection.execute(f"attach '{file}' as snapshot (read_only)")
    return connection
