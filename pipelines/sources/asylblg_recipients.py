"""People on benefits under the asylum-seekers' benefits act (AsylbLG), by municipality and day."""

from pipelines.forms.general_table import RECIPIENTS, general_form
from pipelines.forms.office_tables import ASYLBLG_IT_NRW, table_form
from pipelines.forms.plain import PLAIN
from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import KNOWN_ON, PROVENANCE, TYPED, Plausible, Source

ASYLBLG_RECIPIENTS = Source(
    name="asylblg_recipients",
    title="Empfänger nach AsylbLG",
    publisher="IT.NRW",
    licence="dl-de/by-2-0",
    period=("as_of", "as_of"),
    cadence_days=365,
    forms=(PLAIN, TYPED, table_form(ASYLBLG_IT_NRW), general_form(RECIPIENTS)),
    # As for the stocks (allocation_report), but once a year.
    plausible=(Plausible("recipients", 5, least=50),),
    layout=Layout(
        key=("ags", "as_of"),
        fields=(
            Field("ags", "area_key", required=True),
            Field("as_of", "day", required=True),
            Field("recipients", "integer", minimum=0, takes_marks=True),
            Field("rounded_to", "integer", minimum=1),
            Field("note"),
            *PROVENANCE,
            KNOWN_ON,
        ),
    ),
)
