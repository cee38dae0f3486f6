"""Contract of curated.shared_supply."""

from pipelines.contracts.base import Column, Contract, Rule, ags, category, month, synthetic


def _served(name: str, meaning: str, *, required: bool) -> Column:
    return Column(name, "number", meaning, unit="Einheit des Bedarfs", required=required, minimum=0)


CONTRACT = Contract(
    relation="shared_supply",
    title="Geteiltes Angebot",
    grain="Monat, Kategorie und Gemeinde",
    meaning="Was jede Gemeinde bekommt, wenn Plätze im Einzugsgebiet so geteilt werden, dass die am schlechtesten versorgte zuerst bedient wird.",
    key=("month", "category", "ags"),
    columns=(
        month(),
        category(),
        ags(),
        _served(
            "served_low",
            "Anteil bei niedrigem Bedarf aller; leer, wenn er für eine verbundene Gemeinde unbekannt ist",
            required=False,
        ),
        _served("served", "Anteil beim gerechneten Bedarf", required=True),
        _served(
            "served_high",
            "Anteil bei hohem Bedarf aller; leer, wenn er für eine verbundene Gemeinde unbekannt ist",
            required=False,
        ),
        _served("gives", "Leistung der Angebote mit Sitz hier, die anderen zugutekommt", required=True),
        Column(
            "is_upper_bound",
            "boolean",
            "Wahr, wenn eine andere Gemeinde, deren Bedarf niemand vollständig kennt oder die am Teilen nicht teilnimmt, Plätze im selben verbundenen Gebiet beanspruchen kann; dann ist der Anteil höchstens so groß",
        ),
        Column(
            "is_lower_bound",
            "boolean",
            "Wahr, wenn es ungemeldete Plätze geben kann, die auch hierher reichen: ein Inventar im Kreis fehlt, oder ein Angebot im verbundenen Gebiet nennt keine Platzzahl; dann ist der Anteil mindestens so groß",
        ),
        Column(
            "rests_on_estimate",
            "boolean",
            "Wahr, wenn jemand im zusammenhängenden Einzugsgebiet mit geschätztem Bestand zählt",
        ),
        synthetic(),
    ),
    rules=(
        Rule(
            "capped_at_need",
            "Niemand bekommt mehr, als er braucht.",
            """select s.month, s.category, s.ags, s.served, n.need from curated.shared_supply as s
            inner join curated.need as n on s.month = n.month and s.category = n.category and s.ags = n.ags
            where s.served > n.need or s.served_low > n.need_low or s.served_high > n.need_high""",
        ),
        Rule(
            "parts_make_total",
            "Die geteilten Plätze einer Gemeinde ergeben ihren Anteil.",
            """select s.month, s.category, s.ags, s.served, sum(p.places) as teile from curated.shared_supply as s
            inner join curated.shared_place as p on s.month = p.month and s.category = p.category and s.ags = p.ags
            group by s.month, s.category, s.ags, s.served having abs(s.served - sum(p.places)) > 1e-5""",
        ),
    ),
)
