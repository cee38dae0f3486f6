"""Contract of curated.cliff."""

from pipelines.contracts.base import Column, Contract, Rule, ags, category, month, synthetic

CONTRACT = Contract(
    relation="cliff",
    title="Was ausläuft",
    grain="Monat, Gemeinde, Kategorie und Zeitraum voraus",
    meaning="Plätze, die in 3, 6 oder 12 Monaten wegfallen, wenn nichts verlängert wird. Keine Zeile, wo nichts endet.",
    key=("month", "ags", "category", "horizon_months"),
    columns=(
        month(),
        ags("Gemeinde, in der die Angebote ihren Sitz haben"),
        category(),
        Column("horizon_months", "integer", "So viele Monate voraus", unit="Monate", minimum=3, maximum=12),
        Column(
            "offers", "integer", "Angebote, deren Laufzeit oder Förderung bis dahin endet", unit="Angebote", minimum=1
        ),
        Column(
            "capacity",
            "number",
            "Kapazität, die dann wegfällt",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column("unit", "text", "Einheit der Kapazität"),
        Column("offers_without_capacity", "integer", "davon ohne gemeldete Kapazität", unit="Angebote", minimum=0),
        Column("first_end", "day", "Tag, an dem das erste dieser Angebote endet"),
        synthetic(),
    ),
    rules=(
        Rule(
            "longer_means_more",
            "In einem längeren Zeitraum kann nicht weniger auslaufen.",
            """select a.month, a.ags, a.category, a.horizon_months, b.horizon_months as laenger from curated.cliff as a
            inner join curated.cliff as b on a.month = b.month and a.ags = b.ags and a.category = b.category
                and a.horizon_months < b.horizon_months
            where a.offers > b.offers""",
        ),
    ),
)
