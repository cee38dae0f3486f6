"""Contract of curated.stock_estimate."""

from pipelines.contracts.base import Column, Contract, Rule, ags, legal_group, provenance

CONTRACT = Contract(
    relation="stock_estimate",
    title="Geschätzter Bestand",
    grain="Rechtskreis, Gemeinde und Monatserster",
    meaning="Was eine Gemeinde vermutlich hat, bis ihre nächste Meldung kommt: Verpflichtung des Tages × ihre letzte Erfüllung, höchstens zwölf Monate lang.",
    key=("legal_group", "ags", "as_of"),
    columns=(
        legal_group("FlüAG-Bestand (fluag), Wohnsitzauflage (wohnsitz)", ("fluag", "wohnsitz")),
        ags(),
        Column("as_of", "day", "Tag, für den geschätzt wird"),
        Column(
            "persons_low", "number", "Untere Grenze; weitet sich mit dem Alter der Meldung", unit="Personen", minimum=0
        ),
        Column("persons", "number", "Geschätzte Personen", unit="Personen", minimum=0),
        Column(
            "persons_high", "number", "Obere Grenze; weitet sich mit dem Alter der Meldung", unit="Personen", minimum=0
        ),
        Column("obligation", "number", "Gerechnete Verpflichtung an diesem Tag", unit="Personen", minimum=0),
        Column(
            "last_rate",
            "number",
            "Letzter gemeldeter Bestand ÷ Verpflichtung an seinem Tag",
            unit="Verhältnis, 1 = 100 %",
            minimum=0,
        ),
        Column("age_months", "number", "Alter der letzten Meldung", unit="Monate", minimum=0),
        Column("period_start", "day", "Beginn des Zeitraums der letzten Zählung"),
        Column("period_end", "day", "Ende des Zeitraums der letzten Zählung"),
        Column("source", "text", "Fundstelle der letzten Zählung"),
        *provenance(),
    ),
    rules=(
        Rule(
            "bounds",
            "Die Schätzung muss zwischen ihren Grenzen liegen.",
            """select legal_group, ags, as_of, persons_low, persons, persons_high from curated.stock_estimate
            where persons_low > persons or persons > persons_high""",
        ),
        Rule(
            "gives_way",
            "Wo ein Bestand gemeldet ist, gilt keine Schätzung.",
            """select s.month, s.ags, s.legal_group from curated.stock as s
            inner join curated.reported_stock as r
                on s.ags = r.ags and s.legal_group = r.legal_group and s.month = date_trunc('month', r.as_of)
            where s.basis = 'estimated'""",
        ),
    ),
)
