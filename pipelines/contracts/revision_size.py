"""Contract of curated.revision_size."""

from pipelines.contracts.base import Column, Contract, Rule

FEW = "leer unter fünf Berichtigungen"

CONTRACT = Contract(
    relation="revision_size",
    title="Übliche Größe späterer Berichtigungen",
    grain="Quelle und Größe",
    meaning="Wie oft und um wie viel Zahlen einer Quelle später berichtigt wurden; Rundung zählt nicht als Berichtigung.",
    key=("source", "measure"),
    columns=(
        Column("source", "text", "Quelle", references="source_status.source"),
        Column("measure", "text", "Größe"),
        Column("figures", "integer", "Zahlen, die bekannt sind", unit="Zahlen", minimum=1),
        Column("reported_again", "integer", "davon an mehr als einem Tag gemeldet", unit="Zahlen", minimum=0),
        Column("revised", "integer", "davon berichtigt", unit="Zahlen", minimum=0),
        Column("rounded", "integer", "davon nur anders gerundet", unit="Zahlen", minimum=0),
        Column(
            "median_change",
            "number",
            f"Mittlere Änderung (Median) ohne Vorzeichen; {FEW}",
            unit="Anteil",
            required=False,
            minimum=0,
        ),
        Column(
            "most_change",
            "number",
            f"Änderung, die vier von fünf Berichtigungen nicht überschreiten (80-%-Quantil); {FEW}",
            unit="Anteil",
            required=False,
            minimum=0,
        ),
        Column(
            "share_up",
            "number",
            f"Anteil der Berichtigungen nach oben; {FEW}",
            unit="Anteil",
            required=False,
            minimum=0,
            maximum=1,
        ),
    ),
    rules=(
        Rule(
            "adds_up",
            "Berichtigt oder gerundet sind höchstens so viele Zahlen, wie mehrfach gemeldet sind.",
            """select source, measure, reported_again, revised, rounded from curated.revision_size
            where revised + rounded > reported_again or reported_again > figures""",
        ),
    ),
)
