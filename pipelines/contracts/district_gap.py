"""Contract of curated.district_gap."""

from pipelines.contracts.base import Column, Contract, Rule, basis, category, month, needed, synthetic, unit


def _beyond_rounding(less: str, more: str) -> str:
    """Rows in which `less` is above `more` by more than sharing rounds: a millionth per municipality and offer."""
    return f"""select d.month, d.kreis_ags, d.category, d.{less}, d.{more} from curated.district_gap as d
            left join curated.running_offer as o on d.month = o.month and d.category = o.category
            group by all having d.{less} > d.{more} + 1e-6 * (any_value(d.municipalities) + count(o.offer_id))"""


CONTRACT = Contract(
    relation="district_gap",
    title="Lücke im Kreis",
    grain="Monat, Kreis und Kategorie",
    meaning="Summe über die Gemeinden, für die Bedarf und Angebot bekannt sind.",
    key=("month", "kreis_ags", "category"),
    columns=(
        month(),
        Column("kreis_ags", "text", "Schlüssel des Kreises, fünf Ziffern"),
        category(),
        unit(),
        Column("municipalities", "integer", "Gemeinden im Kreis", unit="Gemeinden", minimum=1),
        Column(
            "municipalities_reported",
            "integer",
            "davon mit Zahlen auf beiden Seiten",
            unit="Gemeinden",
            minimum=0,
        ),
        *needed(),
        Column(
            "supply",
            "number",
            "Angebot, das Gemeinden des Kreises bedienen kann; jedes einmal gezählt",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "local_gap",
            "number",
            "Summe der örtlichen Lücken",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "shared_gap",
            "number",
            "Summe der Lücken mit geteilten Angeboten",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "floor_gap",
            "number",
            "Lücke, wenn alle im Kreis überall hingehen könnten; leer, wo das nicht in Frage kommt",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "certainly_short",
            "integer",
            "Gemeinden, in denen sicher zu wenig da ist",
            unit="Gemeinden",
            minimum=0,
        ),
        basis("need_basis", "des Bedarfs"),
        basis("supply_basis", "des Angebots"),
        synthetic(),
    ),
    rules=(
        Rule(
            "floor_is_least",
            "Weniger als die Lücke bei voller Freizügigkeit kann nicht fehlen.",
            _beyond_rounding("floor_gap", "shared_gap"),
        ),
        Rule(
            "shared_not_wider",
            "Teilen kann die Lücke des Kreises nicht vergrößern.",
            _beyond_rounding("shared_gap", "local_gap"),
        ),
        Rule(
            "sum_of_gaps",
            "Die Kreissumme ist die Summe der Gemeinden.",
            """select d.month, d.category, d.local_gap, sum(g.local_gap) as summe from curated.district_gap as d
            inner join curated.gap as g on d.month = g.month and d.category = g.category
            group by d.month, d.kreis_ags, d.category, d.local_gap having abs(d.local_gap - sum(g.local_gap)) > 1e-6""",
        ),
    ),
)
