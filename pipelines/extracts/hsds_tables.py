"""Offers as the tables of Open Referral (HSDS 3.1 and newer): what the standard has a field for stands there, and every
column of the inventory once more as an attribute of the taxonomy `bedarfsatlas`, so that nothing is lost.

A capacity in the standard's own table needs the free places; where nobody has told them, it stands in the attribute
alone. An address needs street and number; where they are not known there is a location and no address.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from pipelines.contracts import CONTRACTS
from pipelines.extracts.delimited import plain_number
from pipelines.extracts.wording import say

TAXONOMY = "bedarfsatlas"
CATEGORIES = "bedarfsatlas-kategorien"
# What the pipeline adds to an offer; the rest of the relation is the inventory as it was reported.
DERIVED = {
    "counts_as_supply", "same_as", "freshness", "due_on", "overdue_on", "delinquent_on", "receipt_id", "line",
}  # fmt: skip
INVENTORY = tuple(name for name in CONTRACTS["offer"].names if name not in DERIVED)
STATUS = {"running": "active", "planned": "inactive", "paused": "temporarily closed", "ended": "defunct"}
UNITS = {
    "places": "Plätze", "beds": "Betten", "fte": "Vollzeitstellen", "hours_per_month": "Stunden im Monat",
    "hours_per_week": "Stunden pro Woche", "opening_hours_per_week": "Öffnungsstunden pro Woche",
    "volunteers": "Ehrenamtliche",
}  # fmt: skip
EMAIL = re.compile(r"[^\s@<>,;()]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
WEB = re.compile(r"https?://[!-~]+")
SPACE = uuid.UUID("0b0c9f6e-5d5c-5a39-9b39-5f1d2a4c7e10")

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]


def tables_of(
    offers: Sequence[Row],
    municipalities: Mapping[str, Row],
    categories: Mapping[str, str],
    language: str,
) -> dict[str, list[Row]]:
    """The tables by name. `municipalities`: by key, with name, lat and lon; `categories`: name by code."""
    found: Tables = {"organization": {}, "service": {}}
    for name, text in ((TAXONOMY, "hsds.taxonomy"), (CATEGORIES, "hsds.category")):
        _put(found, "taxonomy", name, name=name, description=say(language, text))
    for offer in offers:
        _service(found, offer, language)
        _where(found, offer, municipalities, language)
        _what(found, offer)
        _own(found, offer, categories.get(offer["category"], offer["category"]))
    return {table: list(rows.values()) for table, rows in found.items()}


def _put(found: Tables, table: str, key: str, **row: Any) -> str:
    """Adds a row unless it is there; its identifier, the same for the same thing in every extract."""
    identifier = _identifier(table, key)
    found.setdefault(table, {}).setdefault(identifier, {"id": identifier, **row})
    return identifier


def _identifier(table: str, key: str) -> str:
    return str(uuid.uuid5(SPACE, f"{table}/{key}"))


def _service(found: Tables, offer: Row, language: str) -> None:
    example = offer["is_synthetic"]
    text = "hsds.organization_example" if example else "hsds.organization"
    organization = _put(
        found, "organization", f"{offer['provider']}/{offer['provider_kind']}/{example}",
        name=offer["provider"], description=say(language, text, kind=offer["provider_kind"]),
    )  # fmt: skip
    contact = offer["contact"] or ""
    _put(
        found, "service", offer["offer_id"], organization_id=organization, name=offer["name"],
        description=say(language, "hsds.example") if example else None,
        url=contact if WEB.fullmatch(contact) else None, email=contact if EMAIL.fullmatch(contact) else None,
        status=STATUS[offer["status"]], eligibility_description=offer["target"],
        minimum_age=offer["age_min"], maximum_age=offer["age_max"], assured_date=_text(offer["as_of"]),
    )  # fmt: skip


def _where(found: Tables, offer: Row, municipalities: Mapping[str, Row], language: str) -> None:
    """Seat and catchment area."""
    service, seat = _identifier("service", offer["offer_id"]), municipalities.get(offer["ags"], {})
    location = _put(
        found, "location", offer["ags"], location_type="physical", name=seat.get("name", offer["ags"]),
        latitude=seat.get("lat"), longitude=seat.get("lon"),
        external_identifier=offer["ags"], external_identifier_type="AGS",
    )  # fmt: skip
    _put(found, "service_at_location", offer["offer_id"], service_id=service, location_id=location)
    for key in offer["area"].split():
        name = municipalities[key]["name"] if key in municipalities else key
        if key == "kreis":
            name = say(language, "hsds.whole_kreis")
        area = _put(
            found, "service_area", f"{offer['offer_id']}/{key}", service_id=service, name=name, extent=key,
            extent_type="text",
        )  # fmt: skip
        if key != "kreis":
            _attribute(found, "service_area", area, "ags", key)


def _what(found: Tables, offer: Row) -> None:
    """When, in which languages, with how many places, paid by whom."""
    key, service = offer["offer_id"], _identifier("service", offer["offer_id"])
    start, end = _text(offer["valid_from"]), _text(offer["valid_to"])
    _put(found, "schedule", key, service_id=service, valid_from=start, valid_to=end)
    for name in filter(None, (one.strip() for one in (offer["languages"] or "").split(","))):
        _put(found, "language", f"{key}/{name}", service_id=service, name=name, code=_codes().get(name.casefold()))
    if offer["capacity"] is not None and offer["occupied"] is not None:
        code = offer["capacity_unit"]
        unit = _put(found, "unit", code, name=UNITS[code], scheme=TAXONOMY, identifier=code)
        _put(
            found, "service_capacity", key, service_id=service, unit_id=unit,
            available=max(offer["capacity"] - offer["occupied"], 0.0), maximum=offer["capacity"],
            updated=f"{_text(offer['as_of'])}T00:00:00.000Z",
        )  # fmt: skip
    if offer["funding"]:
        _put(found, "funding", key, service_id=service, source=offer["funding"])


def _own(found: Tables, offer: Row, category: str) -> None:
    service = _identifier("service", offer["offer_id"])
    for name in INVENTORY:
        if (value := _text(offer[name])) != "":
            _attribute(found, "service", service, name, value)
    term = _put(
        found, "taxonomy_term", f"{CATEGORIES}/{offer['category']}", code=offer["category"], name=category,
        description=category, taxonomy=CATEGORIES, taxonomy_id=_identifier("taxonomy", CATEGORIES),
    )  # fmt: skip
    _put(
        found, "attribute", f"{service}/{CATEGORIES}", link_id=service, link_entity="service", taxonomy_term_id=term
    )  # fmt: skip


def _attribute(found: Tables, table: str, link: str, code: str, value: str) -> None:
    term = _put(
        found, "taxonomy_term", f"{TAXONOMY}/{code}", code=code, name=code,
        description=CONTRACTS["offer"].column(code).meaning, taxonomy=TAXONOMY,
        taxonomy_id=_identifier("taxonomy", TAXONOMY),
    )  # fmt: skip
    _put(
        found, "attribute", f"{link}/{code}", link_id=link, link_entity=table, taxonomy_term_id=term, value=value
    )  # fmt: skip


def _text(value: object) -> str:
    """As the inventory writes it: 1 and 0 for flags, days as 2018-01-31, no value empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def _codes() -> dict[str, str]:
    """The codes of ISO 639 by the languages' German names."""
    names = Locale("de").languages
    return {name.casefold(): code for code, name in names.items() if re.fullmatch("[a-z]{2,3}", code)}
