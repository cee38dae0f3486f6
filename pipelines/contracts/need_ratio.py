"""Contract of curated.need_ratio."""

from pipelines.contracts.base import Column, Contract, Rule, category, reference_provenance

CONTRACT = Contract(
    relation="need_ratio",
    title="Bedarfsquoten",
    grain="Kategorie, Quote und Gültigkeitsbeginn",
    meaning="Quoten mit Grenzen, Herkunft und Datum. Eine leere Zelle heißt: keine Quelle bekannt.",
    key=("category", "ratio", "valid_from"),
    columns=(
        category(),
        Column("ratio", "text", "Name der Quote"),
        Column(
            "role",
            "text",
            "Wie sie eingeht: Anteil (share), Personen je Einheit (persons_per_unit), Umrechnung des Angebots (supply_multiply, supply_divide), nur zur Kenntnis (context)",
        ),
        Column("target_group", "text", "Für wen sie gilt", required=False),
        Column("unit", "text", "Einheit", required=False),
        Column("low", "number", "Untere Grenze; leer, wenn keine Quelle sie nennt", required=False),
        Column("value", "number", "Wert, mit dem gerechnet wird; leer: keiner bekannt", required=False),
        Column("high", "number", "Obere Grenze; leer, wenn keine Quelle sie nennt", required=False),
        Column("demand_effect", "text", "Mehr davon heißt mehr (up) oder weniger (down) Bedarf", required=False),
        Column("basis", "text", "Wie der Wert zustande kommt"),
        Column("valid_from", "day", "Gültig ab"),
        Column("valid_to", "day", "Gültig bis einschließlich; leer: bis auf Weiteres", required=False),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Wert muss zwischen seinen Grenzen liegen.",
            """select category, ratio, valid_from, low, value, high from curated.need_ratio where low > value or value > high""",
        ),
        Rule(
            "no_overlap",
            "Zeiträume einer Quote überschneiden sich nicht.",
            """select a.category, a.ratio, a.valid_from, b.valid_from as auch_ab from curated.need_ratio as a
            inner join curated.need_ratio as b on a.category = b.category and a.ratio = b.ratio and a.valid_from < b.valid_from
            where coalesce(a.valid_to, date '9999-12-31') >= b.valid_from""",
        ),
        Rule(
            "no_hole",
            "Eine Quote, mit der gerechnet wird, gilt für jeden Monat; sonst fiele sie aus dem Produkt heraus.",
            """select m.month, q.category, q.ratio from curated.month as m
            cross join (select distinct r.category, r.ratio from curated.need_ratio as r
                        inner join curated.category as c on r.category = c.category
                        where r.role <> 'context' and c.gap_mode = 'gap') as q
            left join curated.need_ratio as r on q.category = r.category and q.ratio = r.ratio
                and m.month >= r.valid_from and (r.valid_to is null or m.month <= r.valid_to)
            where r.ratio is null""",
        ),
        Rule(
            "share_up_to_one",
            "Ein Anteil liegt zwischen 0 und 1; 85 % ist 0.85.",
            """select category, ratio, valid_from, low, value, high from curated.need_ratio
            where unit like 'share%' and (low < 0 or low > 1 or value < 0 or value > 1 or high < 0 or high > 1)""",
        ),
    ),
)
