"""Contract of curated.category."""

from pipelines.contracts.base import Column, Contract, Rule, reference_provenance

CONTRACT = Contract(
    relation="category",
    title="Kategorien",
    grain="Kategorie",
    meaning="Die 16 Arten von Angeboten und wie mit ihnen gerechnet wird.",
    key=("category",),
    columns=(
        Column("category", "text", "Code"),
        Column("name_de", "text", "Name"),
        Column("name_en", "text", "Name, englisch"),
        Column("capacity_unit", "text", "Übliche Einheit der Kapazität"),
        Column("capacity_kind", "text", "Bestand (stock) oder Durchlauf (flow)", choices=("stock", "flow")),
        Column("need_unit", "text", "Einheit des Bedarfs"),
        Column("supply_unit", "text", "Einheit, in der Angebote für die Lücke zählen"),
        Column("target", "text", "Wer gezählt wird"),
        Column("age_min", "integer", "Alter ab", unit="Jahre", minimum=0),
        Column("age_max", "integer", "Alter bis; leer: ohne Grenze", unit="Jahre", required=False),
        Column("status_dependent", "boolean", "Wahr, wenn der Zugang vom Rechtskreis abhängt"),
        Column(
            "sharing_rule",
            "text",
            "Wer Plätze teilt: Einzugsgebiet (area), Gemeinde (municipal), Kreis (district), niemand (never)",
            choices=("area", "municipal", "district", "never"),
        ),
        Column(
            "gap_mode",
            "text",
            "Lücke (gap), Szenario (scenario), nur Bestandsübersicht (presence)",
            choices=("gap", "scenario", "presence"),
        ),
        Column(
            "min_group",
            "integer",
            "Kleinste Gruppe, mit der üblicherweise begonnen wird",
            unit="Personen",
            required=False,
        ),
        Column("includes", "text", "Was dazugehört", required=False),
        Column("source", "text", "Fundstelle"),
        *reference_provenance(),
    ),
    rules=(
        Rule(
            "ages_meet_bands",
            "Die Altersgrenzen einer Lückenkategorie fallen mit Altersgruppen zusammen; sonst fielen Personen heraus.",
            """select category, age_min, age_max from curated.category
            where gap_mode = 'gap' and (
                age_min not in (select age_from from curated.age_share)
                or (age_max is not null and age_max not in (select age_to from curated.age_share where age_to is not null)))""",
        ),
    ),
)
