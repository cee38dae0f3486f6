"""Registered unemployed people of the municipalities by day; part of the key for the residence rule."""

from pipelines.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, Source

UNEMPLOYMENT = Source(
    name="unemployment",
    title="Registrierte Arbeitslose",
    publisher="Statistik der Bundesagentur für Arbeit",
    licence="Weitergabe mit Quellenangabe",
    period=("as_of", "as_of"),
    # No cadence: the rule that needs these figures ended on 31.3.2021, so nobody waits for new ones.
    layout=Layout(
        key=("ags", "as_of"),
        fields=(
            Field("ags", "ags", required=True),
            Field("as_of", "day", required=True),
            Field("unemployed", "integer", minimum=0, takes_marks=True),
            Field("note"),
            *PROVENANCE,
        ),
    ),
)
