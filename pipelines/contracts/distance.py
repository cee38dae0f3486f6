"""Contract of curated.distance."""

from pipelines.contracts.base import Column, Contract, Rule, ags

CONTRACT = Contract(
    relation="distance",
    title="Entfernungen",
    grain="geordnetes Paar von Gemeinden des Kreises",
    meaning="Luftlinie und geschätzte Straßenentfernung.",
    key=("ags_from", "ags_to"),
    columns=(
        ags("von Gemeinde", name="ags_from"),
        ags("nach Gemeinde", name="ags_to"),
        Column("straight_km", "number", "Luftlinie", unit="km", minimum=0),
        Column("road_km", "number", "Straßenentfernung, geschätzt", unit="km", minimum=0),
        Column("source", "text", "Fundstelle"),
    ),
    rules=(
        Rule(
            "complete",
            "Jedes Paar von Gemeinden des Kreises hat eine Entfernung.",
            """select count(*) as paare from curated.distance
            having count(*) <> (select count(*) * (count(*) - 1) from curated.municipality where in_kreis)""",
        ),
        Rule(
            "road_not_shorter",
            "Die Straße ist nicht kürzer als die Luftlinie.",
            """select ags_from, ags_to, straight_km, road_km from curated.distance where road_km < straight_km - 0.1""",
        ),
    ),
)
