"""Contract of curated.boundary."""

from pipelines.contracts.base import Column, Contract, Rule, ags, provenance

CONTRACT = Contract(
    relation="boundary",
    title="Grenzen",
    grain="Gemeinde",
    meaning="Fläche der Gemeinde als GeoJSON, vereinfacht.",
    key=("ags",),
    columns=(
        ags(),
        Column("geometry", "text", "GeoJSON-Geometrie in Längen- und Breitengraden"),
        *provenance(),
    ),
    rules=(
        Rule(
            "kreis_complete",
            "Jede Gemeinde des Kreises hat eine Fläche.",
            """select m.ags, m.name from curated.municipality as m
            where m.in_kreis and m.ags not in (select ags from curated.boundary)""",
        ),
    ),
)
