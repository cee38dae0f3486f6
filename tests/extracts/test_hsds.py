"""Offers given out as Open Referral are valid by the published schema and come back as they were."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import uuid
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from frictionless import Package, system

from pipelines.build import build
from pipelines.contracts import CONTRACTS
from pipelines.extracts import hsds
from pipelines.extracts.files import OFFERS
from pipelines.extracts.hsds_tables import INVENTORY
from pipelines.extracts.origin import origin
from pipelines.extracts.selection import EVERYTHING
from pipelines.receiving.intake import take_in
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from tests.fixtures.shipped import copy_shipped_raw
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, ask, offer, open_snapshot, stock

FIELDS = Path(__file__).resolve().parents[1] / "fixtures" / "hsds" / "fields.csv"
PROVENANCE = {"receipt_id", "line"}
KNOWN_ON = date(2026, 11, 22)
STRANGE = {
    "name": '<script>alert("x")</script> & <b>Kurs</b>',
    "provider": "שלום עולם ‏مرحبا؛ e.V. 🌍👩‍👩‍👧",
    "target": "=1+1; „Ältere“, 'Jüngere'\tund\nalle – " + "lang " * 60 + "Ende",
    "funding": '"doppelt" ; Semikolon, Komma',
    "languages": "Deutsch, Arabisch, العربية",
}


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        described = json.loads(archive.read("datapackage.json"))
        return {
            one["name"]: list(csv.DictReader(io.StringIO(archive.read(one["path"]).decode(), newline=""), strict=True))
            for one in described["resources"]
        }


def published() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in csv.DictReader(FIELDS.read_text("utf-8").splitlines()):
        found.setdefault(row["table"], {})[row["name"]] = row
    return found


def faults(content: bytes) -> list[str]:
    """What breaks the published schema: table, field, value."""
    schema, found = published(), []
    for table, rows in tables(content).items():
        for name in {name for row in rows for name in row} - set(schema[table]):
            found.append(f"{table}.{name} is no field")
        for name, field in schema[table].items():
            values = [row.get(name, "") for row in rows]
            needed = "true" in (field["required"], field["tabular_required"])
            found += [f"{table}.{name} empty" for value in values if needed and not value]
            told = [value for value in values if value]
            if field["unique"] == "true" and len(told) != len(set(told)):
                found.append(f"{table}.{name} twice")
            found += [f"{table}.{name}: {value}" for value in set(told) if not fits(value, field)]
    return found


def fits(value: str, field: dict[str, str]) -> bool:
    if field["enum"] and value not in field["enum"].split(","):
        return False
    if field["type"] == "number":
        return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", value) is not None
    if field["format"] == "uuid":
        return str(uuid.UUID(value)) == value
    if field["format"] == "date-time":
        return datetime.fromisoformat(value).tzinfo is not None
    return field["format"] != "email" or "@" in value


def columns_of(rows: list[tuple]) -> list[dict[str, object]]:
    names = [name for name in CONTRACTS["offer"].names if name not in PROVENANCE]
    return [dict(zip(names, row, strict=True)) for row in rows]


OFFERS_KEPT = f"""select {", ".join(name for name in CONTRACTS["offer"].names if name not in PROVENANCE)}
    from curated.offer order by offer_id"""


def read_back(content: bytes, folder: Path) -> Path:
    """A data folder without offers that has taken the package in on the day the inventory was known."""
    data = folder / "data"
    copy_shipped_raw(data / "raw")
    shutil.rmtree(data / "raw" / "offer_inventory")
    path = folder / "angebote.zip"
    path.write_bytes(content)
    answer = take_in(path, data, datetime(2026, 11, 23, tzinfo=UTC), known_on=KNOWN_ON)
    assert answer.receipt.rows_set_aside == 0
    build(data)
    return data


def test_the_inventory_given_out_is_the_inventory_taken_in():
    assert set(INVENTORY) == set(OFFER_INVENTORY.layout.names)


def test_the_package_is_valid_by_the_published_schema(out):
    content = (out / OFFERS).read_bytes()
    rows = tables(content)
    assert len(rows["service"]) == 264
    assert len(rows["service_capacity"]) > 50
    assert faults(content) == []


def test_a_package_that_breaks_the_schema_is_told(out):
    with zipfile.ZipFile(out / OFFERS) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["services.csv"] = files["services.csv"].replace(b",active,", b",open,", 1)
    files["units.csv"] = files["units.csv"].replace("Plätze".encode(), b"", 1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    assert faults(target.getvalue()) == ["service.status: open", "unit.name empty"]


def test_the_package_is_valid_by_its_own_description(out, tmp_path):
    with zipfile.ZipFile(out / OFFERS) as archive:
        archive.extractall(tmp_path)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []


def test_the_package_says_that_its_offers_are_invented(out):
    with zipfile.ZipFile(out / OFFERS) as archive:
        described = json.loads(archive.read("datapackage.json"))
    assert described["is_synthetic"] is True
    assert "Erfundenes Beispielangebot" in described["description"]
    assert {row["description"] for row in tables((out / OFFERS).read_bytes())["service"]} == {
        "Erfundenes Beispielangebot (synthetisch): weder Träger noch Plätze sind echt."
    }


def test_the_shipped_offers_come_back_in_every_column(out, data, tmp_path):
    back = read_back((out / OFFERS).read_bytes(), tmp_path)
    before, after = (columns_of(ask(folder, OFFERS_KEPT)) for folder in (data, back))
    assert len(before) == 264
    assert after == before
    assert all(row["is_synthetic"] for row in after)


def test_strange_names_and_real_offers_come_back_as_they_were(kreis, tmp_path):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100))
    kreis.add(
        "offer_inventory",
        offer("A", RHEINE, "SPR-IK", "20.5", occupied="30", waiting="3", min_group="8", age_min="16", age_max="27",
              area=f"{RHEINE} {EMSDETTEN}", valid_to="2030-12-31", contact="https://example.org/x?y=1&z", **STRANGE),
        offer("B", ALTENBERGE, "WOH", "", "beds", area="kreis", status="planned", contact="amt@example.org",
              volunteers="4", access_status="alle", funded_until="2027-01-31", is_synthetic="1"),
        offer("C", EMSDETTEN, "EHR", "0", "fte", status="paused", contact="Rathaus, Zimmer 3", name="N" * 300),
    )  # fmt: skip
    kreis.build()
    with open_snapshot(kreis.data) as con:
        before = columns_of(con.execute(OFFERS_KEPT).fetchall())
        origin_, rows = hsds_of(con)
    assert len(before) == 3
    content = hsds.package_bytes(origin_, *rows)
    assert faults(content) == []
    shutil.rmtree(kreis.data / "raw" / "offer_inventory")
    path = tmp_path / "zurueck.zip"
    path.write_bytes(content)
    take_in(path, kreis.data, datetime(2026, 1, 2, tzinfo=UTC), known_on=date(2026, 1, 1))
    kreis.build()
    assert columns_of(ask(kreis.data, OFFERS_KEPT)) == before
    assert [row["is_synthetic"] for row in before] == [False, True, False]


def hsds_of(con):
    return origin(con), hsds.rows_of(con, EVERYTHING)


def test_a_capacity_without_free_places_stands_only_in_the_attribute(out):
    rows = tables((out / OFFERS).read_bytes())
    with_capacity = {row["service_id"] for row in rows["service_capacity"]}
    terms = {row["id"]: row["code"] for row in rows["taxonomy_term"]}
    told = {row["link_id"] for row in rows["attribute"] if terms[row["taxonomy_term_id"]] == "occupied"}
    assert with_capacity == told
    assert all(float(row["available"]) >= 0 for row in rows["service_capacity"])
