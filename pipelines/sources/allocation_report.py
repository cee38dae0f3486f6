"""What municipalities, councils and the press stated about people counted, obligations and fulfilment."""

from pipelines.forms.allocation_list import ALLOCATION_LIST
from pipelines.forms.monthly_report import MONTHLY_REPORT
from pipelines.forms.plain import PLAIN
from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import KNOWN_ON, PROVENANCE, TYPED, Plausible, Source
from pipelines.sources.state_facility import too_many_places

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

TOO_MANY_PLACES = too_many_places("value", lambda rows: rows["measure"] == "facility_places_credited")

# A mean and a quota have decimals; stocks are checked where they are chosen (curated.reported_stock).
NEED_NOT_BE_WHOLE = r"(fluag|wsa)_stock|asylblg_recipients|.*_avg|.*_pct"
NOT_WHOLE = RowRule(
    "value",
    "ist keine ganze Zahl; 1.314 heißt hier 1,314 und nicht eintausenddreihundertvierzehn",
    "Die Zahl zählt wie geliefert; streichen Sie den Punkt, wenn er Tausender trennt.",
    lambda rows: (
        rows["value"].str.fullmatch(r"-?[0-9]+\.0*[1-9][0-9]*") & ~rows["measure"].str.fullmatch(NEED_NOT_BE_WHOLE)
    ),
    "warn",
)

UNITS = ("persons", "places", "percent")
QUALITIES = ("stated", "approximate", "doubtful")
PRECISIONS = ("day", "month", "quarter", "year", "range", "approx")


def _unknown(column: str, known: tuple[str, ...], action: str) -> RowRule:
    """A warning for a code that nobody knows; several are parted by semicolons."""
    return RowRule(
        column,
        f"ist nicht bekannt (bekannt: {', '.join(known)})",
        action,
        lambda rows: rows[column].map(lambda text: any(code.strip() not in ("", *known) for code in text.split(";"))),
        "warn",
    )


UNKNOWN_CODES = (
    _unknown("unit", UNITS, "Die Zahl zählt in der Einheit ihrer Größe; prüfen Sie, ob sie so gemeint ist."),
    _unknown("quality", QUALITIES, "Die Zahl zählt wie genannt; ungefähr oder zweifelhaft ist nur, was so heißt."),
    _unknown("date_precision", PRECISIONS, "Die Zahl gilt für die Tage, die dastehen; prüfen Sie die Angabe."),
)

ALLOCATION_REPORT = Source(
    name="allocation_report",
    title="Bestände, Verpflichtungen und Erfüllungsquoten",
    publisher="Bezirksregierung Arnsberg, Gemeinden, Presse (je Zeile)",
    licence="Einzelangaben mit Quelle",
    period=("period_start", "period_end"),
    cadence_days=30,
    forms=(PLAIN, TYPED, ALLOCATION_LIST, MONTHLY_REPORT),
    # Second half of 2015, the steepest on record: the stock of NRW rose 2.6-fold (75,979 to 197,793).
    plausible=(Plausible("value", 5, by=("ags", "measure"), day="period_end", days=200, least=50),),
    layout=Layout(
        key=("ags", "period_start", "period_end", "measure", "source"),
        rules=(ENDS_BEFORE_START, NEGATIVE, UNKNOWN_MEASURE, TOO_MANY_PLACES, NOT_WHOLE, *UNKNOWN_CODES),
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
            KNOWN_ON,
        ),
    ),
)
