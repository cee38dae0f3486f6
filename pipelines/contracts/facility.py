"""Contract of curated.facility."""

from pipelines.contracts.base import Column, Contract, ags, provenance

CONTRACT = Contract(
    relation="facility",
    title="Landeseinrichtungen",
    grain="Gemeinde, Zeitraum und Fundstelle",
    meaning="Plätze in Landeseinrichtungen, deren Anrechnung bekannt ist.",
    key=("ags", "valid_from", "valid_to", "source"),
    columns=(
        ags(),
        Column("valid_from", "day", "Gültig ab"),
        Column("valid_to", "day", "Gültig bis einschließlich; leer: bis auf Weiteres", required=False),
        Column("places", "number", "Angerechnete Plätze", unit="Plätze", minimum=0),
        Column("date_precision", "text", "Wie genau der Zeitraum bekannt ist", required=False),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
)
