"""Population and area of all NRW municipalities, as shipped."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.planning.allocation import allocation_key
from tests.fixtures.shipped import SHIPPED

RAW = Path(__file__).parents[2] / "data" / "raw" / "population"


@pytest.fixture(scope="session")
def key_from() -> Callable[[str], dict[str, float]]:
    """Key per AGS from population and area of a day, e.g. key_from("2013-12-31") for key year 2015."""
    files = [path.read_text(encoding="utf-8") for path in sorted(RAW.glob(f"{SHIPPED}/*.csv"))]
    rows = [row for text in files for row in csv.DictReader(text.splitlines())]

    def key(as_of: str) -> dict[str, float]:
        known = {row["ags"]: row for row in rows if row["as_of"] == as_of}
        assert len(known) == 396
        persons = [float(row["persons"]) for row in known.values()]
        area_km2 = [float(row["area_km2"]) for row in known.values()]
        return dict(zip(known, allocation_key(persons, area_km2).key, strict=True))

    return key
