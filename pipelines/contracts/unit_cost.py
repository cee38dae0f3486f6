"""Contract of curated.unit_cost."""

from pipelines.contracts.base import Column, Contract, Rule, category, reference_provenance

EURO = "Euro im Jahr"

CONTRACT = Contract(
    relation="unit_cost",
    title="Kosten je Platz",
    grain="Kategorie",
    meaning="Was ein Platz, ein Bett, eine Stelle oder die Versorgung einer Person im Jahr kostet, mit Grenzen und Herkunft. Ein leerer Preis heißt: keine Quelle bekannt.",
    key=("category",),
    columns=(
        category(),
        Column("unit", "text", "Einheit des Bedarfs, auf die sich der Preis bezieht"),
        Column("low", "number", "Untere Grenze; leer, wenn keine Quelle sie nennt", unit=EURO, required=False),
        Column(
            "value",
            "number",
            "Preis, mit dem gerechnet wird; leer: keiner bekannt",
            unit=EURO,
            required=False,
            minimum=0,
        ),
        Column("high", "number", "Obere Grenze; leer, wenn keine Quelle sie nennt", unit=EURO, required=False),
        Column(
            "opening_cost",
            "number",
            "Was es zusätzlich kostet, überhaupt anzufangen; leer: nichts bekannt",
            unit=EURO,
            required=False,
            minimum=0,
        ),
        Column(
            "min_group",
            "integer",
            "Kleinste Gruppe, mit der begonnen wird; leer: keine",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=1,
        ),
        Column(
            "basis",
            "text",
            "Herkunft des Preises: belegt (sourced), errechnet (derived), Annahme (assumption); leer ohne Preis",
            required=False,
        ),
        Column("year", "integer", "Jahr, aus dem der Preis stammt", required=False, minimum=2000),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Wert muss zwischen seinen Grenzen liegen.",
            """select category, low, value, high from curated.unit_cost where low > value or value > high""",
        ),
        Rule(
            "a_price_has_its_origin",
            "Zu einem Preis gehören Herkunft und Jahr; ein Preis ist größer als 0.",
            """select category, value, basis, year from curated.unit_cost
            where value <= 0 or (value is not null and (basis is null or year is null))""",
        ),
        Rule(
            "only_with_a_gap",
            "Ein Preis steht nur bei Kategorien, für die eine Lücke gerechnet wird.",
            """select u.category from curated.unit_cost as u inner join curated.category as c on u.category = c.category
            where c.gap_mode <> 'gap'""",
        ),
    ),
)
