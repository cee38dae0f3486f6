"""Contract of curated.age_share."""

from pipelines.contracts.base import Column, Contract, Rule, reference_provenance

CONTRACT = Contract(
    relation="age_share",
    title="Altersanteile",
    grain="Altersgruppe und Gültigkeitsbeginn",
    meaning="Anteil jeder Altersgruppe an den gezählten Personen.",
    key=("age_band", "valid_from"),
    columns=(
        Column(
            "age_band",
            "text",
            "Altersgruppe in vollendeten Jahren",
            choices=("0_2", "3_5", "6_17", "18_64", "65_plus"),
        ),
        Column("age_from", "integer", "Alter ab", unit="Jahre", minimum=0),
        Column("age_to", "integer", "Alter bis einschließlich; leer: ohne Grenze", unit="Jahre", required=False),
        Column("low", "number", "Untere Grenze", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("value", "number", "Anteil, mit dem gerechnet wird", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("high", "number", "Obere Grenze", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("basis", "text", "Wie der Wert zustande kommt"),
        Column("valid_from", "day", "Gültig ab"),
        Column("valid_to", "day", "Gültig bis einschließlich; leer: bis auf Weiteres", required=False),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
    rules=(
        Rule(
            "sum_is_one",
            "Die Anteile eines Zeitraums ergeben zusammen 1.",
            """select valid_from, sum(value) as summe from curated.age_share group by valid_from having abs(sum(value) - 1) > 1e-9""",
        ),
        Rule(
            "bounds",
            "Der Anteil muss zwischen seinen Grenzen liegen.",
            """select age_band, valid_from, low, value, high from curated.age_share where low > value or value > high""",
        ),
    ),
)
