"""Contract of curated.supply."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, category, month, synthetic, unit

CONTRACT = Contract(
    relation="supply",
    title="Angebot in Plätzen",
    grain="Monat, Gemeinde und Kategorie",
    meaning="Was laufende Angebote mit Sitz in der Gemeinde für deren eigene Leute vorhalten. Nicht gemeldet ist nicht null.",
    key=("month", "ags", "category"),
    columns=(
        month(),
        ags(),
        category(),
        Column(
            "capacity",
            "number",
            "Kapazität in der Einheit des Bedarfs; die Angaben der Angebote zählen auf sechs Nachkommastellen gerundet",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        unit(),
        basis(),
        Column("offers", "integer", "Zahl der Angebote, deren Kapazität zählt", unit="Angebote", minimum=0),
        Column(
            "offers_without_capacity",
            "integer",
            "laufende Angebote ohne Kapazität in dieser Einheit; ihretwegen ist die Zahl ein Mindestwert",
            unit="Angebote",
            minimum=0,
        ),
        synthetic(),
    ),
    rules=(
        Rule(
            "missing_is_empty",
            "Ohne gemeldetes Inventar steht keine Kapazität da, auch keine Null.",
            """select month, ags, category, basis, capacity from curated.supply where (basis = 'missing') <> (capacity is null)""",
        ),
    ),
)
