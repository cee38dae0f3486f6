"""Figures for all of NRW: distribution base by day, people counted, places in state facilities."""

import pandas as pd

from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.allocation_report import ENDS_BEFORE_START
from pipelines.sources.base import KNOWN_ON, PROVENANCE, Source


def _outside_its_bounds(rows: pd.DataFrame) -> pd.Series:
    low, value, high = (pd.to_numeric(rows[name], errors="coerce") for name in ("low", "value", "high"))
    return (low > value) | (value > high)


# Bases of the keys (pipelines/obligations.py): one figure per day.
BASES = ("fluag_base", "wsa_stock")
LEAST_BASE = 1000  # own limit of plausibility: the smallest base known is 42,700
TOO_SMALL = RowRule(
    "value",
    "ist als Verteilbasis des Landes zu klein (unter 1.000)",
    "Die Zeile zählt nicht mit; prüfen Sie, ob ein Punkt Tausender trennt oder die Zahl in Tausend steht.",
    lambda rows: (rows["measure"] == "fluag_base") & (pd.to_numeric(rows["value"], errors="coerce") < LEAST_BASE),
)
NOT_A_DAY = RowRule(
    "period_end",
    "ist nicht der Tag des Beginns; eine Basis gilt für einen Tag",
    "Als Basis zählt die Zeile nicht; nennen Sie als Beginn und Ende den einen Tag, für den sie gilt.",
    lambda rows: rows["measure"].isin(BASES) & (rows["period_end"] != rows["period_start"]),
    "warn",
)

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
            TOO_SMALL,
            NOT_A_DAY,
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
            KNOWN_ON,
        ),
    ),
)
