"""Contract of curated.persons."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, legal_group, month, protected

CONTRACT = Contract(
    relation="persons",
    title="Personen nach Alter",
    grain="Monat, Gemeinde, Rechtskreis und Altersgruppe",
    meaning="Gezählte Personen, nach Altersanteilen aufgeteilt. Die Zeilen eines Rechtskreises ergeben seinen Bestand; asylblg_other wird nie zu den anderen addiert.",
    key=("month", "ags", "legal_group", "age_band"),
    columns=(
        month(),
        ags(),
        legal_group(),
        Column(
            "age_band",
            "text",
            "Altersgruppe in vollendeten Jahren",
            choices=("0_2", "3_5", "6_17", "18_64", "65_plus"),
        ),
        Column("persons_low", "number", "Untere Grenze", unit="Personen", required=False, minimum=0),
        Column("persons", "number", "Personen dieser Altersgruppe", unit="Personen", required=False, minimum=0),
        Column("persons_high", "number", "Obere Grenze", unit="Personen", required=False, minimum=0),
        basis("basis", "des Bestands"),
        protected("is_protected", "der Bestand"),
        basis("age_basis", "der Aufteilung nach Alter"),
        Column("age_as_of", "day", "Stand der Aufteilung nach Alter", required=False),
        Column("age_source", "text", "Fundstelle der Aufteilung nach Alter", required=False),
    ),
    rules=(
        Rule(
            "parts_make_total",
            "Die Altersgruppen eines Rechtskreises ergeben seinen Bestand.",
            """select p.month, p.ags, p.legal_group, sum(p.persons) as teile, max(s.persons) as bestand
            from curated.persons as p
            inner join curated.stock as s on p.month = s.month and p.ags = s.ags and p.legal_group = s.legal_group
            where s.persons is not null
            group by p.month, p.ags, p.legal_group
            having abs(sum(p.persons) - max(s.persons)) > 1e-6""",
        ),
        Rule(
            "all_bands",
            "Zu jedem Bestand gehören alle fünf Altersgruppen.",
            """select month, ags, legal_group, count(*) as gruppen from curated.persons group by month, ags, legal_group having count(*) <> 5""",
        ),
        Rule(
            "bounds",
            "Die Zahl muss zwischen ihren Grenzen liegen.",
            """select month, ags, legal_group, age_band from curated.persons where persons_low > persons or persons > persons_high""",
        ),
    ),
)
