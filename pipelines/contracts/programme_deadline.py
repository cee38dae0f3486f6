"""Contract of curated.programme_deadline."""

from pipelines.contracts.base import Column, Contract, reference_provenance

CONTRACT = Contract(
    relation="programme_deadline",
    title="Fristen der Förderprogramme",
    grain="Förderprogramm und Aufruf",
    meaning="Bis wann Anträge angenommen werden oder wurden. Ein Aufruf ohne letzten Tag sagt, wie die Frist sonst zustande kommt.",
    key=("programme", "call"),
    columns=(
        Column("programme", "text", "Code des Förderprogramms", references="programme.programme"),
        Column("call", "text", "Code des Aufrufs"),
        Column("for_year", "integer", "Jahr, für das Geld beantragt wird", required=False),
        Column("opens_on", "day", "Erster Tag für Anträge; leer: nicht bekannt", required=False),
        Column("closes_on", "day", "Letzter Tag für Anträge; leer: nicht bekannt", required=False),
        Column(
            "rhythm",
            "text",
            "Wie oft es eine Frist gibt: einmal (once), jährlich (yearly), fortlaufend (rolling), örtlich gesetzt (local), kein Antrag nötig (automatic)",
            choices=("once", "yearly", "rolling", "local", "automatic"),
        ),
        Column(
            "certainty",
            "text",
            "Wie sicher der letzte Tag ist: veröffentlicht (published), zu prüfen (to_check), kein Tag bekannt (no_day)",
            choices=("published", "to_check", "no_day"),
        ),
        Column("area", "text", "Schlüssel des Kreises, in dem allein die Frist gilt; leer: überall", required=False),
        Column("area_name", "text", "Name dieses Kreises", required=False),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
)
