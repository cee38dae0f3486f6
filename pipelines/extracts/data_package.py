"""datapackage.json: the CSV files for programs as a Frictionless Data Package, schemas derived from the contracts.

What a contract promises becomes types, limits and keys; what it says becomes titles and descriptions. A key to a
relation that the selection narrows is left out: the rows it names need not be in the file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.about import FACTS, Summary, selected
from pipelines.extracts.hxl import tag
from pipelines.extracts.origin import Origin
from pipelines.extracts.selection import Selection
from pipelines.extracts.wording import say

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    "text": "string", "integer": "integer", "number": "number",
    "boolean": "boolean", "day": "date", "instant": "datetime",
}  # fmt: skip
DL_DE = {
    "name": "dl-de-by-2.0",
    "path": "https://www.govdata.de/dl-de/by-2-0",
    "title": "Datenlizenz Deutschland – Namensnennung – Version 2.0",
}


@dataclass(frozen=True)
class Resource:
    """One CSV file of the package: `size` in bytes, `sha256` of its content."""

    table: Summary
    path: str
    size: int
    sha256: str


def package_bytes(
    origin: Origin, resources: Sequence[Resource], selection: Selection, language: str, *, is_hxl: bool
) -> bytes:
    """The descriptor of these files; paths are those beside it."""
    there = {resource.table.contract.relation: resource.table for resource in resources}
    package = {
        "$schema": PROFILE,
        "name": f"bedarfsatlas-{origin.kreis_ags}",
        "id": origin.build_id,
        "title": say(language, "package.title", kreis=origin.kreis_name),
        "description": say(language, "package.description"),
        "version": f"{origin.known_on:%Y.%m.%d}",
        "created": f"{origin.built_at.isoformat(timespec='seconds')}Z",
        "licenses": [DL_DE],
        "sources": [{"title": f"{title} ({publisher})"} for title, publisher, _ in origin.sources],
        "selection": selected(selection, None, language),
        "protection": origin.protection,
        "law_valid_from": {name: since.isoformat() for name, since in origin.law_on(origin.known_on).items()},
        "resources": [_resource(one, there, selection, is_hxl) for one in resources],
    }
    if origin.as_known_on:
        package["as_known_on"] = origin.as_known_on.isoformat()
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(one: Resource, there: dict[str, Summary], selection: Selection, is_hxl: bool) -> dict[str, Any]:
    told, contract = one.table.facts, one.table.contract
    return {
        "name": contract.relation,
        "type": "table",
        "path": one.path,
        "title": contract.title,
        "description": contract.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.size,
        "hash": f"sha256:{one.sha256}",
        # the row of hashtags begins with # and no key does
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", **({"commentChar": "#"} if is_hxl else {})},
        "is_synthetic": one.table.is_example,
        **{name: told[name] for name in FACTS if name != "sources" and told[name]},
        "sources": [{"title": f"{title} ({publisher})"} for title, publisher, _ in one.table.sources],
        "schema": _schema(contract, selection, there),
    }


def _schema(contract: Contract, selection: Selection, there: dict[str, Summary]) -> dict[str, Any]:
    keys = [_foreign(contract, column, selection, there) for column in contract.columns]
    return {
        "fields": [_field(column) for column in contract.columns],
        "missingValues": [""],
        "primaryKey": list(contract.key),
        **({"foreignKeys": found} if (found := [key for key in keys if key]) else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    limits = {
        "required": column.required or None,
        "enum": list(column.choices) or None,
        "minimum": _limit(column, column.minimum),
        "maximum": _limit(column, column.maximum),
    }
    constraints = {name: value for name, value in limits.items() if value is not None}
    return {
        "name": column.name,
        "type": TYPES[column.type],
        **({"format": "%Y-%m-%dT%H:%M:%SZ"} if column.type == "instant" else {}),
        "description": column.meaning,
        **({"unit": column.unit} if column.unit else {}),
        "hxl": tag(column),
        **({"constraints": constraints} if constraints else {}),
    }


def _limit(column: Column, limit: float | None) -> float | int | None:
    return int(limit) if limit is not None and column.type == "integer" else limit


def _foreign(
    contract: Contract, column: Column, selection: Selection, there: dict[str, Summary]
) -> dict[str, Any] | None:
    """The key of another relation that the column holds, where that is unique and all there."""
    relation, _, name = column.references.partition(".")
    name, target = name or column.name, there.get(relation)
    if target is None or target.contract.key != (name,) or selection.narrows(target.contract):
        return None
    resource = "" if relation == contract.relation else relation
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [name]}}
