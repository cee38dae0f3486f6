"""Then and now per row as a dumbbell: hollow then, filled now; the word where one of them was not counted."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import t

ROW = 26
WHISKER = "#B4BEC8"
# Where the bounds lie below and above their row.
OFFSET = {"now": 0.22, "then": -0.22}
LINE = {"more": theme.ACCENT, "fewer": theme.SECOND}


def then_and_now(rows: pd.DataFrame, *, own_scale: bool = False) -> go.Figure:
    """One row each from top to bottom as given, its change written at the right edge; an arrow ends bounds that go on.

    `rows`: value_then, low_then, high_then and the same of now, basis of both sides, verdict, title (left), told
    (right). `own_scale`: units differ, so each row runs from 0 to its own largest value.
    """
    places = list(range(len(rows)))
    scaled = _scaled(rows, own_scale)
    end = 1.0 if own_scale else _end(scaled)
    chart = theme.figure(ROW * len(rows) + 34, margin={"l": 132, "r": 290, "t": 30, "b": 0})
    _lines(chart, scaled, places)
    for side in ("then", "now"):
        chart.add_scatter(**_bounds(scaled, places, side, end))
        chart.add_scatter(**_beyond(scaled, places, side, end))
        chart.add_scatter(**_marks(scaled, places, side))
    _words(chart, rows, places)
    _axes(chart, rows, places, end, own_scale)
    return chart


def _scaled(rows: pd.DataFrame, own_scale: bool) -> pd.DataFrame:
    numbers = [f"{name}_{side}" for name in ("low", "value", "high") for side in ("then", "now")]
    if not own_scale:
        return rows
    largest = rows[["value_then", "value_now"]].max(axis=1).where(lambda most: most > 0, 1.0) * 1.05
    return rows.assign(**{name: rows[name] / largest for name in numbers})


def _end(rows: pd.DataFrame) -> float:
    longest = rows[["value_then", "value_now"]].max(axis=None)
    return float(longest) * 1.25 if pd.notna(longest) and longest > 0 else 1.0


def _lines(chart: go.Figure, rows: pd.DataFrame, places: list[int]) -> None:
    """From then to now, coloured by direction; what stays within its bounds is only a thin grey line."""
    for verdict, rest in [("more", False), ("fewer", False), ("within", True)]:
        own = [place for place, found in zip(places, rows["verdict"], strict=True) if found == verdict]
        shown = rows.iloc[own]
        chart.add_scatter(
            name=verdict,
            x=_broken(shown["value_then"], shown["value_now"]),
            y=_broken(own, own),
            mode="lines",
            line={"color": WHISKER if rest else LINE[verdict], "width": 1.5 if rest else 4},
            hoverinfo="skip",
        )


def _broken(starts: pd.Series | list[int], ends: pd.Series | list[int]) -> list[float | None]:
    """Start, end, nothing: so that one trace draws many lines."""
    return [value for start, end in zip(starts, ends, strict=True) for value in (start, end, None)]


def _bounds(rows: pd.DataFrame, places: list[int], side: str, end: float) -> dict:
    low = rows[f"low_{side}"].clip(upper=end)
    high = rows[f"high_{side}"].fillna(end).clip(upper=end).where(rows[f"low_{side}"].notna())
    offset = OFFSET[side]
    return {
        "name": f"bounds_{side}",
        "x": _broken(low, high),
        "y": _broken([place + offset for place in places], [place + offset for place in places]),
        "mode": "lines",
        "line": {"color": WHISKER, "width": 1.2},
        "hoverinfo": "skip",
    }


def _beyond(rows: pd.DataFrame, places: list[int], side: str, end: float) -> dict:
    """An arrow where bounds leave the picture, or are open above."""
    upper = rows[f"high_{side}"].fillna(float("inf")).where(rows[f"low_{side}"].notna())
    own = [place for place, high in zip(places, upper, strict=True) if high > end]
    return {
        "name": f"beyond_{side}",
        "x": [end] * len(own),
        "y": [place + OFFSET[side] for place in own],
        "mode": "markers",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {"symbol": "triangle-right", "size": 9, "color": WHISKER},
    }


def _marks(rows: pd.DataFrame, places: list[int], side: str) -> dict:
    counted = rows[f"basis_{side}"] == "reported"
    filled = side == "now"
    return {
        "name": side,
        "x": rows[f"value_{side}"].where(counted),
        "y": places,
        "customdata": rows["ags"],
        "mode": "markers",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "size": 9 if filled else 11,
            "color": theme.ACCENT if filled else theme.PAPER,
            "line": {"color": theme.ACCENT, "width": 1.6},
        },
    }


def _words(chart: go.Figure, rows: pd.DataFrame, places: list[int]) -> None:
    for place, text in zip(places, rows["told"].map(theme.in_chart), strict=True):
        chart.add_annotation(
            text=text, x=1, xref="paper", xanchor="left", xshift=10, y=place, showarrow=False, font={"size": 13}
        )


def _axes(chart: go.Figure, rows: pd.DataFrame, places: list[int], end: float, own_scale: bool) -> None:
    chart.update_xaxes(
        side="top",
        range=[-end * 0.02, end],
        nticks=5,
        showticklabels=not own_scale,
        gridcolor="#EEF1F4",
        zerolinecolor=theme.LINE,
        tickfont={"size": 12, "color": theme.MUTED},
        fixedrange=True,
    )
    chart.update_yaxes(
        range=[len(places) - 0.5, -0.5],
        tickvals=places,
        ticktext=rows["title"].map(theme.in_chart).tolist() or [t("common.missing")],
        tickfont={"size": 13},
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
