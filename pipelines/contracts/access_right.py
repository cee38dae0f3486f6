"""Contract of curated.access_right."""

from pipelines.contracts.base import Column, Contract, Rule, category, reference_provenance

CONTRACT = Contract(
    relation="access_right",
    title="Zugangsrechte",
    grain="Kategorie, Rechtskreis und Gültigkeitsbeginn",
    meaning="Wer wann ein Recht auf ein Angebot hat; 0 niemand, 1 alle.",
    key=("category", "legal_group", "valid_from"),
    columns=(
        category(),
        Column("legal_group", "text", "Rechtskreis"),
        Column("low", "number", "Untere Grenze", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("value", "number", "Anteil mit Zugang", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("high", "number", "Obere Grenze", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("valid_from", "day", "Gültig ab"),
        Column("valid_to", "day", "Gültig bis einschließlich; leer: bis auf Weiteres", required=False),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Anteil muss zwischen seinen Grenzen liegen.",
            """select category, legal_group, valid_from, low, value, high from curated.access_right where low > value or value > high""",
        ),
        Rule(
            "no_overlap",
            "Zeiträume eines Zugangsrechts überschneiden sich nicht.",
            """select a.category, a.legal_group, a.valid_from, b.valid_from as auch_ab from curated.access_right as a
            inner join curated.access_right as b on a.category = b.category and a.legal_group = b.legal_group and a.valid_from < b.valid_from
            where coalesce(a.valid_to, date '9999-12-31') >= b.valid_from""",
        ),
        Rule(
            "no_hole",
            "Für jede Lückenkategorie, jeden gezählten Rechtskreis und jeden Monat gilt genau eine Zeile.",
            """select m.month, c.category, g.legal_group from curated.month as m
            cross join curated.category as c
            cross join (select distinct legal_group from curated.stock where legal_group <> 'asylblg_other') as g
            left join curated.access_right as r
                on c.category = r.category and g.legal_group = r.legal_group
                and m.month >= r.valid_from and (r.valid_to is null or m.month <= r.valid_to)
            where c.gap_mode = 'gap' and r.category is null""",
        ),
        Rule(
            "complement",
            "Wer keinen Integrationskurs besuchen darf, hat Zugang zur Erstorientierung: die Anteile ergeben 1.",
            """select a.legal_group, a.valid_from, a.value, b.value as erstorientierung from curated.access_right as a
            inner join curated.access_right as b on a.legal_group = b.legal_group and a.valid_from = b.valid_from
            where a.category = 'SPR-IK' and b.category = 'SPR-EO' and abs(a.value + b.value - 1) > 1e-9""",
        ),
    ),
)
