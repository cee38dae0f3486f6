"""Travel times between municipalities, where a Kreis has its own; they then replace distances for courses."""

from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, Source

TRAVEL_TIME = Source(
    name="travel_time",
    title="Fahrzeiten zwischen Gemeinden",
    publisher="Kreis (je Zeile)",
    licence="je Zeile",
    layout=Layout(
        key=("ags_from", "ags_to"),
        fields=(
            Field("ags_from", "ags", required=True),
            Field("ags_to", "ags", required=True),
            Field("minutes", "number", required=True, minimum=0),
            Field("mode", required=True),
            *PROVENANCE,
        ),
    ),
)
