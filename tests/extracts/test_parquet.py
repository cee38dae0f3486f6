"""A Parquet file has the snapshot's types and rows, and says itself what it is."""

from __future__ import annotations

import json

import duckdb
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import SQL_TYPES
from pipelines.extracts.files import extract_bytes

TYPES = SQL_TYPES | {"instant": "timestamp with time zone"}


@pytest.mark.parametrize("relation", CONTRACTS)
def test_types_and_rows_are_those_of_the_snapshot(out, cursor, relation):
    contract, file = CONTRACTS[relation], out / "parquet" / f"{relation}.parquet"
    own = duckdb.connect()
    own.execute("set timezone = 'UTC'")
    read = own.execute("describe select * from read_parquet(?)", [str(file)]).fetchall()
    assert [(name, kind.lower()) for name, kind, *_ in read] == [(c.name, TYPES[c.type]) for c in contract.columns]
    columns = ", ".join(f"{c.name}::timestamp" if c.type == "instant" else c.name for c in contract.columns)
    rows = own.execute(f"select {columns} from read_parquet(?)", [str(file)]).fetchall()
    query = f"select {', '.join(contract.names)} from curated.{relation} order by {', '.join(contract.key)}"
    assert rows == cursor.execute(query).fetchall()


def test_the_file_says_what_it_is(out, stand):
    file = str(out / "parquet" / "gap.parquet")
    found = duckdb.execute("select key, value from parquet_kv_metadata(?)", [file]).fetchall()
    told = {key.decode(): value.decode() for key, value in found}
    assert told["relation"] == "gap"
    assert told["build_id"] == stand.name
    assert told["period"] == "01.01.2015 bis 01.12.2024"
    assert told["synthetic"].startswith("ja")
    assert told["protection"].startswith("ungeschützt")
    assert told["law"] == "44 Parameter in Kraft am 01.12.2024, der jüngste gültig ab 01.12.2023 (Tabelle parameter)"
    assert "IT.NRW" in told["notices"]
    assert json.loads(told["columns"])["coverage"]["unit"] == "Anteil 0–1"


def test_the_same_rows_give_the_same_bytes(out, cursor):
    assert extract_bytes(cursor, "gap", "parquet") == (out / "parquet" / "gap.parquet").read_bytes()
