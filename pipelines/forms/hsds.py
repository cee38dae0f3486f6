"""Services in the Open Referral layout (HSDS from 3.1 on) as offers: nested JSON, or the same joined from a package.

What the standard has no field for stands in attributes of the taxonomy `bedarfsatlas`: the term's code is a column of
the offer inventory, the attribute's value is its value; it goes before the standard's own field. docs/own_data.md
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.forms import hsds_capacity, values
from pipelines.forms.form import Lookup, Note, Rows, filled_in
from pipelines.grids.json_file import Node
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Layout
from pipelines.reference import categories

NAME = "Open Referral HSDS"
TAXONOMY = "bedarfsatlas"
STATUS = {"active": "running", "inactive": "paused", "temporarily closed": "paused", "defunct": "ended"}
ADDRESS_KEYS = ("addresses", "physical_addresses")
ASK = "Ergänzen Sie das Attribut {} der Taxonomie bedarfsatlas oder fragen Sie beim Träger nach."


@dataclass
class Service:
    """One service on its way to an offer: what it says, the attributes meant for us, what was noticed."""

    node: Node
    line: int
    lookup: Lookup
    own: dict[str, str]
    notes: list[Note] = field(default_factory=list)

    def note(self, column: str, value: str, reason: str, severity: Any = "warn") -> None:
        """Adds a finding on this service."""
        self.notes.append(Note(self.line, column, value[:200], reason, ASK.format(column), severity))


def services_in(file: str, value: Any) -> list[tuple[int, Node]]:
    """The services of a list, of a page with `contents`, or the one; numbered from 1. Raises Unreadable."""
    if isinstance(value, dict) and "contents" in value:
        return list(enumerate(Node(file, "Datei", value).list("contents"), 1))
    if isinstance(value, dict) and isinstance(value.get("services"), list):
        return list(enumerate(Node(file, "Datei", value).list("services"), 1))
    if isinstance(value, dict):
        return [(1, Node(file, "Angebot", value))]
    return list(enumerate(Node(file, "Datei", {"services": value}).list("services"), 1))


def looks_like(one: Any) -> bool:
    """Whether an object is a service: a name, and a status or an organization as the standard writes them."""
    if not isinstance(one, dict) or "name" not in one or "id" not in one:
        return False
    marks = ("organization", "organization_id", "service_at_locations", "capacities", "assured_date", "service_areas")
    return str(one.get("status")) in STATUS or any(mark in one for mark in marks)


def offers(file: str, services: Iterable[tuple[int, Node]], layout: Layout, lookup: Lookup) -> Rows:
    """One row per service; what cannot be known is left empty and noted. Raises Unreadable for a broken layout."""
    records, notes = [], []
    for line, node in services:
        service = Service(node, line, lookup, dict(_own(node)))
        for code in (code for code in service.own if code not in layout.names):
            service.note(code, service.own[code], f"ist kein Attribut der Taxonomie {TAXONOMY} und zählt nicht", "info")
        records.append(_record(service, file) | {"line": line})
        notes += service.notes
    if not records:
        raise Unreadable(f"{file} enthält keinen Dienst (service); liefern Sie die Datei mit Inhalt neu.")
    return Rows(filled_in(records, layout), tuple(notes))


def _own(node: Node) -> Iterator[tuple[str, str]]:
    """Codes and values of the attributes that are meant for us."""
    for one in node.list("attributes"):
        term = one.one("taxonomy_term")
        named = term.text("taxonomy") or term.one("taxonomy_detail").text("name")
        if named.casefold() == TAXONOMY and one.any("value"):
            yield term.text("code") or term.text("name"), one.any("value")


def _record(service: Service, file: str) -> dict[str, str | int]:
    """The columns of the inventory. An attribute of ours wins over the standard's field."""
    node, own = service.node, service.own
    category = own.get("category") or _category(service)
    as_of = _day(own.get("as_of", "")) or _as_of(node)
    start, end = _span(node)
    if not (own.get("valid_from") or start) and as_of:
        service.note("valid_from", as_of, "ist der Tag der Angabe, weil kein Beginn genannt ist", "info")
    found = {
        "offer_id": node.name("id"), "ags": _seat(service), "category": category, "name": node.text("name"),
        "provider": node.one("organization").text("name"), "provider_kind": "other",
        **hsds_capacity.of(service, category), "age_min": node.number("minimum_age"),
        "age_max": node.number("maximum_age"), "target": node.text("eligibility_description"),
        "languages": ", ".join(filter(None, (one.text("name") for one in node.list("languages")))),
        "area": "" if own.get("area") else _area(service), "valid_from": start or as_of, "valid_to": end,
        "status": _status(service), "as_of": as_of, "contact": node.text("email") or node.text("url"),
        "funding": "; ".join(filter(None, (one.text("source") for one in node.list("funding", "fundings")))),
        "source": f"{NAME} {file}", "is_synthetic": "0",
    }  # fmt: skip
    return found | own


