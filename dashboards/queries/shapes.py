"""The outlines of the Kreis' municipalities, for what a chart draws on top of the map."""

from __future__ import annotations

import json
from functools import lru_cache

from dashboards.queries.snapshot import frame

Ring = list[list[float]]

_SQL = """
select b.ags, b.geometry from curated.boundary as b
inner join curated.municipality as m on b.ags = m.ags
where m.in_kreis
"""


@lru_cache(maxsize=6)
def outlines(snapshot: str) -> dict[str, list[Ring]]:
    """The outer rings of each municipality as [lon, lat] points, the largest first by number of points."""
    rows = frame(snapshot, _SQL)
    return {ags: _rings(json.loads(text)) for ags, text in zip(rows["ags"], rows["geometry"], strict=True)}


def _rings(geometry: dict) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return sorted((polygon[0] for polygon in polygons), key=len, reverse=True)
