"""Contract of curated.presence."""

from pipelines.contracts.base import Column, Contract, ags, category, month, synthetic

CONTRACT = Contract(
    relation="presence",
    title="Wer macht was wo",
    grain="Monat, Gemeinde, Kategorie und Art des Trägers",
    meaning="Angebote, die eine Gemeinde bedienen; keine Zeile, wo es keines gibt.",
    key=("month", "ags", "category", "provider_kind"),
    columns=(
        month(),
        ags("Gemeinde, die bedient wird"),
        category(),
        Column("provider_kind", "text", "Art des Trägers"),
        Column("offers", "integer", "Angebote, die die Gemeinde bedienen", unit="Angebote", minimum=1),
        Column("offers_here", "integer", "davon mit Sitz in der Gemeinde", unit="Angebote", minimum=0),
        synthetic(),
    ),
)
