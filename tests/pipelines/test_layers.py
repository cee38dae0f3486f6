"""A query reads only what its layer may: clean from what was received, curated from clean and curated."""

from pathlib import Path

import pytest

from pipelines import warehouse
from pipelines.sources import SOURCES

HERE = Path(warehouse.__file__).parent
MAY_READ = {"clean": ("raw.", "reference."), "curated": ("clean.", "curated.")}


@pytest.mark.parametrize(
    "path",
    [*warehouse.relation_files("clean"), *warehouse.relation_files("curated")],
    ids=lambda path: f"{path.parent.name}.{path.stem}",
)
def test_a_relation_reads_only_what_its_layer_may(path):
    reads = warehouse.reads_of(path)
    assert {table for table in reads if not table.startswith(MAY_READ[path.parent.name])} == set()


@pytest.mark.parametrize("path", warehouse.relation_files("clean"), ids=lambda path: path.stem)
def test_a_clean_relation_has_one_source(path):
    """And the listed corrections of its figures. What was stated when is a list of all sources, joined to nothing."""
    if path.stem == "reported_vintage":
        return
    corrections = {"reference.correction"} if path.stem != "correction" else set()
    assert len(warehouse.reads_of(path) - corrections) == 1


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_is_read_by_a_clean_relation(source):
    reads = [warehouse.reads_of(path) for path in (HERE / "clean").glob("*.sql")]
    assert any(f"raw.{source.name}" in tables for tables in reads)
