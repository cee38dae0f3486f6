"""Contract of curated.need."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, category, month, needed, protected, unit

CONTRACT = Contract(
    relation="need",
    title="Bedarf",
    grain="Monat, Gemeinde und Kategorie",
    meaning="Was die gezählten Personen brauchen: Personen mit Zugang × Quote. Nur für Kategorien, deren Quote sich vertreten lässt.",
    key=("month", "ags", "category"),
    columns=(
        month(),
        ags(),
        category(),
        unit(),
        *needed(),
        basis(),
        Column(
            "people_low",
            "number",
            "Untere Grenze der Personen mit Zugang",
            unit="Personen",
            required=False,
            minimum=0,
        ),
        Column(
            "people",
            "number",
            "Personen im Alter und mit Zugang an diesem Tag",
            unit="Personen",
            required=False,
            minimum=0,
        ),
        Column(
            "people_high",
            "number",
            "Obere Grenze der Personen mit Zugang",
            unit="Personen",
            required=False,
            minimum=0,
        ),
        Column(
            "mode",
            "text",
            "Lücke (gap) oder nur Szenario aus einer einzigen Quelle (scenario)",
            choices=("gap", "scenario"),
        ),
        Column(
            "rests_on_estimate",
            "boolean",
            "Wahr, wenn ein geschätzter Bestand eingeht; dann ist keine Antwort sicher",
        ),
        Column(
            "uses_own_values", "boolean", "Wahr, wenn eine Quote oder ein Zugangsrecht vom Kreis selbst gesetzt ist"
        ),
        protected("is_protected", "ein Bestand, der hier eingeht,"),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Bedarf muss zwischen seinen Grenzen liegen.",
            """select month, ags, category, need_low, need, need_high from curated.need
            where need_low > need + 1e-9 or need > need_high + 1e-9""",
        ),
        Rule(
            "missing_is_empty",
            "Ohne Bestand gibt es keinen Bedarf, auch keinen von null.",
            """select month, ags, category, basis, need from curated.need where (basis = 'missing') <> (need is null)""",
        ),
        Rule(
            "gap_categories_only",
            "Bedarf gibt es nur für Kategorien mit vertretbarer Quote.",
            """select n.month, n.ags, n.category from curated.need as n inner join curated.category as c on n.category = c.category where c.gap_mode = 'presence'""",
        ),
        Rule(
            "complete",
            "Für jeden Monat, jede Gemeinde und jede Lückenkategorie steht genau eine Zeile.",
            """select count(*) as zeilen, max(soll.zeilen) as erwartet from (select * from curated.need where mode = 'gap') as n
            cross join (select count(*) * (select count(*) from curated.category where gap_mode = 'gap') as zeilen
                        from (select distinct month, ags from curated.stock)) as soll
            having count(*) <> max(soll.zeilen)""",
        ),
    ),
)
