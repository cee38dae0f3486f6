"""The municipalities by fulfilment: marks with whiskers between the lines of 90 and 100 per cent."""

from __future__ import annotations

from math import isnan

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import t

ROW = 25
WHISKER = "#9FB0C0"
GHOST = "#C9A227"
THRESHOLDS = (90, 100)
# In per cent: what lies beyond is drawn at the edge, its number stands beside it.
LONGEST = 300


def strip(rows: pd.DataFrame, before: pd.DataFrame | None = None, selected: str | None = None) -> go.Figure:
    """One row per municipality with a fulfilment, from top to bottom as given.

    `rows` (index ags): name, fulfilment with _low and _high (1.0 = 100 %; empty _high: open upwards), stock_basis,
    place (its rank, empty without one) and text for the right edge. `before`: fulfilment without changes, drawn as
    ghosts. Estimated stocks are drawn open.
    """
    end = _end(rows, before)
    traces = [_whisker(place, row, end) for place, row in enumerate(rows.to_dict("records"))]
    if before is not None:
        traces.append(_ghosts(rows, before.reindex(rows.index), end))
    traces.append(_marks(rows, end))
    shares = [share for share in THRESHOLDS if share <= end]
    return theme.figure(
        ROW * len(rows) + 48,
        [trace for trace in traces if trace],
        margin={"l": 142, "r": 134, "t": 30, "b": 18},
        shapes=[_threshold(share) for share in shares],
        annotations=[*(_threshold_name(share) for share in shares), *_beside(rows)],
        xaxis=_across(end),
        yaxis=_down(rows, selected),
    )


def _marks(rows: pd.DataFrame, end: float) -> dict:
    return {
        "type": "scatter",
        "name": "fulfilment",
        "x": (100 * rows["fulfilment"]).clip(upper=end),
        "y": list(range(len(rows))),
        "customdata": rows.index,
        "mode": "markers",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "size": 10,
            "symbol": ["triangle-right" if 100 * value > end else "circle" for value in rows["fulfilment"]],
            "color": [theme.ACCENT if basis == "reported" else theme.PAPER for basis in rows["stock_basis"]],
            "line": {"color": theme.ACCENT, "width": 1.8},
        },
    }


def _end(rows: pd.DataFrame, before: pd.DataFrame | None) -> float:
    """The end of the axis in per cent: bounds are shown whole where they are not longer than twice the values."""
    values = [rows["fulfilment"].max()] + ([] if before is None else [before["fulfilment"].max()])
    longest = 100 * max(value for value in values if not isnan(value))
    bounds = rows["fulfilment_high"].max()
    whole = longest if isnan(bounds) else min(100 * bounds, 2 * longest)
    return min(max(112.0, 1.08 * max(longest, whole)), LONGEST)


def _whisker(place: int, row: dict, end: float) -> dict | None:
    """From bound to bound; where the upper one is not known a dotted line with an arrow to the edge."""
    low, high = 100 * row["fulfilment_low"], 100 * row["fulfilment_high"]
    is_open = isnan(high)
    far = end if is_open else min(high, end)
    if far - low < 1e-6:
        return None
    return {
        "type": "scatter",
        "name": "open" if is_open else "bounds",
        "x": [min(low, end), far],
        "y": [place, place],
        "mode": "lines+markers" if is_open or high > end else "lines",
        "marker": {"symbol": "triangle-right", "size": [0, 8], "color": WHISKER, "line": {"width": 0}},
        "line": {"color": WHISKER, "width": 1.4 if is_open else 2.4, "dash": "dot" if is_open else "solid"},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _ghosts(rows: pd.DataFrame, before: pd.DataFrame, end: float) -> dict:
    moved = (rows["fulfilment"] - before["fulfilment"]).abs() > 0.0005
    return {
        "type": "scatter",
        "name": "ghost",
        "x": (100 * before["fulfilment"]).clip(upper=end).where(moved),
        "y": list(range(len(rows))),
        "mode": "markers",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {"size": 10, "symbol": "circle-open", "color": GHOST, "line": {"color": GHOST, "width": 1.6}},
    }


def _threshold(share: int) -> dict:
    return {
        "type": "line",
        "name": "threshold",
        "x0": share,
        "x1": share,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": theme.INK, "width": 1.2, "dash": "dash" if share < 100 else "solid"},
    }


def _threshold_name(share: int) -> dict:
    return {
        "x": share,
        "y": 1,
        "yref": "paper",
        "yshift": 20,
        "text": t("allocation.threshold", share=share),
        "showarrow": False,
        "xanchor": "right" if share < 100 else "left",
        "yanchor": "top",
        "font": {"size": 12, "color": theme.INK},
    }


def _beside(rows: pd.DataFrame) -> list[dict]:
    """What stands at the right edge of each row."""
    beside = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": 132, "showarrow": False, "font": {"size": 13}}
    return [beside | {"text": text, "y": place} for place, text in enumerate(rows["text"])]


def _across(end: float) -> dict:
    # 90 and 100 have labels of their own
    ticks = [share for share in range(0, LONGEST + 1, 20 if end < 160 else 50) if share != 100]
    return {
        "side": "top",
        "range": [0, end],
        "tickvals": ticks,
        "ticktext": [t("allocation.threshold", share=share) for share in ticks],
        "gridcolor": "#EEF1F4",
        "zeroline": True,
        "zerolinecolor": theme.LINE,
        "tickfont": {"size": 12, "color": theme.MUTED},
        "fixedrange": True,
    }


def _down(rows: pd.DataFrame, selected: str | None) -> dict:
    names = []
    for ags, name, place in zip(rows.index, rows["name"], rows["place"], strict=True):
        name = theme.in_chart(name)
        shown = name if isnan(place) else t("allocation.ranked", place=f"{place:.0f}", name=name)
        names.append(f"<b>{shown}</b>" if ags == selected else shown)
    return {
        "range": [len(rows) - 0.5, -0.5],
        "tickvals": list(range(len(rows))),
        "ticktext": names,
        "tickfont": {"size": 13},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
