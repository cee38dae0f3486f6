"""Figures for all of NRW: distribution base by day, people counted, places in state facilities."""

import pandas as pd

from pipelines.layout import Field, Layout, RowRule
from pipelines.sources.allocation_report import ENDS_BEFORE_START
from pipelines.sources.base import PROVENANCE, Source


def _outside_its_bounds(rows: pd.DataFrame) -> pd.Series:
    low, value, high = (pd.to_numeric(rows[name], errors="coerce") for name in ("low", "value", "high"))
    return (low > value) | (value > high)


STATE_FIGURE = Source(
    name="state_figure",
    title="Landeswerte NRW",
    publisher="Land NRW, Landtag, Presse (je Zeile)",
    licence="Einzelangaben mit Quelle",
    period=("period_start", "period_end"),
    cadence_days=30,
    layout=Layout(
        key=("measure", "period_start", "period_end"),
        rules=(
            ENDS_BEFORE_START,
            RowRule("value", "liegt nicht zwischen seinen Grenzen", "Prüfen Sie low und high.", _outside_its_bounds),
        ),
        fields=(
            Field("measure", required=True),
            Field("period_start", "day", required=True),
            Field("period_end", "day", required=True),
            Field("value", "number", required=True, minimum=0),
            Field("low", "number", minimum=0),
            Field("high", "number", minimum=0),
            Field("unit", required=True),
            Field("basis", "choice", required=True, choices=("published", "implied")),
            Field("note"),
            *PROVENANCE,
        ),
    ),
)
