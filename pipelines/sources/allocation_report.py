"""What municipalities, councils and the press stated about people counted, obligations and fulfilment."""

from pipelines.forms.allocation_list import ALLOCATION_LIST
from pipelines.forms.plain import PLAIN
from pipelines.layout import Field, Layout, RowRule
from pipelines.sources.base import PROVENANCE, TYPED, Source

ENDS_BEFORE_START = RowRule(
    "period_end",
    "liegt vor dem Beginn des Zeitraums",
    "Prüfen Sie Beginn und Ende.",
    lambda rows: (rows["period_end"] != "") & (rows["period_end"] < rows["period_start"]),
)

# Only what is still to come may be below zero: then more were taken in than owed.
MAY_BE_NEGATIVE = ("fluag_gap", "wsa_gap")
NEGATIVE = RowRule(
    "value",
    "ist negativ",
    "Prüfen Sie das Vorzeichen.",
    lambda rows: rows["value"].str.startswith("-") & (rows["value"] != "-") & ~rows["measure"].isin(MAY_BE_NEGATIVE),
)

MEASURES = (
    "fluag_stock", "fluag_stock_avg", "fluag_soll", "fluag_quota_pct", "fluag_gap",
    "wsa_stock", "wsa_soll", "wsa_quota_pct", "wsa_gap",
    "uma_stock", "uma_soll", "uma_quota_pct",
    "asylblg_recipients", "asylblg_recipients_avg", "asylum_seekers", "refugees_total",
    "allocations", "allocations_fluag", "allocations_wsa", "allocations_expected",
    "facility_places_credited", "housed_municipal", "municipal_places_free", "places_occupied",
    "ukraine_housed_municipal", "ukraine_registered",
)  # fmt: skip
UNKNOWN_MEASURE = RowRule(
    "measure",
    "ist keine bekannte Größe",
    "Die Zeile bleibt liegen, zählt aber nirgends; die bekannten Größen nennt docs/own_data.md.",
    lambda rows: ~rows["measure"].isin(MEASURES),
    "warn",
)

ALLOCATION_REPORT = Source(
    name="allocation_report",
    title="Bestände, Verpflichtungen und Erfüllungsquoten",
    publisher="Bezirksregierung Arnsberg, Gemeinden, Presse (je Zeile)",
    licence="Einzelangaben mit Quelle",
    period=("period_start", "period_end"),
    cadence_days=30,
    forms=(PLAIN, TYPED, ALLOCATION_LIST),
    layout=Layout(
        key=("ags", "period_start", "period_end", "measure", "source"),
        rules=(ENDS_BEFORE_START, NEGATIVE, UNKNOWN_MEASURE),
        fields=(
            Field("ags", "area_key", required=True),
            Field("name"),
            Field("period_start", "day", required=True),
            Field("period_end", "day", required=True),
            Field("date_precision"),
            Field("measure", required=True),
            # A late report is printed without a figure: missing, never 0.
            Field("value", "number", takes_marks=True),
            Field("unit", required=True),
            Field("quality"),
            Field("note"),
            *PROVENANCE,
        ),
    ),
)
