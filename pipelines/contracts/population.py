"""Contract of curated.population."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, provenance

CONTRACT = Contract(
    relation="population",
    title="Bevölkerung",
    grain="Gemeinde, Stichtag und Zensusbasis",
    meaning="Einwohnerzahl und Fläche der Gemeinden nach Stichtag.",
    key=("ags", "as_of", "census_base"),
    columns=(
        ags(),
        Column("as_of", "day", "Stichtag"),
        Column(
            "census_base",
            "text",
            "Zählung, auf der die Fortschreibung beruht (VZ1987, Z2011, Z2022), oder die Zählung selbst (Z2022_count)",
        ),
        Column("persons", "integer", "Einwohnerinnen und Einwohner", unit="Personen", minimum=0),
        Column("area_km2", "number", "Fläche am Stichtag", unit="km²", required=False, minimum=0),
        Column("rounded_to", "integer", "Die Quelle rundet auf dieses Vielfache", unit="Personen", required=False),
        basis(),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
    rules=(
        Rule(
            "everybody",
            "An diesem Stichtag fehlen Gemeinden; für das Jahr, das auf ihm beruht, gibt es keinen Verteilschlüssel.",
            """select d.as_of, d.census_base, m.ags, m.name
            from (
                select as_of, census_base from curated.population group by as_of, census_base
                having count(*) between 300 and (select count(*) from curated.municipality) - 1
            ) as d
            cross join curated.municipality as m
            left join curated.population as p
                on d.as_of = p.as_of and d.census_base = p.census_base and m.ags = p.ags
            where p.ags is null""",
            severity="warn",
        ),
        Rule(
            "day_has_come",
            "Der Stichtag liegt nach dem Eingang der Datei; die Zeile zählt nicht mit, berichtigen Sie den Tag.",
            """select p.receipt_id, p.line, p.as_of from raw.population as p
            inner join clean.receipt as r on p.receipt_id = r.receipt_id
            where cast(p.as_of as date) > cast(r.received_at as date)""",
            severity="warn",
        ),
    ),
)
