"""The shipped data built once, its snapshot, and a small Kreis that a test fills itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from pipelines import build as steps
from tests.fixtures.shipped import copy_shipped_raw
from tests.fixtures.small_kreis import SmallKreis, open_snapshot

# No test measures time: what is slow on a busy machine is not wrong.
settings.register_profile("without_deadline", deadline=None)
settings.load_profile("without_deadline")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped raw files, nothing else, and one snapshot; copy it before changing it."""
    folder = tmp_path_factory.mktemp("shipped") / "data"
    copy_shipped_raw(folder / "raw")
    steps.build(folder)
    return folder


@pytest.fixture(scope="session")
def snapshot(data: Path) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
    """Asks the snapshot of the shipped data: snapshot("select … from curated.gap where month = ?", "2018-01-01")."""
    with open_snapshot(data) as con:

        def rows(query: str, *values: object) -> list[tuple[Any, ...]]:
            cursor = con.cursor()
            cursor.execute("use snapshot")
            return cursor.execute(query, list(values)).fetchall()

        yield rows


@pytest.fixture
def kreis(tmp_path: Path) -> SmallKreis:
    """Four municipalities of Kreis Steinfurt without stocks and offers; a whole build takes about a second."""
    return SmallKreis(tmp_path)
