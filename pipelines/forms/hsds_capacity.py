"""Capacities of a service (HSDS from 3.1 on): which of them is the offer's, in which of the units kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.forms.offer_words import UNIT_WORDS, own_units
from pipelines.forms.values import label_words
from pipelines.grids.json_file import Node

if TYPE_CHECKING:
    from pipelines.forms.hsds import Service

LISTS = ("capacities", "service_capacities", "service_capacity")
ENGLISH = {
    "places": ("place", "seat", "seats", "slot", "slots", "participants"),
    "beds": ("bed", "beds"),
    "fte": ("full time equivalent", "full time equivalents", "positions"),
    "hours_per_month": ("hours per month",),
    "hours_per_week": ("hours per week",),
    "opening_hours_per_week": ("opening hours per week",),
    "volunteers": ("volunteer",),
}
MEANINGS = {
    label_words(said): unit
    for unit in UNIT_WORDS
    for said in (unit, *UNIT_WORDS[unit], *ENGLISH[unit])
}  # fmt: skip


def of(service: Service, category: str) -> dict[str, str]:
    """capacity, capacity_unit and occupied; the capacity is empty where the units leave it open."""
    wanted = service.own.get("capacity_unit") or own_units().get(category, "")
    empty = {"capacity": "", "capacity_unit": wanted, "occupied": ""}
    told = service.node.list(*LISTS)
    if not told or "capacity" in service.own:
        return empty
    known = [(unit, one) for one in told if (unit := _unit(one))]
    chosen = [(unit, one) for unit, one in known if unit == wanted] or known
    if len(chosen) != 1:
        names = ", ".join(filter(None, (one.one("unit").text("name") for one in told)))
        reason = "sind mehrere Angaben zur Kapazität" if chosen else "ist als Einheit der Kapazität nicht bekannt"
        service.note("capacity", names, f"{reason}; die Kapazität bleibt leer")
        return empty
    unit, one = chosen[0]
    return {"capacity": _maximum(service, one), "capacity_unit": unit, "occupied": _occupied(service, one)}


def _unit(one: Node) -> str:
    """What the unit's identifier or name means here; hours without a span of time mean nothing."""
    unit = one.one("unit")
    return MEANINGS.get(label_words(unit.text("identifier"))) or MEANINGS.get(label_words(unit.text("name"))) or ""


def _maximum(service: Service, one: Node) -> str:
    if not one.number("maximum"):
        told = one.number("available")
        service.note("capacity", told, "nennt nur freie Plätze; die Kapazität bleibt leer")
    return one.number("maximum")


def _occupied(service: Service, one: Node) -> str:
    """Maximum less what is available, where both are told."""
    try:
        most, free = float(one.number("maximum")), float(one.number("available"))
    except ValueError:
        return ""
    if free > most:
        service.note("occupied", one.number("available"), "nennt mehr freie als vorhandene Plätze und zählt nicht")
        return ""
    return f"{most - free:g}"
