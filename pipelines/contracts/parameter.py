"""Contract of curated.parameter."""

from pipelines.contracts.base import Column, Contract, Rule, reference_provenance

CONTRACT = Contract(
    relation="parameter",
    title="Rechtsparameter",
    grain="Parameter und Gültigkeitsbeginn",
    meaning="Gewichte, Grenzen und Sätze mit Datum; eine Rechtsänderung ist eine neue Zeile.",
    key=("parameter", "valid_from"),
    columns=(
        Column("parameter", "text", "Name"),
        Column("value", "number", "Wert"),
        Column("unit", "text", "Einheit"),
        Column("valid_from", "day", "Gültig ab"),
        Column("valid_to", "day", "Gültig bis einschließlich; leer: bis auf Weiteres", required=False),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
    rules=(
        Rule(
            "no_overlap",
            "Zeiträume eines Parameters überschneiden sich nicht.",
            """select a.parameter, a.valid_from, b.valid_from as auch_ab from curated.parameter as a
            inner join curated.parameter as b on a.parameter = b.parameter and a.valid_from < b.valid_from
            where coalesce(a.valid_to, date '9999-12-31') >= b.valid_from""",
        ),
    ),
)
