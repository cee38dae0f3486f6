"""Polygons of the municipalities (GeoJSON, one feature per municipality, feature id = AGS)."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.forms.vg250 import is_municipality, key_and_name, refuse_attributes, refuse_metres, refuse_other_system
from pipelines.grids.json_file import json_of
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import Source


def read_geojson(path: Path, layout: Layout) -> pd.DataFrame:
    """One row per feature: ags, name, geometry (GeoJSON text), points; `line` counts features from 1.

    Raises Unreadable when the file is no GeoJSON FeatureCollection of polygons.
    """
    return read_features(path.name, json_of(path), layout)


def read_features(name: str, sheet: Any, layout: Layout) -> pd.DataFrame:
    """The same of a value that has been read already; `name` is the file's. Raises Unreadable."""
    try:
        refuse_attributes(name, sheet)
        refuse_other_system(sheet)
        features = list(enumerate(sheet["features"], start=1))
        rows = [_row(one, place) for place, one in features if is_municipality(one["properties"])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(
            f"{name} ist keine GeoJSON-Sammlung von Flächen; liefern Sie die Grenzen als FeatureCollection."
        ) from error
    return pd.DataFrame(rows, columns=[*layout.names, "line"])


def _row(feature: dict, place: int) -> list:
    geometry = feature["geometry"]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        raise ValueError(geometry["type"])
    ags, name = key_and_name(feature["properties"])
    refuse_metres(geometry)
    text = json.dumps(geometry, separators=(",", ":"))
    return [ags, name, text, str(text.count("],[") + 1), place]


BOUNDARY = Source(
    name="boundary",
    title="Gemeindegrenzen",
    publisher="© GeoBasis-DE / BKG 2016, Daten verändert",
    licence="Nutzung mit Quellenvermerk",
    read=read_geojson,
    layout=Layout(
        key=("ags",),
        fields=(
            Field("ags", "ags", required=True),
            Field("name", required=True),
            Field("geometry", required=True),
            Field("points", "integer", required=True),
        ),
    ),
)
