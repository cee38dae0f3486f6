"""Contract of curated.month."""

from pipelines.contracts.base import Column, Contract, Rule, month

CONTRACT = Contract(
    relation="month",
    title="Monate",
    grain="Monat",
    meaning="Die Zeitreihe und wie viele Gemeinden des Kreises in jedem Monat gemeldet haben.",
    key=("month",),
    columns=(
        month(),
        Column("municipalities", "integer", "Gemeinden im Kreis", unit="Gemeinden", minimum=0),
        Column("reported_fluag", "integer", "mit FlüAG-Bestand", unit="Gemeinden", minimum=0),
        Column("reported_wohnsitz", "integer", "mit Bestand der Wohnsitzauflage", unit="Gemeinden", minimum=0),
        Column("reported_both", "integer", "mit beiden Beständen", unit="Gemeinden", minimum=0),
        Column("reported_asylblg", "integer", "mit Empfängern nach AsylbLG", unit="Gemeinden", minimum=0),
        Column("fluag_means", "integer", "deren FlüAG-Bestand ein Mittelwert ist", unit="Gemeinden", minimum=0),
        Column("is_opening", "boolean", "Wahr für den Monat, mit dem die Anzeige beginnt"),
    ),
    rules=(
        Rule(
            "any_report",
            "Es liegt kein Bestand vor, ohne ihn gibt es keinen Monat; nehmen Sie Bestandsmeldungen mit bedarfsatlas add auf.",
            """select 0 as monate where not exists (select 1 from curated.month)""",
        ),
        Rule(
            "one_opening",
            "Genau ein Monat eröffnet die Anzeige.",
            """select count(*) as monate from curated.month where is_opening having count(*) <> 1""",
        ),
        Rule(
            "spine",
            "Zwischen erstem und letztem Monat fehlt keiner.",
            """select min(month) as von, max(month) as bis, count(*) as monate from curated.month
            having count(*) <> date_diff('month', min(month), max(month)) + 1""",
        ),
    ),
)
