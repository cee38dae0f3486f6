"""Contract of curated.running_offer."""

from pipelines.contracts.base import Column, Contract, ags, category, month

CONTRACT = Contract(
    relation="running_offer",
    title="Laufende Angebote",
    grain="Monat und Angebot",
    meaning="Angebote, die am ersten Tag des Monats laufen.",
    key=("month", "offer_id"),
    columns=(
        month(),
        Column("offer_id", "text", "Kennung des Angebots", references="offer.offer_id"),
        ags("Gemeinde, in der das Angebot seinen Sitz hat"),
        category(),
    ),
)
