"""Contract of curated.receipt."""

from pipelines.contracts.base import Column, Contract

CONTRACT = Contract(
    relation="receipt",
    title="Eingangsbelege",
    grain="empfangene Datei",
    meaning="Was wann angekommen ist.",
    key=("receipt_id",),
    columns=(
        Column("receipt_id", "text", "Kennung des Belegs"),
        Column("source", "text", "Quelle"),
        Column("file", "text", "Datei in data/raw"),
        Column("sha256", "text", "Prüfsumme"),
        Column("received_at", "instant", "Eingang (UTC)"),
        Column("known_on", "day", "Tag, an dem der Inhalt bekannt war"),
        Column(
            "known_on_assumed",
            "boolean",
            "Wahr, wenn dieser Tag der Eingangstag ist, weil kein anderer bekannt ist",
        ),
        Column("recognised_as", "text", "Erkannt als"),
        Column("period", "text", "Zeitraum des Inhalts", required=False),
        Column("rows_taken", "integer", "Übernommene Zeilen", unit="Zeilen", minimum=0),
        Column("rows_set_aside", "integer", "Beiseitegelegte Zeilen", unit="Zeilen", minimum=0),
    ),
)
