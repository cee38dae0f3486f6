"""Opens the published snapshot. Nobody else does.

pointer file ── read on every rerun ──> name ──> attached once per name ──> one cursor per query

data/curated/latest                    the newest snapshot
data/curated/as_known_on/<day>/latest  the picture of an earlier day
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

from dashboards.text import DEFAULT, language, told
from pipelines.contracts import CONTRACT_VERSION

ROOT = Path(__file__).resolve().parents[2]

Value = str | int | float | bool | date


class NoSnapshot(Exception):
    """There is nothing to show yet."""


def data_folder() -> Path:
    """The data folder: BEDARFSATLAS_DATA, else `data/` of the working directory, else that of the project."""
    if given := os.environ.get("BEDARFSATLAS_DATA"):
        return Path(given)
    here = Path("data")
    return here.resolve() if (here / "raw").is_dir() else ROOT / "data"


def latest() -> str:
    """The folder of the newest snapshot, which is also its name. Raises NoSnapshot when there is none."""
    if (folder := _latest_in(data_folder() / "curated")) is None:
        raise NoSnapshot
    return str(folder)


def vintages() -> dict[str, str]:
    """The snapshots of earlier days by day (`2018-03-01`), the newest first; only those that this version can read."""
    found = {}
    for root in sorted((data_folder() / "curated" / "as_known_on").glob("????-??-??"), reverse=True):
        folder = _latest_in(root)
        if folder and _is_day(root.name) and _contract_version(folder) == CONTRACT_VERSION:
            found[root.name] = str(folder)
    return found


def folder_named(name: str) -> str | None:
    """The folder of a snapshot, of an earlier day too, by its name; None for a name that is none."""
    if Path(name).name != name:
        return None
    curated = data_folder() / "curated"
    # such a name ends with its day
    homes = [curated, curated / "as_known_on" / name[-10:]]
    return next((str(home / name) for home in homes if (home / name / "curated.duckdb").is_file()), None)


def _latest_in(root: Path) -> Path | None:
    try:
        folder = root / (root / "latest").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return folder if (folder / "curated.duckdb").is_file() else None


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

    `name_{language}` in it is the name in the reader's language. The frame is the caller's own copy. Raises
    duckdb.Error for SQL the snapshot cannot answer.
    """
    return _frame(snapshot, sql.replace("{language}", language()), values)


def in_words(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows with the sentences of these columns, which the snapshot holds in German, in the reader's language."""
    return rows if language() == DEFAULT else rows.assign(**{name: rows[name].map(told) for name in columns})


@st.cache_data(max_entries=400, show_spinner=False)
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
@st.cache_resource(max_entries=6, show_spinner=False)
def _attached(snapshot: str) -> duckdb.DuckDBPyConnection:
    # The file's catalog would be called `curated` like its schema, so it is attached under another name.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    file = str(Path(snapshot) / "curated.duckdb").replace("'", "''")
    connection.execute(f"attach '{file}' as snapshot (read_only)")
    return connection
