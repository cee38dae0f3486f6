"""Attributes of BKG's administrative areas (VG250): GF = 4 is land, ADE = 6 a municipality, metres are no degrees."""

from __future__ import annotations

from typing import Any

from pipelines.problems import Unreadable

LAND, MUNICIPALITY, STATE = 4, 6, "05"
MARKS = ("GF", "ADE", "GEN")


def refuse_attributes(name: str, sheet: Any) -> None:
    """Raises Unreadable for attributes of an area without its outline."""
    if isinstance(sheet, dict) and "features" not in sheet and all(mark in sheet for mark in MARKS):
        raise Unreadable(
            f"{name} enthält nur die Attribute einer Fläche aus VG250 (BKG), {str(sheet['GEN'])[:60]}, ohne Umriss; "
            "liefern Sie die Ebene VG250_GEM als GeoJSON mit Flächen in Grad (WGS 84)."
        )


def is_municipality(properties: dict[str, Any]) -> bool:
    """Whether a feature is the land of a municipality of the State; features of any other file are."""
    if not all(mark in properties for mark in MARKS):
        return True
    return (
        int(properties["GF"]) == LAND
        and int(properties["ADE"]) == MUNICIPALITY
        and str(properties["AGS"]).startswith(STATE)
    )


def key_and_name(properties: dict[str, Any]) -> tuple[str, str]:
    """Key and name under the project's labels or those of VG250. Raises KeyError when neither is there."""
    if "AGS" in properties and "GEN" in properties:
        return properties["AGS"], properties["GEN"]
    return properties["ags"], properties["name"]


def refuse_metres(geometry: dict[str, Any]) -> None:
    """Raises Unreadable when the first coordinate is no degree: BKG ships EPSG:25832."""
    first = geometry.get("coordinates")
    while isinstance(first, list) and first and isinstance(first[0], list):
        first = first[0]
    if isinstance(first, list) and any(isinstance(one, (int, float)) and abs(one) > 180 for one in first[:2]):
        raise Unreadable(
            "Die Grenzen stehen in Metern (EPSG:25832); wandeln Sie sie in Grad um (WGS 84, EPSG:4326) "
            "und liefern Sie sie neu."
        )
