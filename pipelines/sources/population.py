"""Population and area of the municipalities by date and census base."""

from pipelines.forms.flat import FLAT_PEOPLE
from pipelines.forms.general_table import PEOPLE, general_form
from pipelines.forms.gv100ad import GV100_PEOPLE
from pipelines.forms.gv_isys import GV_PEOPLE
from pipelines.forms.office_tables import POPULATION_IT_NRW, POPULATION_REGIONAL, table_form
from pipelines.forms.plain import PLAIN
from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import KNOWN_ON, PROVENANCE, TYPED, Plausible, Source

# Census of 1987, 2011 or 2022 that later figures carry on, and the count of 2022 itself.
CENSUS_BASES = ("VZ1987", "Z2011", "Z2022", "Z2022_count")


def _is_zero(column: str, meaning: str) -> RowRule:
    return RowRule(
        column,
        f"ist 0; keine Gemeinde ist ohne {meaning}",
        "Die Zahl geht wie geliefert in die Verteilschlüssel ein; berichtigen Sie sie.",
        lambda rows: rows[column].str.fullmatch(r"-?0+(\.0+)?"),
        "warn",
    )


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
        general_form(PEOPLE),
    ),
    # No municipality of NRW changed by a sixth from one year-end to the next, a new census included; area hardly ever.
    plausible=(Plausible("persons", 1.25, days=1500), Plausible("area_km2", 1.5, days=6000)),
    layout=Layout(
        key=("ags", "as_of", "census_base"),
        rules=(_is_zero("persons", "Einwohner"), _is_zero("area_km2", "Fläche")),
        fields=(
            Field("ags", "ags", required=True),
            Field("as_of", "day", required=True),
            Field("census_base", "choice", required=True, choices=CENSUS_BASES),
            Field("persons", "integer", required=True, minimum=0),
            Field("area_km2", "number", minimum=0),
            Field("rounded_to", "integer", minimum=1),
            Field("note"),
            *PROVENANCE,
            KNOWN_ON,
        ),
    ),
)
