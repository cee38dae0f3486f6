"""Opens the published snapshot. Nobody else does.

pointer file ── read on every rerun ──> name ──> attached once per name ──> one cursor per query
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import streamlit as st

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
    curated = data_folder() / "curated"
    try:
        folder = curated / (curated / "latest").read_text("utf-8").strip()
    except OSError as error:
        raise NoSnapshot from error
    if not (folder / "curated.duckdb").is_file():
        raise NoSnapshot
    return str(folder)


def frame(snapshot: str, sql: str, **values: Value | list[str]) -> pd.DataFrame:
    """The answer to `sql` in the snapshot `snapshot` (of `latest`); `$name` in it stands for a value.

    The frame is the caller's own copy. Raises duckdb.Error for SQL the snapshot cannot answer.
    """
    return _frame(snapshot, sql, values)


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
@st.cache_resource(max_entries=2, show_spinner=False)
def _attached(snapshot: str) -> duckdb.DuckDBPyConnection:
    # The file's catalog would be called `curated` like its schema, so it is attached under another name.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    file = str(Path(snapshot) / "curated.duckdb").replace("'", "''")
    connection.execute(f"attach '{file}' as snapshot (read_only)")
    return connection
