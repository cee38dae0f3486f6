"""Contract of curated.stock."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, legal_group, month, protected, provenance

CONTRACT = Contract(
    relation="stock",
    title="Bestand",
    grain="Monat, Gemeinde und Rechtskreis",
    meaning="Gezählte Personen; ein Monat ohne Meldung ist eine Zeile, die das sagt.",
    key=("month", "ags", "legal_group"),
    columns=(
        month(),
        ags(),
        legal_group(),
        Column("persons_low", "number", "Untere Grenze", unit="Personen", required=False, minimum=0),
        Column("persons", "number", "Gezählte Personen", unit="Personen", required=False, minimum=0),
        Column("persons_high", "number", "Obere Grenze", unit="Personen", required=False, minimum=0),
        basis(),
        Column("is_approximate", "boolean", "Wahr, wenn die Quelle die Zahl als ungefähr bezeichnet"),
        Column("is_mean", "boolean", "Wahr, wenn die Zahl das Mittel eines Zeitraums ist"),
        protected(),
        Column("period_start", "day", "Beginn des Zeitraums der Zählung", required=False),
        Column("period_end", "day", "Ende des Zeitraums der Zählung", required=False),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle", required=False),
        *provenance(required=False),
    ),
    rules=(
        Rule(
            "bounds",
            "Die Zahl muss zwischen ihren Grenzen liegen.",
            """select month, ags, legal_group, persons_low, persons, persons_high from curated.stock
            where persons_low > persons or persons > persons_high""",
        ),
        Rule(
            "missing_is_empty",
            "Fehlt eine Meldung, steht keine Zahl da, auch keine Null.",
            """select month, ags, legal_group, basis, persons from curated.stock
            where (basis = 'missing') <> (persons is null)""",
        ),
        Rule(
            "plausible",
            "Mehr als ein Viertel der Einwohner kann kaum gezählt worden sein; prüfen Sie die Zahl.",
            """select s.month, s.ags, s.legal_group, s.persons, max(p.persons) as einwohner from curated.stock as s
            inner join curated.population as p on s.ags = p.ags
            group by s.month, s.ags, s.legal_group, s.persons having s.persons > 0.25 * max(p.persons)""",
            severity="warn",
        ),
        Rule(
            "whole_people",
            "Gezählte Personen sind eine ganze Zahl; 1.314 heißt hier 1,314 und nicht eintausenddreihundertvierzehn.",
            """select month, ags, legal_group, persons from curated.stock where basis = 'reported' and not is_mean and persons <> floor(persons)""",
            severity="warn",
        ),
    ),
)
