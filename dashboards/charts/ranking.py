"""Municipalities in a row, the longest first: gaps as dumbbells, counts as bars."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import t

ROW = 24
WHISKER = "#8895A3"
RECEIVED = "#97BFE0"


def dumbbells(rows: pd.DataFrame, selected: str | None = None) -> go.Figure:
    """Local gap hollow, shared gap filled; the bar between is what neighbours give, or what is given to them.

    `rows`: of `overview.gaps`, one category. The whisker is the gap at low and at high need; where it leaves the
    axis, an arrow says that it goes on.
    """
    ordered = rows.sort_values(["shared_gap", "name"], ascending=[False, True], na_position="last")
    places = list(range(len(ordered)))
    end = _axis_end(ordered[["local_gap", "shared_gap"]].max(axis=1))
    traces = [
        trace
        for place, row in zip(places, ordered.itertuples(), strict=True)
        for trace in (_whisker(place, row, end), _bar(place, row))
        if trace
    ]
    hollow = ordered["local_gap"].where(ordered["local_gap"] != ordered["shared_gap"])
    gaps = ordered["shared_gap"]
    traces += [
        {"name": "local", "x": hollow, "y": places, **_marks(theme.PAPER, 11)},
        {"name": "gap", "x": gaps, "y": places, "customdata": ordered["ags"], **_marks(theme.ACCENT, 9)},
        _missing(ordered, "shared_gap", places),
    ]
    beside = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": 86, "showarrow": False, "font": {"size": 13}}
    told = [theme.in_chart(amount(row)) for row in ordered.to_dict("records")]
    return theme.figure(
        ROW * len(ordered) + 36,
        traces,
        margin={"l": 118, "r": 88, "t": 30, "b": 0},
        annotations=[beside | {"text": text, "y": place} for place, text in zip(places, told, strict=True)],
        **_axes(ordered, places, end, selected),
    )


def amount(row: pd.Series | dict) -> str:
    """`22 → 3`, at home and shared; one number where they are the same, nothing where there is none."""
    if pd.isna(row["shared_gap"]):
        return ""
    local, shared = theme.quantity(row["local_gap"], row["unit"]), theme.quantity(row["shared_gap"], row["unit"])
    shown = t("common.minimum", amount=shared) if row["coverage_class"] == "minimum" else shared
    return shown if local == shared else t("common.from_to", local=local, shared=shown)


def _whisker(place: int, row: tuple, end: float) -> dict | None:
    if pd.isna(row.gap_low) or pd.isna(row.gap_high):
        return None
    lower, upper = max(row.gap_low, 0), max(row.gap_high, 0)
    return {
        "type": "scatter",
        "name": "bounds",
        "x": [min(lower, end), min(upper, end)],
        "y": [place, place],
        "mode": "lines+markers" if upper > end else "lines",
        "marker": {"symbol": "triangle-right", "size": [0, 9], "color": WHISKER, "line": {"width": 0}},
        "line": {"color": WHISKER, "width": 1.5},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _bar(place: int, row: tuple) -> dict | None:
    if row.shared_gap == row.local_gap or pd.isna(row.shared_gap):
        return None
    receives = row.shared_gap < row.local_gap
    return {
        "type": "scatter",
        "name": "received" if receives else "given",
        "x": [row.shared_gap, row.local_gap],
        "y": [place, place],
        "mode": "lines",
        "line": {"color": RECEIVED if receives else theme.SECOND, "width": 5},
        "hoverinfo": "skip",
    }


def counts(rows: pd.DataFrame, column: str, selected: str | None = None) -> go.Figure:
    """Bars with their number; `rows`: ags, name and `column`; empty values say *fehlt*,
    those that `is_protected` *geschützt*."""
    ordered = rows.sort_values([column, "name"], ascending=[False, True], na_position="last")
    places = list(range(len(ordered)))
    bars = {
        "type": "bar",
        "name": "count",
        "orientation": "h",
        "x": ordered[column],
        "y": places,
        "width": 0.62,
        "text": ["" if pd.isna(value) else theme.number(value) for value in ordered[column]],
        "textposition": "outside",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {"color": theme.ACCENT},
    }
    return theme.figure(
        ROW * len(ordered) + 36,
        [bars, _missing(ordered, column, places)],
        margin={"l": 118, "r": 46, "t": 30, "b": 0},
        **_axes(ordered, places, _axis_end(ordered[column], 1.05), selected),
    )


def _marks(fill: str, size: int) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {"size": size, "color": fill, "line": {"color": theme.ACCENT, "width": 1.6}},
    }


def _missing(ordered: pd.DataFrame, column: str, places: list[int]) -> dict:
    gone = [place for place, value in zip(places, ordered[column], strict=True) if pd.isna(value)]
    is_protected = ordered.get("is_protected", pd.Series(False, ordered.index))
    words = [theme.number(None, is_protected=bool(hidden)) for hidden in is_protected]
    return {
        "type": "scatter",
        "name": "missing",
        "x": [0] * len(gone),
        "y": gone,
        "mode": "text",
        "text": [words[place] for place in gone],
        "textposition": "middle right",
        "textfont": {"color": theme.MUTED, "size": 13},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _axis_end(values: pd.Series, air: float = 1.25) -> float:
    longest = values.max()
    return float(longest) * air if pd.notna(longest) and longest > 0 else 1.0


def _axes(ordered: pd.DataFrame, places: list[int], end: float, selected: str | None) -> dict[str, dict]:
    shown = zip(ordered["ags"], ordered["name"].map(theme.in_chart), strict=True)
    names = [f"<b>{name}</b>" if ags == selected else name for ags, name in shown]
    across = {
        "side": "top",
        "range": [-end * 0.03, end],
        "nticks": 5,
        "gridcolor": "#EEF1F4",
        "zeroline": True,
        "zerolinecolor": theme.LINE,
        "tickformat": ",.0f" if end > 5 else ",.1f",
        "tickfont": {"size": 12, "color": theme.MUTED},
        "fixedrange": True,
    }
    down = {
        "range": [len(places) - 0.5, -0.5],
        "tickvals": places,
        "ticktext": names,
        "tickfont": {"size": 13},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    return {"xaxis": across, "yaxis": down}
