"""Who has reported its offers completely, and for which time. Without such a row nothing is known, not zero."""

from pipelines.layout import Field, Layout, RowRule
from pipelines.sources.base import Source

INVENTORY_REPORT = Source(
    name="inventory_report",
    title="Vollständigkeit der Angebotsmeldungen",
    publisher="Gemeinden (je Zeile)",
    licence="je Zeile; die mitgelieferten Meldungen sind erfunden (CC0-1.0)",
    period=("covers_from", "covers_to"),
    layout=Layout(
        key=("ags", "covers_from"),
        rules=(
            RowRule(
                "covers_to",
                "liegt vor dem Beginn",
                "Prüfen Sie, von wann bis wann die Angebote vollständig gemeldet sind.",
                lambda rows: rows["covers_to"] < rows["covers_from"],
            ),
        ),
        fields=(
            Field("ags", "ags", required=True),
            Field("covers_from", "day", required=True),
            Field("covers_to", "day", required=True),
            Field("as_of", "day", required=True),
            Field("source", required=True),
            Field("is_synthetic", "flag", required=True),
        ),
    ),
)
