"""Population and area of the municipalities by date and census base."""

from pipelines.forms.flat import FLAT_PEOPLE
from pipelines.forms.gv100ad import GV100_PEOPLE
from pipelines.forms.gv_isys import GV_PEOPLE
from pipelines.forms.office_tables import POPULATION_IT_NRW, POPULATION_REGIONAL, table_form
from pipelines.forms.plain import PLAIN
from pipelines.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, TYPED, Source

POPULATION = Source(
    name="population",
    title="Bevölkerung und Fläche",
    publisher="Destatis, IT.NRW, BBSR",
    licence="je Zeile; dl-de/by-2-0 oder mit Quellenangabe",
    period=("as_of", "as_of"),
    cadence_days=365,
    forms=(
        PLAIN,
        TYPED,
        GV_PEOPLE,
        GV100_PEOPLE,
        FLAT_PEOPLE,
        table_form(POPULATION_IT_NRW),
        table_form(POPULATION_REGIONAL),
    ),
    layout=Layout(
        key=("ags", "as_of", "census_base"),
        fields=(
            Field("ags", "ags", required=True),
            Field("as_of", "day", required=True),
            Field("census_base", required=True),
            Field("persons", "integer", required=True, minimum=0),
            Field("area_km2", "number", minimum=0),
            Field("rounded_to", "integer", minimum=1),
            Field("note"),
            *PROVENANCE,
        ),
    ),
)
