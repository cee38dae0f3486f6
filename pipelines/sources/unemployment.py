"""Registered unemployed people of the municipalities by day; part of the key for the residence rule."""

from pipelines.forms.general_table import UNEMPLOYED, general_form
from pipelines.forms.plain import PLAIN
from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import KNOWN_ON, PROVENANCE, TYPED, Plausible, Source

CONSEQUENCE = (
    "Die Zeile zählt nicht mit; ohne diese Gemeinde gilt der Stichtag nicht für den Schlüssel der Wohnsitzauflage."
)

EMPTY = RowRule(
    "unemployed",
    "fehlt",
    f"{CONSEQUENCE} Tragen Sie die Zahl nach; ein Punkt heißt: nicht veröffentlicht.",
    lambda rows: rows["unemployed"] == "",
)
# The key divides by the unemployed; one wrong 0 would take it from all municipalities.
NOBODY = RowRule(
    "unemployed",
    "ist 0; in keiner Gemeinde ist niemand arbeitslos gemeldet, und durch 0 lässt sich nicht teilen",
    f"{CONSEQUENCE} Prüfen Sie die Zahl.",
    lambda rows: rows["unemployed"].str.fullmatch("-?0+"),
)

UNEMPLOYMENT = Source(
    name="unemployment",
    title="Registrierte Arbeitslose",
    publisher="Statistik der Bundesagentur für Arbeit",
    licence="Weitergabe mit Quellenangabe",
    period=("as_of", "as_of"),
    forms=(PLAIN, TYPED, general_form(UNEMPLOYED)),
    # Within a year registered unemployment of a municipality neither doubles nor halves.
    plausible=(Plausible("unemployed", 2, least=100),),
    # No cadence: the rule that needs these figures ended on 31.3.2021, so nobody waits for new ones.
    layout=Layout(
        key=("ags", "as_of"),
        rules=(EMPTY, NOBODY),
        fields=(
            Field("ags", "ags", required=True),
            Field("as_of", "day", required=True),
            Field("unemployed", "integer", minimum=0, takes_marks=True),
            Field("note"),
            *PROVENANCE,
            KNOWN_ON,
        ),
    ),
)
