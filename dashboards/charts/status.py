"""Which municipality has reported for which month: one bar a municipality, missing months hatched."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboards.theme import ACCENT, INK, LINE, MISSING, MISSING_HATCH, MUTED, PAPER, figure, in_chart, month_short

COLOURS = {
    "both": ACCENT,
    "reported": ACCENT,
    "one": "#3B76AA",
    "asylblg": "#97BFE0",
    # open, as every estimate
    "estimated": PAPER,
    "protected": MISSING,
    "missing": MISSING,
}
# What a municipality told; the state published the AsylbLG figures, and nobody an estimate.
TOLD = ("both", "one", "protected", "reported")
ROW_PIXELS = 19


def coverage_strip(months: pd.DataFrame, states: dict[str, str]) -> go.Figure:
    """Bars over time from rows of month, name, state; the municipality that has reported least stands on top.

    `states`: codes to draw with their names, in the order of the legend.
    """
    months = months.assign(name=months["name"].map(in_chart))
    runs = runs_of(months)
    reported = months[months["state"].isin(TOLD)].groupby("name").size()
    names = sorted(months["name"].unique(), key=lambda name: (reported.get(name, 0), name))
    strip = figure(
        len(names) * ROW_PIXELS + 90,
        margin={"l": 0, "r": 12, "t": 30, "b": 28},
        barmode="overlay",
        bargap=0.25,
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left", "itemclick": False},
        yaxis={"categoryarray": names[::-1], "tickfont": {"size": 12}, "automargin": True, "fixedrange": True},
        xaxis={
            "type": "date",
            "dtick": "M24",
            "tickformat": "%Y",
            "gridcolor": LINE,
            "side": "bottom",
            "fixedrange": True,
        },
    )
    for state, name in states.items():
        part = runs[runs["state"] == state]
        strip.add_bar(
            y=part["name"],
            base=part["start"],
            x=(part["end"] - part["start"]).dt.days * 86_400_000,
            orientation="h",
            name=name,
            marker=_marker(state),
            customdata=part[["start", "last"]].map(month_short),
            hovertemplate=f"<b>%{{y}}</b><br>%{{customdata[0]}}–%{{customdata[1]}}: {name}<extra></extra>",
        )
    return strip.update_xaxes(tickfont={"color": MUTED, "size": 12}).update_yaxes(tickfont={"color": INK})


def _marker(state: str) -> dict:
    pattern = {
        "shape": "/" if state == "missing" else "x",
        "fgcolor": MISSING_HATCH,
        "bgcolor": MISSING,
        "size": 6,
        "solidity": 0.15,
    }
    line = {"width": 1, "color": ACCENT} if state == "estimated" else {"width": 0}
    return {"color": COLOURS[state], "line": line} | ({"pattern": pattern} if state in ("missing", "protected") else {})


def runs_of(months: pd.DataFrame) -> pd.DataFrame:
    """Consecutive months of a municipality in the same state as one row: name, state, start, last, end (exclusive)."""
    ordered = months.sort_values(["name", "month"])
    change = (ordered["name"] != ordered["name"].shift()) | (ordered["state"] != ordered["state"].shift())
    runs = (
        ordered.assign(run=change.cumsum())
        .groupby("run")
        .agg(name=("name", "first"), state=("state", "first"), start=("month", "min"), last=("month", "max"))
    )
    return runs.assign(end=runs["last"] + pd.offsets.MonthBegin(1)).reset_index(drop=True)
