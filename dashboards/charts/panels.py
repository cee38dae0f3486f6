"""Small multiples: the same little picture for each row, all on one scale, drawn as one figure."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme

COLUMNS = 4
ROW = 92
# Of a cell: how much of its width the picture takes, and of its height below the name.
WIDE, HIGH = 0.92, 0.62
BAND = "rgba(31,78,121,0.16)"
# Basis, symbol, size, colour.
MARKS = (
    ("estimated", "circle", 5, theme.PAPER),
    ("partial", "triangle-up", 6, theme.PAPER),
    ("reported", "circle", 8, theme.ACCENT),
)


@dataclass(frozen=True)
class Grid:
    """Where each panel stands; `last`: number of months after the first; `top`: what the full height stands for."""

    order: list[str]
    first: pd.Timestamp
    last: int
    top: dict[str, float]

    def x(self, panel: str, month: pd.Timestamp, shift: float = 0.0) -> float:
        place = self.order.index(panel) % COLUMNS
        return place + WIDE * (months_between(self.first, month) + 0.5 + shift) / (self.last + 1)

    def y(self, panel: str, value: float) -> float:
        floor = self.order.index(panel) // COLUMNS + 1
        return floor - 0.04 - HIGH * min(value / self.top[panel], 1.0)


def months_between(first: pd.Timestamp, month: pd.Timestamp) -> int:
    """Whole months from one first of a month to another."""
    return (month.year - first.year) * 12 + month.month - first.month


def panels(rows: pd.DataFrame, order: list[str], titles: dict[str, str], chosen: pd.Timestamp) -> go.Figure:
    """One panel for each of `order`, from left to right and top to bottom.

    `rows`: panel, month, low, value, high, basis, top (what the panel's height stands for), every month of each
    panel; `titles`: name and figure over each; `chosen`: the month marked in all. Reported filled, estimated open
    in its band, a minimum as a triangle, missing and withheld hatched.
    """
    first, last = rows["month"].min(), rows["month"].max()
    grid = Grid(order, first, months_between(first, last), rows.groupby("panel")["top"].first().to_dict())
    lines = -(-len(order) // COLUMNS)
    runs = _runs(rows)
    columns = min(COLUMNS, len(order))
    fixed = {"visible": False, "fixedrange": True}
    return theme.figure(
        ROW * lines + 6,
        [
            _hatched(runs, grid),
            _bands(rows, grid),
            _frames(grid, chosen),
            *(_points(rows[rows["basis"] == mark[0]], grid, *mark) for mark in MARKS),
            _titles(grid, titles),
            _words(runs, grid),
        ],
        barmode="overlay",
        xaxis=fixed | {"range": [-0.01, columns - (1 - WIDE) + 0.02]},
        yaxis=fixed | {"range": [lines + 0.02, -0.02]},
    )


def _runs(rows: pd.DataFrame) -> list[tuple[str, pd.Timestamp, pd.Timestamp, bool]]:
    """(panel, first, last, withheld) of every stretch of months without a figure, or with one that is withheld."""
    found: list[tuple[str, pd.Timestamp, pd.Timestamp, bool]] = []
    last = None
    for row in rows.sort_values(["panel", "month"], kind="stable").to_dict("records"):
        kind = (row["panel"], row["basis"] == "protected") if pd.isna(row["value"]) else None
        if kind is not None and kind == last:
            found[-1] = (*found[-1][:2], row["month"], found[-1][3])
        elif kind is not None:
            found.append((str(row["panel"]), row["month"], row["month"], kind[1]))
        last = kind
    return found


def _hatched(runs: list[tuple[str, pd.Timestamp, pd.Timestamp, bool]], grid: Grid) -> dict:
    starts = [grid.x(panel, first, -0.5) for panel, first, _, _ in runs]
    ends = [grid.x(panel, last, 0.5) for panel, _, last, _ in runs]
    return {
        "type": "bar",
        "name": "missing",
        "x": [(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        "width": [end - start for start, end in zip(starts, ends, strict=True)],
        "base": [grid.y(panel, 0) for panel, *_ in runs],
        "y": [-HIGH] * len(runs),
        "hoverinfo": "skip",
        "marker": {
            "color": theme.MISSING,
            "line": {"width": 0},
            "pattern": {
                "shape": "/",
                "fgcolor": theme.MISSING_HATCH,
                "fillmode": "overlay",
                "size": 5,
                "solidity": 0.2,
            },
        },
    }


def _bands(rows: pd.DataFrame, grid: Grid) -> dict:
    """The bounds of every stretch of estimates as one closed shape each."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for panel, line in _stretches(rows[(rows["basis"] == "estimated") & rows["high"].notna()]):
        across = [grid.x(panel, row["month"]) for row in line]
        low = [grid.y(panel, row["low"]) for row in line]
        high = [grid.y(panel, row["high"]) for row in line]
        xs += [*across, *across[::-1], None]
        ys += [*low, *high[::-1], None]
    return {
        "type": "scatter",
        "name": "band",
        "x": xs,
        "y": ys,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _stretches(rows: pd.DataFrame) -> list[tuple[str, list[dict]]]:
    """(panel, rows) of months that follow each other."""
    found: list[tuple[str, list[dict]]] = []
    for row in rows.sort_values(["panel", "month"])[["panel", "month", "low", "value", "high"]].to_dict("records"):
        panel, part = found[-1] if found else ("", [])
        if panel == row["panel"] and months_between(part[-1]["month"], row["month"]) == 1:
            part.append(row)
        else:
            found.append((row["panel"], [row]))
    return found


def _frames(grid: Grid, chosen: pd.Timestamp) -> dict:
    """The floor of each panel and the chosen month's line."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for panel in grid.order:
        floor, left = grid.y(panel, 0), grid.order.index(panel) % COLUMNS
        middle = grid.x(panel, chosen)
        xs += [left, left + WIDE, None, middle, middle, None]
        ys += [floor, floor, None, floor, floor - HIGH, None]
    return {
        "type": "scatter",
        "name": "frame",
        "x": xs,
        "y": ys,
        "mode": "lines",
        "line": {"color": theme.LINE, "width": 1},
        "hoverinfo": "skip",
    }


def _points(rows: pd.DataFrame, grid: Grid, name: str, symbol: str, size: int, colour: str) -> dict:
    places = list(zip(rows["panel"], rows["month"], rows["value"], strict=True))
    return {
        "type": "scatter",
        "name": name,
        "x": [grid.x(panel, month) for panel, month, _ in places],
        "y": [grid.y(panel, value) for panel, _, value in places],
        "customdata": rows["panel"],
        "mode": "markers",
        "hovertext": rows["hover"],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "marker": {"symbol": symbol, "size": size, "color": colour, "line": {"color": theme.ACCENT, "width": 1.2}},
    }


def _titles(grid: Grid, titles: dict[str, str]) -> dict:
    return {
        "type": "scatter",
        "name": "titles",
        "x": [grid.order.index(panel) % COLUMNS for panel in grid.order],
        "y": [grid.order.index(panel) // COLUMNS + 0.16 for panel in grid.order],
        "mode": "text",
        "text": [titles[panel] for panel in grid.order],
        "textposition": "middle right",
        "textfont": {"size": 13, "color": theme.INK},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _words(runs: list[tuple[str, pd.Timestamp, pd.Timestamp, bool]], grid: Grid) -> dict:
    """The word *fehlt* or *geschützt* in every stretch wide enough to hold it."""
    wide = [run for run in runs if months_between(run[1], run[2]) * 4 >= grid.last]
    return {
        "type": "scatter",
        "name": "words",
        "x": [(grid.x(panel, first) + grid.x(panel, last)) / 2 for panel, first, last, _ in wide],
        "y": [grid.y(panel, 0) - HIGH / 2 for panel, *_ in wide],
        "mode": "text",
        "text": [f"<b>{theme.number(None, is_protected=run[3])}</b>" for run in wide],
        "textfont": {"size": 12, "color": "#3C4856"},
        "hoverinfo": "skip",
    }
