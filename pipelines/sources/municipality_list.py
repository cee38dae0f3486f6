"""The municipalities of NRW: names, keys, area, coordinates."""

from pipelines.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, Source

MUNICIPALITY_LIST = Source(
    name="municipality_list",
    title="Gemeindeverzeichnis NRW",
    publisher="Statistisches Bundesamt (Destatis)",
    licence="Vervielfältigung mit Quellenangabe",
    period=("as_of", "as_of"),
    layout=Layout(
        key=("ags",),
        fields=(
            Field("ags", "ags", required=True),
            Field("ars"),
            Field("name", required=True),
            Field("name_official", required=True),
            Field("kind", required=True),
            Field("kreis_ags", required=True),
            Field("kreis_name", required=True),
            Field("area_km2", "number", required=True, minimum=0),
            Field("lat", "number", required=True),
            Field("lon", "number", required=True),
            Field("as_of", "day", required=True),
            *PROVENANCE,
        ),
    ),
)
