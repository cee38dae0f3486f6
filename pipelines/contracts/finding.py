"""Contract of curated.finding."""

from pipelines.contracts.base import Column, Contract

CONTRACT = Contract(
    relation="finding",
    title="Befunde",
    grain="Befund",
    meaning="Was an den Eingängen falsch oder zweifelhaft ist und was zu tun ist.",
    key=("source", "file", "line", "column_name", "reason"),
    columns=(
        Column("found_at", "instant", "Eingang der Datei (UTC)"),
        Column(
            "severity",
            "text",
            "Schwere: Fehler (error), zweifelhaft (warn), Hinweis (info)",
            choices=("error", "warn", "info"),
        ),
        Column("source", "text", "Quelle"),
        Column("file", "text", "Datei in data/raw"),
        Column("line", "integer", "Zeile in der Datei", required=False),
        Column("column_name", "text", "Spalte"),
        Column("value", "text", "Wert, wie er geliefert wurde", required=False),
        Column("reason", "text", "Was daran nicht stimmt"),
        Column("action", "text", "Was zu tun ist"),
        Column(
            "details", "text", "Erwartetes und Gefundenes nebeneinander, wenn eine Datei abgelehnt ist", required=False
        ),
    ),
)
