"""The tabular package of Open Referral (HSDS): a ZIP of CSV files, joined into the nested form of `hsds`."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.grids import limits
from pipelines.grids.archive import opened_archive, streamed
from pipelines.grids.json_file import Node
from pipelines.problems import Unreadable, broken_csv

NEEDED = ("service", "organization")
# Tables that hang on a row of another one: (child, key in the child, parent, list in the parent)
HANGING = (
    ("attribute", "link_id", "service", "attributes"),
    ("attribute", "link_id", "location", "attributes"),
    ("attribute", "link_id", "service_area", "attributes"),
    ("address", "location_id", "location", "addresses"),
    ("physical_address", "location_id", "location", "physical_addresses"),
    ("service_at_location", "service_id", "service", "service_at_locations"),
    ("service_capacity", "service_id", "service", "capacities"),
    ("service_area", "service_id", "service", "service_areas"),
    ("schedule", "service_id", "service", "schedules"),
    ("language", "service_id", "service", "languages"),
    ("funding", "service_id", "service", "funding"),
    ("metadata", "resource_id", "service", "metadata"),
)
# Rows that name another one: (table, key in it, named table, object in the row)
NAMING = (
    ("taxonomy_term", "taxonomy_id", "taxonomy", "taxonomy_detail"),
    ("attribute", "taxonomy_term_id", "taxonomy_term", "taxonomy_term"),
    ("service_at_location", "location_id", "location", "location"),
    ("service_capacity", "unit_id", "unit", "unit"),
    ("service", "organization_id", "organization", "organization"),
)
Table = list[dict[str, Any]]


def is_package(path: Path) -> bool:
    """Whether a ZIP archive holds the tables of services and organizations."""
    try:
        with opened_archive(path) as archive:
            return set(NEEDED) <= set(_members(archive))
    except Unreadable:
        return False


def is_package_folder(folder: Path) -> bool:
    """Whether a folder holds datapackage.json and those two tables."""
    names = {_table_of(one.name) for one in folder.iterdir() if one.suffix.lower() == ".csv"}
    return (folder / "datapackage.json").is_file() and set(NEEDED) <= names


def packed(folder: Path, target: Path) -> Path:
    """The files of a package folder as one ZIP; the same files give the same bytes."""
    path = target / f"{folder.resolve().name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(folder.iterdir()):
            if one.is_file() and not one.is_symlink() and one.suffix.lower() in (".csv", ".json"):
                limits.refuse_bytes(one, limits.TEXT_BYTES)
                archive.writestr(zipfile.ZipInfo(one.name), one.read_bytes(), zipfile.ZIP_DEFLATED)
    return path


def services_of(path: Path) -> list[tuple[int, Node]]:
    """The services with everything that hangs on them, by line of services.csv. Raises Unreadable."""
    with opened_archive(path) as archive:
        members = _members(archive)
        used = {name for names in (*HANGING, *NAMING) for name in (names[0], names[2])} & members.keys()
        if sum(members[name].file_size for name in used) > limits.PACKED_BYTES:  # all of them lie in memory together
            raise Unreadable(
                f"{path.name} enthält mehr als {limits.PACKED_BYTES // limits.MEGABYTE} MB; teilen Sie auf."
            )
        tables = {name: list(_rows(path, archive, members[name])) for name in used}
    for table, key, named, label in NAMING:
        by_id = {row.get("id"): row for row in tables.get(named, [])}
        for row in tables.get(table, []):
            if (found := by_id.get(row.get(key))) and not (table == "taxonomy_term" and row.get("taxonomy")):
                row[label] = found
    for child, key, parent, label in HANGING:
        _hang(tables.get(child, []), key, parent, tables.get(parent, []), label)
    return [(row.pop("line"), Node(path.name, "services.csv", row)) for row in tables["service"]]


def _hang(children: Table, key: str, parent: str, parents: Table, label: str) -> None:
    found: dict[str, Table] = {}
    for row in children:
        # an attribute says on which table's row it hangs; some leave that out
        if key != "link_id" or row.get("link_entity", parent) in (parent, f"{parent}s"):
            found.setdefault(row.get(key, ""), []).append(row)
    for row in parents:
        if own := found.get(row.get("id", "")):
            row[label] = own


def _table_of(name: str) -> str:
    """services.csv and service.csv are one table; so are taxonomies.csv and addresses.csv."""
    stem = PurePosixPath(name).stem.lower()
    plural = {"taxonomies": "taxonomy", "service_capacities": "service_capacity", "addresses": "address",
              "physical_addresses": "physical_address", "metadata": "metadata", "address": "address",
              "physical_address": "physical_address"}  # fmt: skip
    return plural.get(stem) or re.sub(r"s$", "", stem)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The CSV files by table; those of the folder that lies highest, where two have a name."""
    found: dict[str, zipfile.ZipInfo] = {}
    for one in sorted(archive.infolist(), key=lambda one: one.filename.count("/"), reverse=True):
        if one.filename.lower().endswith(".csv") and "__MACOSX" not in one.filename:
            found[_table_of(one.filename)] = one
    return found


def _rows(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[dict[str, Any]]:
    """Rows as objects without their empty cells, with `line`. Raises Unreadable."""
    try:
        text = b"".join(streamed(archive, member)).decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header, start = [label.strip() for label in next(reader, [])], reader.line_num + 1
        limits.refuse_columns(f"{path.name}: {member.filename}", len(header))
        for cells in reader:
            if len(cells) > len(header) or (cells and len(cells) < len(header)):
                raise Unreadable(
                    f"{path.name}: {member.filename}, Zeile {start}: {len(cells)} statt {len(header)} Felder; "
                    "prüfen Sie Trennzeichen und Anführungszeichen."
                )
            row = {label: cell.strip() for label, cell in zip(header, cells, strict=False) if cell.strip()}
            if row:
                yield row | ({"line": start} if _table_of(member.filename) == "service" else {})
            start = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name}: {member.filename} ist nicht in UTF-8; speichern Sie die Datei so.") from error
    except csv.Error as error:
        raise broken_csv(f"{path.name}: {member.filename}", reader.line_num, error) from error
