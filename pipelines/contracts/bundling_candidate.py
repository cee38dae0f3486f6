"""Contract of curated.bundling_candidate."""

from pipelines.contracts.base import Column, Contract, category, month, synthetic

CONTRACT = Contract(
    relation="bundling_candidate",
    title="Kandidaten zum Bündeln",
    grain="Monat und Paar von Angeboten",
    meaning="Zwei schwach belegte Angebote derselben Kategorie mit gemeinsamem Einzugsgebiet, deren Menschen in das größere passten. Ein Hinweis, kein Urteil.",
    key=("month", "offer_id_a", "offer_id_b"),
    columns=(
        month(),
        category(),
        Column("offer_id_a", "text", "Kennung des einen Angebots", references="offer.offer_id"),
        Column("offer_id_b", "text", "Kennung des anderen Angebots", references="offer.offer_id"),
        Column("municipalities", "integer", "Gemeinden, die beide bedienen", unit="Gemeinden", minimum=1),
        Column("occupancy_a", "number", "Belegung des einen", unit="Anteil 0–1", minimum=0),
        Column("occupancy_b", "number", "Belegung des anderen", unit="Anteil 0–1", minimum=0),
        Column("places", "number", "Plätze beider zusammen", unit="Plätze", minimum=0),
        Column("occupied", "number", "belegt davon", unit="Plätze", minimum=0),
        synthetic(),
    ),
)
