"""Offers as a tabular data package of Open Referral (HSDS 3.1 and newer): a ZIP that `bedarfsatlas add` reads back."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipelines.contracts import CONTRACTS
from pipelines.extracts.delimited import plain_number
from pipelines.extracts.hsds_tables import Row, tables_of
from pipelines.extracts.origin import Origin, present
from pipelines.extracts.selection import Selection
from pipelines.extracts.table import query
from pipelines.extracts.wording import say
from pipelines.extracts.workbook import ARCHIVED

if TYPE_CHECKING:
    import duckdb

VERSION = "3.1.1"
# Table -> file and columns of the standard that are used; * marks what it requires in tables.
LAYOUT: dict[str, tuple[str, str]] = {
    "organization": ("organizations.csv", "id* name* description*"),
    "service": (
        "services.csv",
        "id* organization_id* name* description url email status* eligibility_description "
        "minimum_age maximum_age assured_date",
    ),
    "location": (
        "locations.csv",
        "id* location_type* name latitude longitude external_identifier external_identifier_type",
    ),
    "service_at_location": ("service_at_location.csv", "id* service_id* location_id*"),
    "service_area": ("service_areas.csv", "id* service_id name extent extent_type"),
    "schedule": ("schedules.csv", "id* service_id valid_from valid_to"),
    "language": ("languages.csv", "id* service_id name code"),
    "unit": ("units.csv", "id* name* scheme identifier"),
    "service_capacity": ("service_capacity.csv", "id* service_id* unit_id* available* maximum updated*"),
    "funding": ("funding.csv", "id* service_id source"),
    "taxonomy": ("taxonomies.csv", "id* name* description*"),
    "taxonomy_term": ("taxonomy_terms.csv", "id* code name* description* taxonomy taxonomy_id"),
    "attribute": ("attributes.csv", "id* link_id* taxonomy_term_id* link_entity* value"),
}
NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude", "available", "maximum"}
DAYS = {"assured_date", "valid_from", "valid_to"}
NAMED = {
    "organization_id": "organization", "service_id": "service", "location_id": "location", "unit_id": "unit",
    "taxonomy_id": "taxonomy", "taxonomy_term_id": "taxonomy_term",
}  # fmt: skip


def rows_of(
    cursor: duckdb.DuckDBPyConnection, selection: Selection
) -> tuple[list[Row], dict[str, Row], dict[str, str]]:
    """The selected offers, the municipalities by key and the names of the categories; the cursor must see `offer`."""
    contract, held = CONTRACTS["offer"], present(cursor)
    offers = [
        dict(zip(contract.names, row, strict=True)) for row in cursor.execute(*query(contract, selection)).fetchall()
    ]
    municipalities, categories = {}, {}
    if "municipality" in held:
        rows = cursor.execute("select ags, name, lat, lon from curated.municipality").fetchall()
        municipalities = {ags: {"name": name, "lat": lat, "lon": lon} for ags, name, lat, lon in rows}
    if "category" in held:
        categories = dict(cursor.execute("select category, name_de from curated.category").fetchall())
    return offers, municipalities, categories


def package_bytes(
    origin: Origin,
    offers: Sequence[Row],
    municipalities: Mapping[str, Row],
    categories: Mapping[str, str],
    language: str = "de",
) -> bytes:
    """The ZIP; the same offers give the same bytes."""
    tables = tables_of(offers, municipalities, categories, language)
    files = {LAYOUT[table][0]: _csv(table, tables.get(table, [])) for table in LAYOUT}
    example = any(offer["is_synthetic"] for offer in offers)
    files["datapackage.json"] = json.dumps(_package(origin, example, language), ensure_ascii=False, indent=1) + "\n"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, ARCHIVED), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _columns(table: str) -> list[str]:
    return [name.removesuffix("*") for name in LAYOUT[table][1].split()]


def _csv(table: str, rows: Sequence[Row]) -> str:
    """Text as it stands, without the apostrophe of a spreadsheet: this is read by programs, and read back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_columns(table))
    writer.writerows([_cell(row.get(name)) for name in _columns(table)] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, (int, float)) else str(value)


def _package(origin: Origin, example: bool, language: str) -> dict[str, Any]:
    title = say(language, "hsds.title", kreis=origin.kreis_name)
    return {
        "name": f"bedarfsatlas-angebote-{origin.kreis_ags}",
        "title": title,
        "description": say(language, "hsds.example") if example else title,
        "is_synthetic": example,
        "hsds_version": VERSION,
        "version": f"{origin.known_on:%Y.%m.%d}",
        "build_id": origin.build_id,
        "profile": "tabular-data-package",
        "resources": [_resource(table) for table in LAYOUT],
    }


def _resource(table: str) -> dict[str, Any]:
    file, columns = LAYOUT[table]
    keys = [
        {"fields": [name], "reference": {"resource": NAMED[name], "fields": ["id"]}}
        for name in _columns(table)
        if name in NAMED
    ]
    return {
        "name": table,
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [_field(name) for name in columns.split()],
            "primaryKey": ["id"],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(name: str) -> dict[str, Any]:
    plain = name.removesuffix("*")
    kind = "number" if plain in NUMBERS else "date" if plain in DAYS else "string"
    uuid = {"format": "uuid"} if plain == "id" or plain.endswith("_id") else {}
    constraints = {"required": True} if name.endswith("*") else {}
    if plain == "id":
        constraints["unique"] = True
    return {"name": plain, "type": kind, **uuid, **({"constraints": constraints} if constraints else {})}
