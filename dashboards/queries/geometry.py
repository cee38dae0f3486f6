"""The map's geometry, as one GeoJSON document per snapshot."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise

from dashboards.address import under_base
from dashboards.queries.snapshot import frame, name_of

# About 25 km around the Kreis: what a planner there calls the neighbours.
MARGIN_DEGREES = 0.35

_SQL = """
with box as (
    select min(lon) as west, max(lon) as east, min(lat) as south, max(lat) as north
    from curated.municipality where in_kreis
)
select b.ags, b.geometry, m.in_kreis
from curated.boundary as b
inner join curated.municipality as m on b.ags = m.ags
cross join box
where m.lon between box.west - $margin and box.east + $margin
    and m.lat between box.south - $margin and box.north + $margin
order by b.ags
"""


def map_url(snapshot: str) -> str:
    """Where the browser fetches the geometry; its name changes with the snapshot, so it may be kept for good."""
    return under_base(f"/karte/{name_of(snapshot)}.geojson")


def neighbours(snapshot: str) -> list[str]:
    """AGS of the municipalities around the Kreis that the map draws in outline."""
    rows = frame(snapshot, _SQL, margin=MARGIN_DEGREES)
    return rows.loc[~rows["in_kreis"], "ags"].tolist()


@lru_cache(maxsize=6)
def geojson(snapshot: str) -> bytes:
    """A FeatureCollection of the Kreis and its neighbours, feature id = AGS, rings clockwise."""
    rows = frame(snapshot, _SQL, margin=MARGIN_DEGREES)
    features = [
        {"type": "Feature", "id": ags, "properties": {}, "geometry": _clockwise(json.loads(geometry))}
        for ags, geometry in zip(rows["ags"], rows["geometry"], strict=True)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, separators=(",", ":")).encode()


@lru_cache(maxsize=6)
def extent(snapshot: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """The Kreis' (west, east), (south, north) in degrees, with a little air."""
    rows = frame(snapshot, _SQL, margin=0.0)
    points = [
        point
        for text in rows.loc[rows["in_kreis"], "geometry"]
        for polygon in _polygons(json.loads(text))
        for ring in polygon
        for point in ring
    ]
    lon, lat = [point[0] for point in points], [point[1] for point in points]
    return (min(lon) - 0.02, max(lon) + 0.02), (min(lat) - 0.01, max(lat) + 0.01)


@lru_cache(maxsize=6)
def centres(snapshot: str) -> dict[str, tuple[float, float]]:
    """Where a name fits best in each municipality of the Kreis: the middle of its largest area, (lon, lat)."""
    rows = frame(snapshot, _SQL, margin=0.0)
    own = rows[rows["in_kreis"]]
    return {
        ags: _middle(max((polygon[0] for polygon in _polygons(json.loads(text))), key=lambda r: abs(_area(r))))
        for ags, text in zip(own["ags"], own["geometry"], strict=True)
    }


def _middle(ring: list[list[float]]) -> tuple[float, float]:
    crosses = [(a[0] * b[1] - b[0] * a[1], a[0] + b[0], a[1] + b[1]) for a, b in pairwise(ring)]
    total = 3 * sum(cross for cross, _, _ in crosses)
    return sum(c * x for c, x, _ in crosses) / total, sum(c * y for c, _, y in crosses) / total


def _polygons(geometry: dict) -> list[list[list[list[float]]]]:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def _clockwise(geometry: dict) -> dict:
    """Plotly takes an outer ring that runs the other way for the whole globe around it."""
    polygons = [
        [ring if (_area(ring) < 0) == (index == 0) else ring[::-1] for index, ring in enumerate(polygon)]
        for polygon in _polygons(geometry)
    ]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _area(ring: list[list[float]]) -> float:
    """Twice the signed area in square degrees; negative for a clockwise ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
