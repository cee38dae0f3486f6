"""Further tables of the statistical offices: kept figure by figure as context, no gap or obligation rests on them."""

from pipelines.forms.any_table import ANY_TABLE
from pipelines.forms.plain import PLAIN
from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import KNOWN_ON, PROVENANCE, Source

STATISTIC = Source(
    name="statistic",
    title="Weitere amtliche Statistik",
    publisher="IT.NRW, Statistische Ämter des Bundes und der Länder",
    licence="dl-de/by-2-0",
    period=("period_start", "period_end"),
    forms=(PLAIN, ANY_TABLE),
    layout=Layout(
        key=("table_code", "area", "period_start", "period_end", "attribute", "measure"),
        fields=(
            Field("table_code", required=True),
            Field("title"),
            Field("area", "area_key", required=True),
            Field("name"),
            Field("period_start", "day", required=True),
            Field("period_end", "day", required=True),
            Field("attribute"),
            Field("measure", required=True),
            Field("value", "number", takes_marks=True),
            Field("note"),
            *PROVENANCE,
            KNOWN_ON,
        ),
    ),
)
