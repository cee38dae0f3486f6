"""A relation as Parquet: typed, with meaning, unit and origin in the file itself.

Columns carry `description` and `unit` where Arrow readers find them (field metadata); for everybody else the same
stands as JSON under the key `columns` of the file's own metadata, beside the facts of `about`.
"""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.contracts.base import Column, Type
from pipelines.extracts.about import facts
from pipelines.extracts.hxl import tag
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.origin import Origin
from pipelines.extracts.table import Table

TYPES: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "day": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
}


def parquet_bytes(origin: Origin, table: Table) -> bytes:
    """The file; the same rows give the same bytes."""
    contract = table.contract
    values = zip(*table.rows, strict=True) if table.rows else [()] * len(contract.columns)
    arrays = [pa.array(cells, TYPES[column.type]) for cells, column in zip(values, contract.columns, strict=True)]
    schema = pa.schema([_field(column) for column in contract.columns], metadata=_metadata(origin, table))
    target = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=schema), target, compression="zstd")
    return target.getvalue()


def _field(column: Column) -> pa.Field:
    told = {"description": column.meaning, "hxl": tag(column), **({"unit": column.unit} if column.unit else {})}
    return pa.field(column.name, TYPES[column.type], metadata=told)


def _metadata(origin: Origin, table: Table) -> dict[str, str]:
    contract = table.contract
    described = {
        column.name: {"meaning": column.meaning, **({"unit": column.unit} if column.unit else {})}
        for column in contract.columns
    }
    return {
        "relation": contract.relation,
        "title": contract.title,
        "meaning": contract.meaning,
        "build_id": origin.build_id,
        **facts(origin, table),
        "notices": "\n".join(NOTICES),
        "columns": json.dumps(described, ensure_ascii=False),
    }
