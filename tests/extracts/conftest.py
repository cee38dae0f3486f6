"""The shipped data as an extract in a folder, and a cursor that sees its snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.extracts.folder import write_extracts
from pipelines.snapshot import latest
from tests.fixtures.small_kreis import open_snapshot


@pytest.fixture(scope="session")
def stand(data: Path) -> Path:
    """The folder of the snapshot."""
    return latest(data)


@pytest.fixture(scope="session")
def out(stand: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything as files."""
    folder = tmp_path_factory.mktemp("extract") / "auszug"
    write_extracts(stand, folder)
    return folder


@pytest.fixture(scope="session")
def cursor(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Sees `curated.x` of the snapshot."""
    with open_snapshot(data) as con:
        yield con
