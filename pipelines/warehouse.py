"""Builds relations in the order their SQL implies. One file, one relation: clean/x.sql is clean.x.

raw.* (text) ──clean/*.sql──> clean.* ──curated/*.sql, *.py──> curated.*
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType

import duckdb
import pandas as pd

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import SQL_TYPES, Contract
from pipelines.problems import NotPublished, sentence_for

HERE = Path(__file__).parent
Progress = Callable[[str], None]
LAYERS = {"clean": "Namen, Typen, Schlüssel ordnen", "curated": "Bedarf, Angebot und Lücke rechnen"}


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Opens a database file without network access. One thread: sums come out the same on every run."""
    config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1}
    return duckdb.connect(str(path), read_only=read_only, config=config)


def load(con: duckdb.DuckDBPyConnection, relation: str, rows: pd.DataFrame) -> None:
    """Creates `schema.table` from a frame. Column types follow the frame; an all-empty column becomes text."""
    con.execute(f"create schema if not exists {relation.split('.')[0]}")
    con.register("incoming", rows)
    casts = ", ".join(
        f'cast("{name}" as varchar) as "{name}"' if rows[name].isna().all() else f'"{name}"' for name in rows.columns
    )
    con.execute(f"create or replace table {relation} as select {casts} from incoming")
    con.unregister("incoming")


def build_layer(con: duckdb.DuckDBPyConnection, layer: str, progress: Progress) -> None:
    """Creates every relation of a layer (`clean` or `curated`), each after those it reads.

    Raises NotPublished naming the relation that could not be built.
    """
    con.execute(f"create schema if not exists {layer}")
    order = build_order(layer)
    progress(f"{LAYERS[layer]} ({len(order)} Relationen)")
    build_relations(con, layer, [relation.removeprefix(layer + ".") for relation in order])


def build_relations(con: duckdb.DuckDBPyConnection, folder: str, names: Iterable[str]) -> None:
    """Creates these relations from their files in `folder`, in this order.

    Raises NotPublished naming the relation that could not be built.
    """
    for name in names:
        try:
            _create(con, folder, name)
        except (duckdb.Error, ValueError) as error:
            if sentence_for(error) is not None:
                raise
            raise NotPublished(
                f"{folder}.{name} ließ sich nicht bauen: {str(error).splitlines()[0]} "
                "Prüfen Sie die zuletzt geänderten Tabellen in data/own/ oder die Abfrage selbst."
            ) from error


def build_order(layer: str) -> list[str]:
    """The relations of a layer in an order in which each comes after what it reads.

    Raises NotPublished when relations read each other in a circle.
    """
    reads = {f"{layer}.{path.stem}": reads_of(path) for path in relation_files(layer)}
    graph = {name: {read for read in sources if read in reads} for name, sources in reads.items()}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise NotPublished(f"Diese Relationen lesen einander im Kreis: {' → '.join(error.args[1])}.") from error


def relation_files(layer: str) -> list[Path]:
    """The files of a layer that make a relation."""
    folder = HERE / layer
    return sorted(path for path in folder.glob("*.*") if path.suffix in (".sql", ".py") and path.stem != "__init__")


def reads_of(path: Path) -> set[str]:
    """The schema-qualified tables that a relation's file reads. Raises NotPublished for SQL that does not parse."""
    if path.suffix == ".py":
        return set(_module(path).READS)
    tables, error = _tables_of(path.read_text("utf-8"))
    if error:
        raise NotPublished(f"{path.name} ist kein einzelnes SELECT: {error}.")
    return set(tables)


@cache
def _tables_of(select: str) -> tuple[frozenset[str], str]:
    """The tables of a SELECT, or why it is none: asked again for the public half of a build."""
    tree = json.loads(duckdb.execute("select json_serialize_sql(?)", [select]).fetchone()[0])
    if tree.get("error"):
        return frozenset(), str(tree.get("error_message"))
    nodes = (node for node in _base_tables(tree) if node["schema_name"])
    return frozenset(f"{node['schema_name']}.{node['table_name']}" for node in nodes), ""


def _base_tables(node: object) -> list[dict]:
    if isinstance(node, list):
        return [table for child in node for table in _base_tables(child)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "BASE_TABLE" else []
    return own + [table for child in node.values() for table in _base_tables(child)]


def _module(path: Path):
    return importlib.import_module(f"pipelines.{path.parent.name}.{path.stem}")


def _create(con: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    script = HERE / layer / f"{name}.py"
    if script.exists():
        load(con, f"raw_of.{name}", _module(script).relation(con))
        select = f"select * from raw_of.{name}"
    else:
        select = (HERE / layer / f"{name}.sql").read_text("utf-8")
    if layer == "clean":
        con.execute(f"create table clean.{name} as {select}")
        return
    contract = CONTRACTS.get(name)
    if contract is None:
        raise NotPublished(f"curated.{name} hat keinen Vertrag; legen Sie pipelines/contracts/{name}.py an.")
    # in order of the key, so that whoever looks at the first rows of a table sees the same ones every time
    order = ", ".join(contract.key)
    con.execute(f"create table curated.{name} as {_typed(select, contract)} order by {order}")
    con.execute(f"drop table if exists raw_of.{name}")


def define(con: duckdb.DuckDBPyConnection, name: str, words: Mapping[str, str]) -> None:
    """Defines `curated.name` as a view on its SQL file: a relation built on it stores and sorts nothing in between.

    `words` gives columns of text another type by name, such as an ENUM. For whole countries; a build makes tables.
    """
    select = (HERE / "curated" / f"{name}.sql").read_text("utf-8")
    con.execute(f"create view curated.{name} as {_typed(select, CONTRACTS[name], words)}")


def _typed(select: str, contract: Contract, words: Mapping[str, str] = MappingProxyType({})) -> str:
    casts = ", ".join(
        f"cast({column.name} as {words.get(column.name, SQL_TYPES[column.type])}) as {column.name}"
        for column in contract.columns
    )
    return f"select {casts} from ({select}) as untyped"
