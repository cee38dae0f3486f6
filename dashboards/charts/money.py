"""Where the money goes: one bar of euros per municipality, in pieces by category."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import t

ROW = 24
# In the order of the categories; neighbours differ in lightness too, so that print keeps them apart.
COLOURS = ("#1F4E79", "#97BFE0", "#B8860B", "#5A6B7B", "#E3C77B", "#3A78AF", "#7A5C3E", "#CADDF0")

LEGEND = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "itemclick": False, "traceorder": "normal"}
MONEY = {
    "fixedrange": True,
    "gridcolor": theme.LINE,
    "tickformat": ",.0f",
    "nticks": 4,
    "tickangle": 0,
    "zeroline": False,
}


def bars(rows: pd.DataFrame) -> go.Figure:
    """Stacked bars from rows of name, category_name and cost (euros), the dearest municipality on top."""
    order = rows.groupby("name")["cost"].sum().sort_values(kind="stable").index.tolist()
    places = {name: place for place, name in enumerate(order)}
    traces = [
        _pieces(str(category), part, places, COLOURS[number % len(COLOURS)])
        for number, (category, part) in enumerate(rows.groupby("category_name", sort=False))
    ]
    return theme.figure(
        ROW * len(order) + 90,
        traces,
        margin={"l": 118, "r": 12, "t": 46, "b": 34},
        barmode="stack",
        bargap=0.3,
        showlegend=True,
        legend=LEGEND,
        xaxis=MONEY | _euros(),
        yaxis={
            "fixedrange": True,
            "tickvals": list(range(len(order))),
            "ticktext": [theme.in_chart(name) for name in order],
        },
    )


def _euros() -> dict[str, str]:
    """The sign of the euro before or after an amount, as the reader writes it."""
    before, after = t("budget.euros", cost="|").split("|")
    return {"tickprefix": before, "ticksuffix": after}


def _pieces(category: str, part: pd.DataFrame, places: dict[str, int], colour: str) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": theme.in_chart(category),
        "x": part["cost"],
        "y": [places[name] for name in part["name"]],
        "marker": {"color": colour, "line": {"color": theme.PAPER, "width": 1}},
        "customdata": [[theme.in_chart(row.name), row.said] for row in part.itertuples(index=False)],
        "hovertemplate": t("budget.hover"),
    }
