"""Contract of curated.source_status."""

from pipelines.contracts.base import Column, Contract

CONTRACT = Contract(
    relation="source_status",
    title="Stand der Quellen",
    grain="Quelle",
    meaning="Was von jeder Quelle empfangen ist und wann die nächste Meldung fällig ist.",
    key=("source",),
    columns=(
        Column("source", "text", "Quelle"),
        Column("title", "text", "Bezeichnung"),
        Column("publisher", "text", "Herausgeber"),
        Column("licence", "text", "Lizenz"),
        Column(
            "cadence_days",
            "integer",
            "Abstand zwischen zwei Meldungen; leer: unregelmäßig",
            unit="Tage",
            required=False,
        ),
        Column("period", "text", "Zeitraum aller empfangenen Dateien", required=False),
        Column("received_at", "instant", "Eingang der neuesten Datei (UTC)", required=False),
        Column("sha256", "text", "Prüfsumme der neuesten Datei", required=False),
        Column("rows", "integer", "Zeilen aller empfangenen Dateien", unit="Zeilen", required=False),
        Column("due_on", "day", "Nächste Meldung fällig", required=False),
        Column("overdue_on", "day", "überfällig ab", required=False),
        Column("delinquent_on", "day", "stark überfällig ab", required=False),
    ),
)
