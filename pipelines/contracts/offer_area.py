"""Contract of curated.offer_area."""

from pipelines.contracts.base import Column, Contract, ags

CONTRACT = Contract(
    relation="offer_area",
    title="Einzugsgebiete",
    grain="Angebot und Gemeinde",
    meaning="Welche Gemeinden ein Angebot nach eigener Angabe bedient.",
    key=("offer_id", "ags"),
    columns=(
        Column("offer_id", "text", "Kennung des Angebots", references="offer.offer_id"),
        ags("Gemeinde, die bedient wird"),
        Column("is_seat", "boolean", "Wahr, wenn es die Gemeinde des Sitzes ist"),
    ),
)
