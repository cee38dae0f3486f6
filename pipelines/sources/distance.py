"""Distances between the municipalities of a Kreis, straight and estimated by road."""

from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, Source

DISTANCE = Source(
    name="distance",
    title="Entfernungen zwischen Gemeinden",
    publisher="eigene Berechnung aus den Koordinaten des Gemeindeverzeichnisses",
    licence="Quellenangabe",
    layout=Layout(
        key=("ags_from", "ags_to"),
        fields=(
            Field("ags_from", "ags", required=True),
            Field("ags_to", "ags", required=True),
            Field("straight_km", "number", required=True, minimum=0),
            Field("road_km_estimate", "number", required=True, minimum=0),
            *PROVENANCE,
        ),
    ),
)