def _category(service: Service) -> str:
    """The one code of ours among the terms of the service, whatever taxonomy they name."""
    codes = set()
    for one in service.node.list("attributes"):
        term = one.one("taxonomy_term")
        codes |= {code for code in (term.name("code"), term.text("name")) if code in categories()}
    if len(codes) == 1:
        return codes.pop()
    said = ", ".join(sorted(codes))
    service.note("category", said, "nennt mehrere Kategorien" if codes else "nennt keine unserer Kategorien", "error")
    return said


def _seat(service: Service) -> str:
    """The municipality of the places where it is offered. Several, or a name that is not clear, are no seat."""
    if key := service.own.get("ags"):
        return values.key(key, service.lookup)
    found, unclear = [], []
    for one in service.node.list("service_at_locations"):
        location = one.one("location")
        key, reason = _municipality(location, service.lookup)
        found += [key] if key else []
        unclear += [reason] if reason else []
    keys = list(dict.fromkeys(found))
    if len(keys) == 1 and not unclear:
        return keys[0]
    if unclear:
        service.note("ags", unclear[0][0], unclear[0][1], "error")
        return unclear[0][0]
    reason = "liegt in mehreren Gemeinden" if keys else "nennt keinen Ort"
    service.note("ags", " ".join(keys), reason, "error")
    return " ".join(keys)


def _municipality(location: Node, lookup: Lookup) -> tuple[str, tuple[str, str] | None]:
    """A location's key, or the name that is not clear and why; neither where it says nothing."""
    own = dict(_own(location)).get("ags", "")
    if location.text("external_identifier_type").casefold() == "ags":
        own = own or location.name("external_identifier")
    if own:
        return values.key(own, lookup), None
    cities = [one.text("city") for key in ADDRESS_KEYS for one in location.list(key)]
    city = next(filter(None, cities), "")
    if not city:
        return "", None
    match = lookup(city)
    return (match.ags, None) if match.ags else ("", (city, match.reason))


def _area(service: Service) -> str:
    """Keys of the municipalities served where all are clear; else empty, which means the seat alone."""
    keys: list[str] = []
    for one in service.node.list("service_areas"):
        text = dict(_own(one)).get("ags") or ""
        if not text and one.text("extent_type").casefold() in ("", "text"):
            text = one.text("extent")
        text = text or one.text("name")
        written = values.area(text, service.lookup) if text else ""
        if written != "kreis" and not re.fullmatch(r"[0-9]{8}( [0-9]{8})*", written):
            service.note("area", text, "ist als Einzugsgebiet nicht zu erkennen; es gilt die Gemeinde des Sitzes")
            return ""
        keys += [written]
    return "kreis" if "kreis" in keys else " ".join(dict.fromkeys(" ".join(keys).split()))


def _span(node: Node) -> tuple[str, str]:
    """First and last day on which the service's own schedules say that it runs; empty where they do not."""
    schedules = node.list("schedules")
    starts = [_day(one.text("valid_from")) or _day(one.text("dtstart")) for one in schedules]
    ends = [_day(one.text("valid_to")) or _day(one.text("until")) for one in schedules]
    return min(filter(None, starts), default=""), max(ends) if ends and all(ends) else ""


def _as_of(node: Node) -> str:
    """The day on which somebody last checked or changed the entry."""
    told = [node.text("assured_date"), node.text("last_modified")]
    told += [one.text("last_action_date") for one in node.list("metadata")]
    told += [one.text("updated") for one in node.list(*hsds_capacity.LISTS)]
    return next((day for day in map(_day, told) if day), "")


def _day(text: str) -> str:
    match = re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=$|[T ])", text)
    return match[0] if match else ""


def _status(service: Service) -> str:
    said = service.node.text("status")
    return STATUS.get(said.casefold(), said)
