"""Contract of curated.build."""

from pipelines.contracts.base import Column, Contract, Rule

CONTRACT = Contract(
    relation="build",
    title="Stand",
    grain="Stand",
    meaning="Dieser Stand: wann gebaut, woraus, womit.",
    key=("build_id",),
    columns=(
        Column("build_id", "text", "Kennung des Stands"),
        Column("built_at", "instant", "Gebaut (UTC)"),
        Column("known_on", "day", "Datenstand: jüngster Tag, an dem ein Eingang bekannt war"),
        Column(
            "as_known_on",
            "day",
            "Kenntnisstand: was später gemeldet oder berichtigt wurde, fehlt; leer: alles, was bekannt ist",
            required=False,
        ),
        Column("kreis_ags", "text", "Kreis, für den geplant wird"),
        Column("input_hash", "text", "Prüfsumme aller Eingänge; leer in der öffentlichen Datei", required=False),
        Column(
            "protection",
            "text",
            "Schutz der Personen: keiner (none); Zahlen von Personen gerundet oder nicht genannt, alles andere daraus gerechnet (protected)",
            choices=("none", "protected"),
        ),
        Column(
            "rounded_to",
            "integer",
            "Zahlen von Personen sind auf das nächste Vielfache hiervon gerundet",
            unit="Personen",
            required=False,
        ),
        Column(
            "suppressed_below",
            "integer",
            "Kleinere Zahlen von Personen werden nie genannt",
            unit="Personen",
            required=False,
        ),
        Column(
            "withheld_up_to",
            "integer",
            "Auch bis hier wird keine genannt, damit eine fehlende Zahl nicht verrät, dass sie unter suppressed_below liegt",
            unit="Personen",
            required=False,
        ),
        Column("contract_version", "text", "Fassung der Verträge"),
        Column("program_version", "text", "Fassung des Programms"),
    ),
    rules=(
        Rule(
            "one_row",
            "Ein Stand hat genau eine Zeile.",
            """select count(*) as zeilen from curated.build having count(*) <> 1""",
        ),
    ),
)
