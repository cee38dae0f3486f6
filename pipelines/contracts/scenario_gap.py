"""Contract of curated.scenario_gap."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, category, month, synthetic

CONTRACT = Contract(
    relation="scenario_gap",
    title="Szenario",
    grain="Monat, Gemeinde und Kategorie",
    meaning="Was es hier bedeuten würde, wenn die eine bekannte Quelle gälte. Zu schwach belegt für eine Lücke: wird nie mitgezählt.",
    key=("month", "ags", "category"),
    columns=(
        month(),
        ags(),
        category(),
        Column("unit", "text", "Einheit der Zahlen dieser Zeile"),
        Column("need", "number", "Bedarf im Szenario", unit="Einheit der Spalte unit", required=False, minimum=0),
        Column(
            "local_supply",
            "number",
            "Plätze oder Stellen am Ort",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column("gap", "number", "Lücke im Szenario", unit="Einheit der Spalte unit", required=False, minimum=0),
        basis("need_basis", "des Bedarfs"),
        basis("supply_basis", "des Angebots"),
        synthetic(),
    ),
    rules=(
        Rule(
            "not_also_a_gap",
            "Eine Kategorie ist Lücke oder Szenario, nicht beides.",
            "select distinct s.category from curated.scenario_gap as s inner join curated.gap as g on s.category = g.category",
        ),
    ),
)
