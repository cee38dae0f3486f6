"""People by age; bars are open where the split is estimated, and carry their bounds."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import label, labels


def age_bars(ages: pd.DataFrame) -> go.Figure:
    """`ages`: age_band, persons_low, persons, persons_high, is_estimated; youngest on top."""
    order = list(labels("age_band"))
    rows = ages.set_index("age_band").reindex(order)
    places = list(range(len(order)))
    chart = theme.figure(34 * len(order) + 8, margin={"l": 132, "r": 62, "t": 4, "b": 4})
    chart.add_bar(
        orientation="h",
        x=rows["persons"],
        y=places,
        width=0.56,
        marker={
            "color": "#E8EFF6" if ages["is_estimated"].any() else theme.ACCENT,
            "line": {"color": theme.ACCENT, "width": 1.4},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": rows["persons_high"] - rows["persons"],
            "arrayminus": rows["persons"] - rows["persons_low"],
            "color": theme.OUTLINE,
            "thickness": 1.4,
            "width": 4,
        },
        hovertext=[
            f"{label('age_band', code)}: {theme.number(row['persons'])} "
            f"({theme.between(row['persons_low'], row['persons_high'])})"
            for code, row in rows.iterrows()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    _frame(chart, rows, order)
    return chart


def _frame(chart: go.Figure, rows: pd.DataFrame, order: list[str]) -> None:
    places = list(range(len(order)))
    beside = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": 60, "showarrow": False}
    written = [theme.number(value) for value in rows["persons"]]
    theme.annotate(chart, [beside | {"text": text, "y": place} for place, text in enumerate(written)])
    chart.update_xaxes(visible=False, range=[0, max(rows["persons_high"].max(), 1) * 1.02], fixedrange=True)
    chart.update_yaxes(
        range=[len(order) - 0.5, -0.5],
        tickvals=places,
        ticktext=[label("age_band", code) for code in order],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
