"""Figures for all of NRW: distribution base by day, people counted, places in state facilities."""

from pipelines.layout import Field, Layout
from pipelines.sources.allocation_report import ENDS_BEFORE_START
from pipelines.sources.base import PROVENANCE, Source

STATE_FIGURE = Source(
    name="state_figure",
    title="Landeswerte NRW",
    publisher="Land NRW, Landtag, Presse (je Zeile)",
    licence="Einzelangaben mit Quelle",
    period=("period_start", "period_end"),
    cadence_days=30,
    layout=Layout(
        key=("measure", "period_start", "period_end"),
        rules=(ENDS_BEFORE_START,),
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
