"""Contract of curated.gap_step."""

from pipelines.contracts.base import Column, Contract, Rule, ags, category, month, synthetic

CONTRACT = Contract(
    relation="gap_step",
    title="Woher die Lücke kommt",
    grain="Monat, Gemeinde, Kategorie und Rechenschritt",
    meaning="Jede Lücke in ihren Schritten: Personen × Alter × Zugang × Quote − Plätze, jeder mit Quelle, Stand und Grundlage. Für Förderanträge.",
    key=("month", "ags", "category", "step"),
    columns=(
        month(),
        ags(),
        category(),
        Column("step", "integer", "Nummer des Schritts", minimum=1),
        Column(
            "kind",
            "text",
            "Art: gezählte Personen, Alter, Zugang, Quote, Plätze am Ort, Umrechnung, geteilte Plätze, Ergebnis",
            choices=("people", "age", "access", "ratio", "places", "conversion", "shared", "result"),
        ),
        Column("item", "text", "Was genau: Rechtskreis, Altersgruppe, Quote, Angebot oder Ergebnis"),
        Column("low", "number", "Untere Grenze; leer, wenn keine bekannt ist", required=False),
        Column("value", "number", "Wert, mit dem gerechnet wird; leer: nicht gemeldet", required=False),
        Column("high", "number", "Obere Grenze; leer, wenn keine bekannt ist", required=False),
        Column("unit", "text", "Einheit", required=False),
        Column("basis", "text", "Datengrundlage; own: vom Kreis selbst gesetzt"),
        Column("as_of", "day", "Stand oder Gültigkeitsbeginn", required=False),
        Column("source", "text", "Fundstelle; computed: hier gerechnet", required=False),
        Column("file", "text", "Datei, aus der der Wert stammt", required=False),
        Column("line", "integer", "Zeile in dieser Datei, Kopfzeile mitgezählt", required=False, minimum=1),
        synthetic(),
    ),
    rules=(
        Rule(
            "opens_every_gap",
            "Jede Lücke lässt sich öffnen.",
            """select g.month, g.ags, g.category from curated.gap as g
            where g.need is not null and not exists (
                select 1 from curated.gap_step as s
                where s.month = g.month and s.ags = g.ags and s.category = g.category and s.kind = 'result')""",
        ),
        Rule(
            "input_names_its_source",
            "Jeder gemeldete oder gesetzte Wert nennt seine Fundstelle.",
            """select month, ags, category, step, item from curated.gap_step
            where kind <> 'result' and value is not null and source is null""",
        ),
    ),
)
