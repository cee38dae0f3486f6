"""Contract of curated.need_factor."""

from pipelines.contracts.base import Column, Contract, Rule, category

CONTRACT = Contract(
    relation="need_factor",
    title="Bedarf je Person",
    grain="Kategorie und Gültigkeitsbeginn",
    meaning="Was eine Person mit Zugang braucht und was eine Einheit Kapazität leistet; aus den Quoten gerechnet.",
    key=("category", "valid_from"),
    columns=(
        category(),
        Column("valid_from", "day", "Gültig ab"),
        Column("valid_to", "day", "Gültig bis einschließlich; leer: bis auf Weiteres", required=False),
        Column(
            "low",
            "number",
            "Untere Grenze; leer, wenn keine Quelle sie nennt",
            unit="Bedarf je Person",
            required=False,
            minimum=0,
        ),
        Column(
            "value",
            "number",
            "Bedarf je Person mit Zugang",
            unit="Bedarf je Person",
            required=False,
            minimum=0,
        ),
        Column(
            "high",
            "number",
            "Obere Grenze; leer, wenn keine Quelle sie nennt",
            unit="Bedarf je Person",
            required=False,
            minimum=0,
        ),
        Column(
            "supply_factor",
            "number",
            "Bedarfseinheiten, die eine Einheit Kapazität deckt",
            unit="Bedarf je Kapazität",
            minimum=0,
        ),
        Column("is_own", "boolean", "Wahr, wenn der Kreis eine der Quoten selbst gesetzt hat"),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Wert muss zwischen seinen Grenzen liegen.",
            """select category, valid_from, low, value, high from curated.need_factor where low > value or value > high""",
        ),
        Rule(
            "complete",
            "Jede Kategorie mit Lücke braucht eine Quote mit einem Wert.",
            """select c.category from curated.category as c
            where c.gap_mode = 'gap' and c.category not in (select category from curated.need_factor where value is not null)""",
        ),
    ),
)
