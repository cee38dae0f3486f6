"""Contract of curated.reported_stock."""

from pipelines.contracts.base import Column, Contract, Rule, ags, legal_group, protected, provenance

CONTRACT = Contract(
    relation="reported_stock",
    title="Gemeldeter Bestand",
    grain="Rechtskreis, Gemeinde und Stichtag",
    meaning="Gezählte Personen, wie sie gemeldet oder veröffentlicht sind; das Mittel eines Quartals steht für den Tag danach.",
    key=("legal_group", "ags", "as_of"),
    columns=(
        legal_group(),
        ags(),
        Column("as_of", "day", "Stichtag"),
        Column("persons_low", "number", "Untere Grenze", unit="Personen", required=False, minimum=0),
        Column("persons", "number", "Gezählte Personen", unit="Personen", required=False, minimum=0),
        Column("persons_high", "number", "Obere Grenze", unit="Personen", required=False, minimum=0),
        Column("is_mean", "boolean", "Wahr, wenn die Zahl das Mittel eines Zeitraums ist"),
        Column("is_approximate", "boolean", "Wahr, wenn die Quelle die Zahl als ungefähr bezeichnet"),
        Column("period_start", "day", "Beginn des Zeitraums der Zählung"),
        Column("period_end", "day", "Ende des Zeitraums der Zählung"),
        protected(),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
    rules=(
        Rule(
            "bounds",
            "Die Zahl muss zwischen ihren Grenzen liegen.",
            """select legal_group, ags, as_of, persons_low, persons, persons_high from curated.reported_stock
            where persons_low > persons or persons > persons_high""",
        ),
        Rule(
            "protected_is_empty",
            "Eine Zeile ohne Zahl ist eine geschützte, und eine geschützte nennt keine.",
            """select legal_group, ags, as_of, persons_low, persons, persons_high from curated.reported_stock
            where is_protected <> (persons is null) or (persons is null) <> (persons_low is null)
                or (persons is null) <> (persons_high is null)""",
        ),
        Rule(
            "whole_people",
            "Gezählte Personen sind eine ganze Zahl; 1.314 heißt hier 1,314 und nicht eintausenddreihundertvierzehn.",
            """select receipt_id, line, legal_group, ags, as_of, persons from curated.reported_stock
            where not is_mean and persons <> floor(persons)""",
            severity="warn",
        ),
    ),
)
