"""Contract of curated.shared_place."""

from pipelines.contracts.base import Column, Contract, Rule, ags, category, month, synthetic

CONTRACT = Contract(
    relation="shared_place",
    title="Geteilte Plätze",
    grain="Monat, Angebot und Gemeinde",
    meaning="Welches Angebot wie viel für wen leistet, wenn Plätze im Einzugsgebiet geteilt werden. Wie viel eine Gemeinde zusammen bekommt, ist eindeutig; aus welchem Angebot, ist eine Vereinbarung: Plätze bleiben möglichst am Sitz.",
    key=("month", "offer_id", "ags"),
    columns=(
        month(),
        category(),
        Column("offer_id", "text", "Kennung des Angebots", references="offer.offer_id"),
        ags("Gemeinde, deren Menschen die Plätze nutzen"),
        Column("places", "number", "Leistung für diese Gemeinde", unit="Einheit des Bedarfs", minimum=0),
        synthetic(),
    ),
    rules=(
        Rule(
            "only_declared_areas",
            "Plätze gehen nur in Gemeinden, die das Angebot nach eigener Angabe bedient.",
            """select p.month, p.offer_id, p.ags from curated.shared_place as p
            left join curated.offer_area as a on p.offer_id = a.offer_id and p.ags = a.ags where a.ags is null""",
        ),
        Rule(
            "not_more_than_there_is",
            "Kein Angebot gibt mehr Plätze, als es hat.",
            """select p.month, p.offer_id, sum(p.places) as gegeben, max(o.capacity * f.supply_factor) as vorhanden
            from curated.shared_place as p
            inner join curated.offer as o on p.offer_id = o.offer_id
            inner join curated.need_factor as f on p.category = f.category
                and p.month >= f.valid_from and (f.valid_to is null or p.month <= f.valid_to)
            group by p.month, p.offer_id having sum(p.places) > max(o.capacity * f.supply_factor) + 1e-5""",
        ),
    ),
)
