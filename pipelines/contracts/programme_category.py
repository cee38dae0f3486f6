"""Contract of curated.programme_category."""

from pipelines.contracts.base import Column, Contract, category, reference_provenance

CONTRACT = Contract(
    relation="programme_category",
    title="Förderprogramme je Kategorie",
    grain="Förderprogramm und Kategorie",
    meaning="Wofür ein Förderprogramm Geld gibt. Welche Lücke es bezahlen kann, folgt daraus und aus seiner Laufzeit.",
    key=("programme", "category"),
    columns=(
        Column("programme", "text", "Code des Förderprogramms", references="programme.programme"),
        category(),
        Column(
            "way",
            "text",
            "Ob das Geld die Angebote selbst bezahlt (pays) oder Stellen, die sie koordinieren (coordinates)",
            choices=("pays", "coordinates"),
        ),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
)
