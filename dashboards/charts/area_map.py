"""The Kreis as a map, its neighbours in outline."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import t

HEIGHT = 540


@dataclass(frozen=True)
class Ground:
    """What the map is drawn on.

    `url` of the geometry; AGS in outline; middle (lon, lat) of each AGS; (west, east) and (south, north).
    """

    url: str
    neighbours: list[str]
    centres: dict[str, tuple[float, float]]
    lon: tuple[float, float]
    lat: tuple[float, float]


def area_map(rows: pd.DataFrame, ground: Ground, selected: str | None = None) -> go.Figure:
    """`rows`: ags, name, colour, ink, missing (bool), hover.

    Areas without a figure carry the word while they are few.
    """
    chart = theme.figure(HEIGHT)
    nothing, outside = "rgba(0,0,0,0)", "#FAFBFC"
    chart.add_choropleth(
        **_outline(ground, "neighbours", ground.neighbours, outside, {"color": "#DDE3E9", "width": 0.7})
    )
    chart.add_choropleth(
        geojson=ground.url,
        name="areas",
        locations=rows["ags"],
        z=list(range(len(rows))),
        zmin=0,
        zmax=max(len(rows) - 1, 1),
        colorscale=_one_colour_each(rows["colour"].tolist()),
        showscale=False,
        customdata=rows["ags"],
        text=rows["hover"],
        hovertemplate="%{text}<extra></extra>",
        marker={"line": {"color": "#7B8794", "width": 0.8}},
        unselected={"marker": {"opacity": 1}},
    )
    if selected:
        chart.add_choropleth(**_outline(ground, "selected", [selected], nothing, {"color": theme.SECOND, "width": 3}))
    chart.add_scattergeo(**_labels(rows, ground))
    chart.update_geos(
        projection_type="mercator",
        visible=False,
        lonaxis_range=ground.lon,
        lataxis_range=ground.lat,
        bgcolor=theme.PAPER,
    )
    return chart


def _outline(ground: Ground, name: str, areas: list[str], colour: str, line: dict) -> dict:
    return {
        "geojson": ground.url,
        "name": name,
        "locations": areas,
        "z": [0] * len(areas),
        "colorscale": [[0, colour], [1, colour]],
        "marker": {"line": line},
        "showscale": False,
        "hoverinfo": "skip",
    }


def _labels(rows: pd.DataFrame, ground: Ground) -> dict:
    names_them = rows["missing"].sum() * 2 <= len(rows)
    return {
        "name": "labels",
        "lon": [ground.centres[ags][0] for ags in rows["ags"]],
        "lat": [ground.centres[ags][1] for ags in rows["ags"]],
        "mode": "text",
        "text": [
            f"{name}<br>{t('common.missing')}" if missing and names_them else name
            for name, missing in zip(rows["name"], rows["missing"], strict=True)
        ],
        "textfont": {"size": 11, "color": rows["ink"], "shadow": [f"0 0 3px {colour}" for colour in rows["colour"]]},
        "hoverinfo": "skip",
    }


def _one_colour_each(colours: list[str]) -> list[list]:
    """A colour scale on which the n-th of n values has exactly the n-th colour."""
    if len(colours) == 1:
        colours = colours * 2
    return [[index / (len(colours) - 1), colour] for index, colour in enumerate(colours)]
