"""Contract of curated.course_group."""

from pipelines.contracts.base import Column, Contract, Rule, ags, category, month, synthetic

CONTRACT = Contract(
    relation="course_group",
    title="Genug Menschen für einen Kurs?",
    grain="Monat, Kategorie und Gemeinde",
    meaning="Welche Nachbargemeinden zusammen genug Unversorgte für einen Kurs haben und wo sie sich träfen. So gruppiert, dass möglichst wenige ohne Kurs bleiben, dann mit möglichst kurzen Wegen.",
    key=("month", "category", "ags"),
    columns=(
        month(),
        category(),
        ags(),
        Column("people", "number", "Menschen ohne Platz, auch nach dem Teilen", unit="Personen im Jahr", minimum=0),
        ags(
            "Gemeinde, in der sich die Gruppe träfe; leer: es kommt keine zustande", name="meeting_ags", required=False
        ),
        Column("way", "number", "Weg dorthin", unit="Einheit der Spalte way_unit", required=False, minimum=0),
        Column(
            "way_unit",
            "text",
            "Kilometer auf der Straße (km, geschätzt) oder eigene Fahrzeit (minutes)",
            choices=("km", "minutes"),
        ),
        Column(
            "group_people", "number", "Menschen der ganzen Gruppe", unit="Personen im Jahr", required=False, minimum=0
        ),
        Column("min_group", "number", "Kleinste Gruppe, mit der ein Kurs beginnt", unit="Personen", minimum=1),
        Column("is_proven", "boolean", "Wahr, wenn bewiesen ist, dass es nicht besser geht"),
        synthetic(),
    ),
    rules=(
        Rule(
            "groups_reach_the_minimum",
            "Eine Gruppe ist mindestens so groß wie die kleinste Gruppe.",
            """select month, category, meeting_ags, sum(people) as menschen, max(min_group) as mindestens
            from curated.course_group where meeting_ags is not null
            group by month, category, meeting_ags having sum(people) < max(min_group) - 0.01""",
        ),
        Rule(
            "group_adds_up",
            "Die Menschen einer Gruppe sind die Summe ihrer Gemeinden.",
            """select month, category, meeting_ags, sum(people) as summe, max(group_people) as gruppe
            from curated.course_group where meeting_ags is not null
            group by month, category, meeting_ags having abs(sum(people) - max(group_people)) > 0.01""",
        ),
    ),
)
