"""Attributes of BKG's administrative areas (VG250): GF = 4 is land, ADE = 6 a municipality, metres are no degrees."""

from __future__ import annotations

import re
from typing import Any

from pipelines.forms.rules import STATE
from pipelines.places.areas import eight_digits
from pipelines.problems import Unreadable

LAND, MUNICIPALITY = 4, 6
MARKS = ("GF", "ADE", "GEN")
# Names of systems in degrees: WGS 84, ETRS89 and what GeoJSON assumes.
DEGREES = re.compile(r"CRS:?84|(?<!\d)(?:4326|4258)(?!\d)", re.I)
METRES = (
    "Die Grenzen stehen in Metern oder einem anderen Netz (EPSG:{}); wandeln Sie sie in Grad um (WGS 84, EPSG:4326) "
    "und liefern Sie sie neu."
)


def refuse_attributes(name: str, sheet: Any) -> None:
    """Raises Unreadable for attributes of an area without its outline."""
    if isinstance(sheet, dict) and "features" not in sheet and all(mark in sheet for mark in MARKS):
        raise Unreadable(
            f"{name} enthält nur die Attribute einer Fläche aus VG250 (BKG), {str(sheet['GEN'])[:60]}, ohne Umriss; "
            "liefern Sie die Ebene VG250_GEM als GeoJSON mit Flächen in Grad (WGS 84)."
        )


def refuse_other_system(sheet: Any) -> None:
    """Raises Unreadable when the file itself says that its places are no degrees of length and width."""
    system = sheet.get("crs") if isinstance(sheet, dict) else None
    named = str((system.get("properties") or {}).get("name", "")) if isinstance(system, dict) else ""
    if named and not DEGREES.search(named):
        raise Unreadable(METRES.format(named.rpartition("::")[2] or named))


def is_municipality(properties: dict[str, Any]) -> bool:
    """Whether a feature is the land of a municipality of the State; features of any other file are.

    The layer of municipalities may come without ADE; a key of eight digits says the same.
    """
    if not {"AGS", "GEN"} <= properties.keys():
        return True
    land, level, key = properties.get("GF", LAND), properties.get("ADE", MUNICIPALITY), str(properties["AGS"])
    return int(land) == LAND and int(level) == MUNICIPALITY and key.startswith(STATE)


def key_and_name(properties: dict[str, Any]) -> tuple[Any, Any]:
    """Key and name under the project's labels or those of VG250. Raises KeyError when neither is there."""
    if "AGS" in properties and "GEN" in properties:
        key = properties["AGS"]
        return eight_digits(key) if isinstance(key, str) else key, properties["GEN"]
    return properties["ags"], properties["name"]


def refuse_metres(geometry: dict[str, Any]) -> None:
    """Raises Unreadable when the first place is not in Europe: BKG ships metres, some programs turn the two round."""
    first = geometry.get("coordinates")
    while isinstance(first, list) and first and isinstance(first[0], list):
        first = first[0]
    if not isinstance(first, list) or not all(isinstance(one, (int, float)) for one in first[:2]):
        return
    if any(abs(one) > 180 for one in first[:2]):
        raise Unreadable(METRES.format("25832"))
    if len(first) > 1 and 47 <= first[0] <= 56 and 5 <= first[1] <= 16:
        raise Unreadable(
            "In den Grenzen stehen Breite und Länge vertauscht; GeoJSON nennt zuerst die Länge, liefern Sie sie so."
        )
