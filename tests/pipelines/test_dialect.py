"""The SQL of the layers is plain enough to be read, ordered by machine, and carried to another engine."""

import json
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

import pipelines
from pipelines import warehouse

MOST_LINES = 180
ABOVE = {"clean", "curated"}
SCHEMAS = {
    "clean": {"raw", "reference"},
    "curated": ABOVE,
    "doubts": ABOVE,
    "doubts/own": ABOVE,
    "protecting": {"counted"},
}
# Grains that cannot be said as "one row per …".
ONE_ROW = {"build": "the relation has a single row"}

FILES = [path for folder in SCHEMAS for path in warehouse.relation_files(folder) if path.suffix == ".sql"]
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{folder_of(path)}.{path.stem}")


def folder_of(path: Path) -> str:
    return path.parent.relative_to(Path(pipelines.__file__).parent).as_posix()


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def test_every_folder_of_sql_is_looked_at():
    assert {folder_of(path) for path in FILES} == set(SCHEMAS)


@every_file
def test_a_file_is_one_bare_select(path):
    tree = json.loads(duckdb.execute("select json_serialize_sql(?)", [text_of(path)]).fetchone()[0])
    assert (tree["error"], len(tree.get("statements", []))) == (False, 1), tree.get("error_message")
    assert not text_of(path).rstrip().endswith(";")


@every_file
def test_a_file_begins_with_its_grain(path):
    start = "-- One row: " if path.stem in ONE_ROW else "-- One row per "
    first = text_of(path).splitlines()[0]
    assert first.startswith(start)
    assert first.endswith(".")


@every_file
def test_a_file_stays_short(path):
    assert len(text_of(path).splitlines()) <= MOST_LINES


@every_file
def test_every_table_is_named_with_its_schema(path):
    """Steps of the file itself excepted; a layer reads only from the layers that it is made of."""
    tree = sqlglot.parse_one(text_of(path), read="duckdb")
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    tables = [table for table in tree.find_all(exp.Table) if table.db or table.name not in steps]
    assert [table.name for table in tables if not table.db] == []
    assert {table.db for table in tables} <= SCHEMAS[folder_of(path)]


@every_file
def test_what_a_file_reads_is_seen_by_the_build(path):
    tree = sqlglot.parse_one(text_of(path), read="duckdb")
    assert warehouse.reads_of(path) == {f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db}


@every_file
def test_a_file_can_be_written_for_spark(path):
    written = sqlglot.transpile(text_of(path), read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert len(written) == 1
    assert sqlglot.parse_one(written[0], read="spark") is not None


@every_file
def test_a_file_calls_only_functions_known_to_the_translator(path):
    """A function that sqlglot does not know would be copied as it is, and would fail elsewhere."""
    tree = sqlglot.parse_one(text_of(path), read="duckdb")
    assert [call.name for call in tree.find_all(exp.Anonymous)] == []
