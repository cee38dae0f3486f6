"""Contract of curated.series_break."""

from pipelines.contracts.base import Column, Contract, reference_provenance

CONTRACT = Contract(
    relation="series_break",
    title="Brüche in den Zeitreihen",
    grain="Zeitreihe und Tag",
    meaning="Tage, ab denen eine Zeitreihe anders gezählt oder gerechnet wird. Ein Sprung an diesem Tag ist keine Bewegung.",
    key=("series", "valid_from"),
    columns=(
        Column(
            "series",
            "text",
            "Zeitreihe: Bestand nach FlüAG (fluag), Wohnsitzauflage (wohnsitz), AsylbLG-Empfänger (asylblg_other), Verpflichtung (obligation)",
            choices=("fluag", "wohnsitz", "asylblg_other", "obligation"),
        ),
        Column("valid_from", "day", "Erster Tag der neuen Zählung oder Rechnung"),
        Column("word", "text", "Ein Wort oder zwei, die an der Linie stehen"),
        Column("meaning", "text", "Was sich ändert"),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
)
