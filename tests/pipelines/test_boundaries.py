"""Boundaries in the layouts of BKG (VG250): today's field names and older ones, land only, degrees only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.forms.form import knows_no_name
from pipelines.problems import Unreadable
from pipelines.receiving.recognising import fits_of
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE

TODAY = {
    "OBJID": "DEBKGVG500000XYZ",
    "ADE": 6,
    "GF": 4,
    "ARS": "055660076076",
    "AGS": RHEINE,
    "GEN": "Rheine",
    "BEZ": "Stadt",
}
OLD = {
    "ADE": 6,
    "GF": 4,
    "RS": "055660004004",
    "AGS": ALTENBERGE,
    "GEN": "Altenberge",
    "BEZ": "Gemeinde",
    "DEBKG_ID": "x",
}
SQUARE = [[[7.4, 52.2], [7.5, 52.2], [7.5, 52.3], [7.4, 52.2]]]


def feature(properties: dict[str, Any], coordinates: list[Any] = SQUARE) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": coordinates}}


def read(tmp_path: Path, *features: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    path = tmp_path / "grenzen.bin"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), "utf-8")
    [fit] = fits_of(path)
    frame = fit.read(knows_no_name).frame
    return list(frame[["ags", "name"]].itertuples(index=False, name=None))


def test_fields_of_today_and_of_older_editions_are_read(tmp_path):
    assert read(tmp_path, feature(TODAY), feature(OLD)) == [(RHEINE, "Rheine"), (ALTENBERGE, "Altenberge")]


def test_only_the_land_of_municipalities_of_the_state_counts(tmp_path):
    others = [TODAY | {"GF": 2}, TODAY | {"ADE": 4, "AGS": "05566"}, TODAY | {"AGS": "03404000"}]
    assert read(tmp_path, *map(feature, others), feature(OLD)) == [(ALTENBERGE, "Altenberge")]


def test_an_edition_without_the_level_is_read_by_its_keys(tmp_path):
    bare = {name: value for name, value in TODAY.items() if name not in ("ADE", "GF")}
    assert read(tmp_path, feature(bare)) == [(RHEINE, "Rheine")]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4258"])
def test_a_system_in_degrees_may_be_named(tmp_path, name):
    assert len(read(tmp_path, feature(TODAY), crs={"type": "name", "properties": {"name": name}})) == 1


@pytest.mark.parametrize(
    ("features", "more", "said"),
    [
        ([feature(TODAY, [[[390000.5, 5790000.1], [391000, 5790000], [391000, 5791000]]])], {}, "stehen in Metern"),
        ([feature(TODAY)], {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}}, "EPSG:25832"),
        ([feature(TODAY, [[[52.2, 7.4], [52.3, 7.5], [52.2, 7.5]]])], {}, "Breite und Länge vertauscht"),
        ([{"type": "Feature", "properties": None, "geometry": None}], {}, "keine GeoJSON-Sammlung von Flächen"),
        ([feature({"GEN": "Rheine"})], {}, "keine GeoJSON-Sammlung von Flächen"),
    ],
)  # fmt: skip
def test_what_is_no_outline_in_degrees_is_answered_with_one_sentence(tmp_path, features, more, said):
    with pytest.raises(Unreadable, match=said) as refused:
        read(tmp_path, *features, **more)
    assert "\n" not in str(refused.value)
