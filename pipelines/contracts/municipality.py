"""Contract of curated.municipality."""

from pipelines.contracts.base import Column, Contract, Rule, provenance

CONTRACT = Contract(
    relation="municipality",
    title="Gemeinden",
    grain="Gemeinde",
    meaning="Die 396 Gemeinden Nordrhein-Westfalens mit Fläche und Lage.",
    key=("ags",),
    columns=(
        Column("ags", "text", "Amtlicher Gemeindeschlüssel, acht Ziffern, immer Text"),
        Column("name", "text", "Name, wie er gesprochen wird"),
        Column("name_official", "text", "Amtlicher Name"),
        Column("kind", "text", "Art der Gemeinde"),
        Column("kreis_ags", "text", "Schlüssel des Kreises oder der kreisfreien Stadt, fünf Ziffern"),
        Column("kreis_name", "text", "Name des Kreises"),
        Column("in_kreis", "boolean", "Wahr, wenn die Gemeinde zum Kreis gehört, für den geplant wird"),
        Column("area_km2", "number", "Fläche", unit="km²", minimum=0),
        Column("area_as_of", "day", "Stichtag der Fläche"),
        Column("lat", "number", "Geografische Breite", unit="Grad", minimum=47, maximum=56),
        Column("lon", "number", "Geografische Länge", unit="Grad", minimum=5, maximum=16),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
    rules=(
        Rule(
            "kreis_exists",
            "Der eingestellte Kreis muss mindestens eine Gemeinde haben; prüfen Sie kreis_ags in data/settings.toml.",
            """select kreis_ags from curated.build where not exists (select 1 from curated.municipality where in_kreis)""",
        ),
        Rule(
            "ags_form",
            "Ein AGS hat acht Ziffern und beginnt mit dem Kreis.",
            """select ags, kreis_ags from curated.municipality where not regexp_full_match(ags, '[0-9]{8}') or left(ags, 5) <> kreis_ags""",
        ),
    ),
)
