"""Contract of curated.allocation_key."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis

CONTRACT = Contract(
    relation="allocation_key",
    title="Verteilschlüssel",
    grain="Schlüsseljahr und Gemeinde",
    meaning="Anteil jeder Gemeinde nach § 3 FlüAG: 90 % Bevölkerung, 10 % Fläche, der Flächenteil höchstens 25 % auf den Bevölkerungsanteil.",
    key=("key_year", "ags"),
    columns=(
        Column("key_year", "integer", "Jahr, für das der Schlüssel gilt", unit="Jahr"),
        ags(),
        Column("population_as_of", "day", "Stichtag von Bevölkerung und Fläche"),
        Column("census_base", "text", "Zählung, auf der die Bevölkerung beruht"),
        Column("persons", "integer", "Bevölkerung am Stichtag", unit="Personen", minimum=0),
        Column("area_km2", "number", "Fläche, mit der gerechnet wird", unit="km²", minimum=0),
        Column("area_as_of", "day", "Stichtag der Fläche; ein anderer als der der Bevölkerung heißt: geliehen"),
        Column(
            "rough_inputs",
            "integer",
            "Gemeinden, deren Bevölkerung interpoliert oder gerundet oder deren Fläche geliehen ist; schon eine macht alle Schlüssel des Jahres geschätzt",
            unit="Gemeinden",
            minimum=0,
        ),
        Column("population_share", "number", "Anteil an der Bevölkerung", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("area_share", "number", "Anteil an der Fläche", unit="Anteil 0–1", minimum=0, maximum=1),
        Column("uncapped_key", "number", "Anteil vor der Kappung", unit="Anteil 0–1", minimum=0, maximum=1),
        Column(
            "cap",
            "number",
            "Höchstens dieser Anteil, weil die Fläche den Bevölkerungsanteil nur begrenzt erhöht",
            unit="Anteil 0–1",
            minimum=0,
        ),
        Column("is_capped", "boolean", "Wahr, wenn die Kappung greift"),
        Column(
            "rounds",
            "integer",
            "So oft wurde Überschuss verteilt, bis niemand mehr an die Kappung stieß",
            unit="Runden",
            minimum=0,
        ),
        Column("key", "number", "Verteilschlüssel", unit="Anteil 0–1", minimum=0, maximum=1),
        basis(),
    ),
    rules=(
        Rule(
            "sum_is_one",
            "Der Schlüssel eines Jahres ergibt zusammen 1.",
            """select key_year, sum(key) as summe from curated.allocation_key group by key_year having abs(sum(key) - 1) > 1e-12""",
        ),
        Rule(
            "cap_holds",
            "Kein Schlüssel liegt mehr als 25 % über dem Bevölkerungsanteil, solange das Gesetz es so sagt.",
            """select k.key_year, k.ags, k.key, k.population_share from curated.allocation_key as k
            where k.key > k.population_share * (select max(value) from curated.parameter where parameter = 'key_cap_factor') + 1e-12""",
        ),
        Rule(
            "area_of_the_day",
            "Die Fläche gehört zu einem anderen Stichtag als die Bevölkerung; der Schlüssel ist geschätzt.",
            """select key_year, area_as_of, population_as_of, count(*) as gemeinden from curated.allocation_key
            where area_as_of <> population_as_of group by key_year, area_as_of, population_as_of""",
            severity="warn",
        ),
    ),
)
