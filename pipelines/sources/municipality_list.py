"""The municipalities of NRW: names, keys, area, coordinates."""

from pipelines.forms.gv100ad import GV100_MUNICIPALITIES
from pipelines.forms.gv_isys import GV_MUNICIPALITIES
from pipelines.forms.plain import PLAIN
from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, TYPED, Plausible, Source

MUNICIPALITY_LIST = Source(
    name="municipality_list",
    title="Gemeindeverzeichnis NRW",
    publisher="Statistisches Bundesamt (Destatis)",
    licence="Vervielfältigung mit Quellenangabe",
    period=("as_of", "as_of"),
    forms=(PLAIN, TYPED, GV_MUNICIPALITIES, GV100_MUNICIPALITIES),
    # Areas are surveyed, seats do not move; a fifth of a degree would be the next town but one.
    plausible=(
        Plausible("area_km2", 1.5, days=6000),
        Plausible("lat", 1.004, days=6000),
        Plausible("lon", 1.03, days=6000),
    ),
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
            # GV100AD has no coordinates: then those of an earlier list stay (clean/municipality.sql)
            Field("lat", "number"),
            Field("lon", "number"),
            Field("as_of", "day", required=True),
            *PROVENANCE,
        ),
    ),
)
