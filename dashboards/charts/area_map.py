"""The Kreis as a map, its neighbours in outline; what is missing is hatched, what fits is named."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.charts.map_labels import Frame, Placed, Ring, Wish, hatch, place

HEIGHT = 540
# On a desk; on a narrow screen a list stands in place of the map.
WIDTH = 590
# Between two lines of the hatch, in degrees of latitude: about seven pixels.
HATCH_STEP = 0.0085
# Round a name, in pixels right and down.
HALO = tuple((x, y) for x in (-2, 0, 2) for y in (-2, 0, 2) if x or y)


@dataclass(frozen=True)
class Ground:
    """What the map is drawn on.

    `url` of the geometry; AGS in outline; middle (lon, lat) of each AGS; (west, east) and (south, north); outlines
    of the Kreis' own municipalities.
    """

    url: str
    neighbours: list[str]
    centres: dict[str, tuple[float, float]]
    lon: tuple[float, float]
    lat: tuple[float, float]
    outlines: dict[str, list[Ring]] = field(default_factory=dict)


def area_map(rows: pd.DataFrame, ground: Ground, selected: str | None = None) -> go.Figure:
    """`rows`: ags, name, figure (in words), colour, ink, missing (hatched), hover; the most important first.

    A click on an area gives its AGS. Names that would overlap are left out, the last ones first.
    """
    nothing, outside = "rgba(0,0,0,0)", "#FFFFFF"
    traces = [
        _outline(ground, "neighbours", ground.neighbours, outside, {"color": "#C3CCD5", "width": 0.8}),
        _areas(rows, ground),
        _hatched(rows, ground),
    ]
    if selected:
        traces.append(_outline(ground, "selected", [selected], nothing, {"color": theme.SECOND, "width": 3}))
    geo = {
        "projection": {"type": "mercator"},
        "visible": False,
        "lonaxis": {"range": ground.lon},
        "lataxis": {"range": ground.lat},
        "bgcolor": theme.PAPER,
    }
    return theme.figure(HEIGHT, [*traces, _labels(rows, ground, selected)], clickmode="event+select", geo=geo)


def _areas(rows: pd.DataFrame, ground: Ground) -> dict:
    return {
        "type": "choropleth",
        "geojson": ground.url,
        "name": "areas",
        "locations": rows["ags"],
        "z": list(range(len(rows))),
        "zmin": 0,
        "zmax": max(len(rows) - 1, 1),
        "colorscale": _one_colour_each(rows["colour"].tolist()),
        "showscale": False,
        "customdata": rows["ags"],
        "text": rows["hover"],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"line": {"color": "#5E6B78", "width": 0.9}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _outline(ground: Ground, name: str, areas: list[str], colour: str, line: dict) -> dict:
    return {
        "type": "choropleth",
        "geojson": ground.url,
        "name": name,
        "locations": areas,
        "z": [0] * len(areas),
        "colorscale": [[0, colour], [1, colour]],
        "marker": {"line": line},
        "showscale": False,
        "hoverinfo": "skip",
    }


def _hatched(rows: pd.DataFrame, ground: Ground) -> dict:
    lons: list[float | None] = []
    lats: list[float | None] = []
    for ags in rows.loc[rows["missing"], "ags"]:
        across, up = hatch(ground.outlines.get(ags, []), HATCH_STEP)
        lons += across
        lats += up
    line = {"color": theme.MISSING_HATCH, "width": 1}
    return {
        "type": "scattergeo",
        "name": "hatch",
        "lon": lons,
        "lat": lats,
        "mode": "lines",
        "line": line,
        "hoverinfo": "skip",
    }


def _labels(rows: pd.DataFrame, ground: Ground, selected: str | None) -> dict:
    wishes = [
        Wish(row.ags, (row.name, row.figure), ground.centres[row.ags])
        for row in rows[["ags", "name", "figure"]].itertuples(index=False)
        if row.ags in ground.centres
    ]
    placed = place(wishes, ground.outlines, Frame(ground.lon, ground.lat, WIDTH, HEIGHT), selected)
    drawn = rows.set_index("ags")
    return {
        "type": "scattergeo",
        "name": "labels",
        "lon": [label.lon for label in placed],
        "lat": [label.lat for label in placed],
        "mode": "text",
        "text": [f"<b>{label.text}</b>" if label.ags == selected else label.text for label in placed],
        "textfont": {
            "size": 11,
            "color": [drawn.at[label.ags, "ink"] for label in placed],
            "shadow": [_shadow(label, drawn.at[label.ags, "colour"]) for label in placed],
        },
        "hoverinfo": "skip",
    }


def _shadow(label: Placed, colour: str) -> str:
    """A name that leaves its area takes the area's colour along, as a halo."""
    return f"0 0 3px {colour}" if label.is_inside else ", ".join(f"{x}px {y}px 1px {colour}" for x, y in HALO)


def _one_colour_each(colours: list[str]) -> list[list]:
    """A colour scale on which the n-th of n values has exactly the n-th colour."""
    if len(colours) == 1:
        colours = colours * 2
    return [[index / (len(colours) - 1), colour] for index, colour in enumerate(colours)]
