"""Stock and obligation over the years: points where something is known, the word where nothing is."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import label, t

COLOUR = {"fluag": theme.ACCENT, "wohnsitz": theme.SECOND, "asylblg_other": "#7B8794"}
# Half a year without a count or an estimate is more than a late report.
SILENCE = pd.Timedelta(days=183)
# A stretch wide enough for its word; a shorter one is told by the legend.
NAMED = pd.Timedelta(days=400)
# Pixels of a letter of a break's name, which stands upright above the plot.
LETTER = 6.2


def timeline(
    stocks: pd.DataFrame, obligations: pd.DataFrame, breaks: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> go.Figure:
    """Reported and published filled, estimated and computed open with bounds; no lines between two points.

    `stocks`, `obligations`, `breaks`: rows of the queries of these names in `municipality`. A break is a thin
    vertical line with its word above the plot: what jumps there has not moved.
    """
    top = 8 + ceil(LETTER * max(breaks["word"].map(len), default=0))
    chart = theme.figure(360 + top, margin={"l": 44, "r": 8, "t": top, "b": 52})
    known = obligations.dropna(subset=["obligation"])
    for scheme, rows in known.groupby("scheme"):
        chart.add_scatter(**_obligation(str(scheme), rows))
    for (group, basis), rows in stocks.groupby(["legal_group", "basis"]):
        draw = {"estimated": _estimate, "protected": _withheld}.get(str(basis), _stock)
        chart.add_scatter(**draw(str(group), rows))
    _say_missing(chart, stocks, start, end)
    _mark_breaks(chart, breaks)
    chart.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": -0.16, "x": 0, "font": {"size": 12}, "itemclick": False},
    )
    chart.update_xaxes(range=[start, end], tickformat="%Y", nticks=6, tickangle=0, gridcolor="#EEF1F4", fixedrange=True)
    chart.update_layout(
        yaxis={
            "rangemode": "tozero",
            "tickformat": ",.0f",
            "gridcolor": "#EEF1F4",
            "zerolinecolor": theme.LINE,
            "nticks": 6,
            "fixedrange": True,
            "tickfont": {"color": theme.MUTED},
        }
    )
    return chart


def _obligation(scheme: str, rows: pd.DataFrame) -> dict:
    published = rows["obligation_published"].notna()
    return {
        "name": t("municipality.line_obligation", scheme=label("scheme_short", scheme)),
        "x": rows["as_of"],
        "y": rows["obligation"],
        "mode": "markers",
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": rows["obligation_high"] - rows["obligation"],
            "arrayminus": rows["obligation"] - rows["obligation_low"],
            "color": COLOUR[scheme],
            "thickness": 1,
            "width": 0,
        },
        "marker": {
            "symbol": "diamond",
            "size": [10 if shown else 7 for shown in published],
            "line": {"color": COLOUR[scheme], "width": 1.4},
            "color": [COLOUR[scheme] if shown else theme.PAPER for shown in published],
        },
        "hovertext": [
            t(
                "municipality.hover_obligation",
                day=theme.day(row["as_of"]),
                scheme=label("scheme_short", scheme),
                value=theme.number(row["obligation"]),
                bounds=theme.between(row["obligation_low"], row["obligation_high"]),
            )
            for _, row in rows.iterrows()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _stock(group: str, rows: pd.DataFrame) -> dict:
    name = t("municipality.line_stock", group=label("legal_group_short", group))
    symbol = "square" if group == "asylblg_other" else "circle"
    hovers = [
        t(
            "municipality.hover_stock",
            day=theme.day(row["as_of"]),
            group=label("legal_group_short", group),
            value=theme.number(row["persons"]),
        )
        for _, row in rows.iterrows()
    ]
    marker = {"symbol": symbol, "size": 11, "color": COLOUR[group], "line": {"color": theme.PAPER, "width": 1}}
    return _points(name, rows, hovers, marker)


def _withheld(group: str, rows: pd.DataFrame) -> dict:
    """Counts without a number everybody may see: a cross on the ground line, its word beside it."""
    names = {"group": label("legal_group_short", group)}
    hovers = [t("protected.hover_stock", day=theme.day(day), **names) for day in rows["as_of"]]
    marker = {"symbol": "x-thin", "size": 9, "line": {"color": COLOUR[group], "width": 1.6}}
    drawn = _points(t("protected.line_stock", **names), rows.assign(persons=0), hovers, marker)
    return drawn | {
        "mode": "markers+text",
        "text": [t("common.protected")] * len(rows),
        "textposition": "top center",
        "textfont": {"size": 11, "color": theme.MUTED},
        "cliponaxis": False,
    }


def _estimate(group: str, rows: pd.DataFrame) -> dict:
    """Between reports: open marks with a whisker that grows with the age of the last one."""
    name = t("municipality.line_estimate", group=label("legal_group_short", group))
    hovers = [
        t(
            "municipality.hover_estimate",
            day=theme.day(row["as_of"]),
            group=label("legal_group_short", group),
            value=theme.number(row["persons"]),
            bounds=theme.between(row["persons_low"], row["persons_high"]),
        )
        for _, row in rows.iterrows()
    ]
    bounds = {
        "type": "data",
        "symmetric": False,
        "array": rows["persons_high"] - rows["persons"],
        "arrayminus": rows["persons"] - rows["persons_low"],
        "color": COLOUR[group],
        "thickness": 1,
        "width": 0,
    }
    marker = {"symbol": "circle", "size": 7, "color": theme.PAPER, "line": {"color": COLOUR[group], "width": 1.4}}
    return _points(name, rows, hovers, marker) | {"error_y": bounds}


def _points(name: str, rows: pd.DataFrame, hovers: list[str], marker: dict) -> dict:
    return {
        "name": name,
        "x": rows["as_of"],
        "y": rows["persons"],
        "mode": "markers",
        "marker": marker,
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _say_missing(chart: go.Figure, stocks: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> None:
    """Hatches every stretch of more than half a year without a FlüAG or Wohnsitz count, and names the long ones."""
    counted = stocks[stocks["legal_group"].isin(["fluag", "wohnsitz"])]["as_of"].sort_values()
    silent = [pair for pair in pairwise([start, *counted, end]) if pair[1] - pair[0] > SILENCE]
    if not silent:
        return
    chart.add_scatter(**_hatched(silent))
    # the marks lie over the strip, their ticks are their own
    chart.update_layout(
        yaxis={"overlaying": "y2", "tickmode": "auto"},
        yaxis2={"range": [0, 1], "visible": False, "fixedrange": True, "anchor": "x"},
    )
    for before, after in silent:
        if after - before > NAMED:
            chart.add_annotation(
                x=before + (after - before) / 2,
                y=0.035,
                yref="paper",
                showarrow=False,
                yanchor="middle",
                text=t("municipality.stock_missing"),
                font={"size": 12, "color": theme.MUTED},
                bgcolor=theme.PAPER,
                borderpad=1,
            )


def _hatched(silent: list[tuple[pd.Timestamp, pd.Timestamp]]) -> dict:
    """A low strip on the ground line for each stretch, on an axis of its own; one entry in the legend."""
    hatch = {name: value for name, value in theme.HATCH.items() if name != "fillmode"}
    return {
        "name": t("municipality.stock_missing"),
        "x": [day for before, after in silent for day in (before, before, after, after, before, None)],
        "y": [height for _ in silent for height in (0, 0.07, 0.07, 0, 0, None)],
        "yaxis": "y2",
        "mode": "lines",
        "line": {"width": 0},
        "fill": "toself",
        "fillcolor": theme.MISSING_HATCH,
        "fillpattern": {"shape": "/", **hatch},
        "hoverinfo": "skip",
    }


def _mark_breaks(chart: go.Figure, breaks: pd.DataFrame) -> None:
    for row in breaks.itertuples():
        chart.add_shape(
            type="line",
            name="break",
            x0=row.valid_from,
            x1=row.valid_from,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": theme.OUTLINE, "width": 1, "dash": "dot"},
        )
        # Upright and above the marks, so that neighbours keep apart on a narrow screen.
        chart.add_annotation(
            name="break",
            x=row.valid_from,
            y=1,
            yref="paper",
            text=row.word,
            textangle=-90,
            showarrow=False,
            xanchor="center",
            yanchor="bottom",
            font={"size": 11, "color": theme.MUTED},
        )
