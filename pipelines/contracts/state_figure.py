"""Contract of curated.state_figure."""

from pipelines.contracts.base import Column, Contract, Rule, provenance

CONTRACT = Contract(
    relation="state_figure",
    title="Landeszahlen",
    grain="Größe und Zeitraum",
    meaning="Was für ganz NRW veröffentlicht ist oder aus Veröffentlichtem folgt, vor allem die Verteilbasis.",
    key=("measure", "period_start", "period_end"),
    columns=(
        Column("measure", "text", "Größe; fluag_base ist die Verteilbasis nach § 3 FlüAG"),
        Column("period_start", "day", "Beginn des Zeitraums"),
        Column("period_end", "day", "Ende des Zeitraums, bei einem Stichtag derselbe Tag"),
        Column("value", "number", "Wert", unit="siehe unit", minimum=0),
        Column("low", "number", "Untere Grenze", unit="siehe unit", minimum=0),
        Column("high", "number", "Obere Grenze", unit="siehe unit", minimum=0),
        Column("unit", "text", "Einheit"),
        Column(
            "basis", "text", "Herkunft: veröffentlicht (published) oder aus veröffentlichten Paaren gefolgert (implied)"
        ),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Wert muss zwischen seinen Grenzen liegen.",
            "select measure, period_end, low, value, high from curated.state_figure where low > value or value > high",
        ),
        Rule(
            "day_has_come",
            "Das Ende des Zeitraums liegt nach dem Eingang der Datei; die Zeile zählt nicht mit, berichtigen Sie den Tag.",
            """select p.receipt_id, p.line, p.period_end from raw.state_figure as p
            inner join clean.receipt as r on p.receipt_id = r.receipt_id
            where cast(p.period_end as date) > cast(r.received_at as date)""",
            severity="warn",
        ),
    ),
)
