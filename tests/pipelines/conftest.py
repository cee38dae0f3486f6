"""A small Kreis with one count, built once and copied for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fixtures.small_kreis import RHEINE, SmallKreis, stock


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Kreis with one count and its snapshot; copied for every test."""
    kreis = SmallKreis(tmp_path_factory.mktemp("counted"))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 1))
    kreis.build()
    return kreis.data


@pytest.fixture
def small(counted: Path, tmp_path: Path) -> Path:
    """The data folder of a small Kreis in which 1 person is counted, with one snapshot."""
    return shutil.copytree(counted, tmp_path / "data")
