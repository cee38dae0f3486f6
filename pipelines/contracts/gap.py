"""Contract of curated.gap."""

from pipelines.contracts.base import (
    Column,
    Contract,
    Rule,
    ags,
    basis,
    category,
    month,
    needed,
    protected,
    synthetic,
    unit,
)

CONTRACT = Contract(
    relation="gap",
    title="Lücke",
    grain="Monat, Gemeinde und Kategorie",
    meaning="Bedarf gegen Angebot je Gemeinde. Lücken verschiedener Kategorien werden nie addiert.",
    key=("month", "ags", "category"),
    columns=(
        month(),
        ags(),
        category(),
        unit(),
        *needed(),
        Column(
            "local_supply",
            "number",
            "Plätze am Ort für die eigenen Leute",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "shared_supply",
            "number",
            "Plätze, die nach Teilung im Einzugsgebiet auf die Gemeinde entfallen, höchstens der Bedarf; die am schlechtesten versorgte zuerst",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "local_gap",
            "number",
            "Lücke nur mit eigenen Angeboten",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "gap_low",
            "number",
            "Lücke beim niedrigsten Bedarf aller, geteilt wo geteilt wird; 0, wo es ungemeldete Plätze geben kann; leer, wo der niedrigste Bedarf unbekannt ist",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "shared_gap",
            "number",
            "Lücke, wenn Plätze im Einzugsgebiet geteilt werden",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "gap_high",
            "number",
            "Lücke beim höchsten Bedarf aller, geteilt wo geteilt wird; der ganze Bedarf, wo jemand mit unbekanntem Anspruch an dieselben Plätze kommt; leer, wo der höchste Bedarf unbekannt ist",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "surplus",
            "number",
            "Plätze am Ort über dem Bedarf",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "gives",
            "number",
            "Leistung der Angebote mit Sitz hier, die anderen Gemeinden zugutekommt",
            unit="Einheit der Spalte unit",
            required=False,
            minimum=0,
        ),
        Column(
            "coverage",
            "number",
            "Deckung: geteiltes Angebot ÷ Bedarf; leer ohne Bedarf, bei Mindestwerten und ohne Meldung",
            unit="Anteil 0–1",
            required=False,
            minimum=0,
            maximum=1,
        ),
        Column(
            "coverage_class",
            "text",
            "Klasse der Deckung",
            choices=("under_25", "25_50", "50_75", "75_100", "full", "no_need", "minimum", "no_figure"),
        ),
        Column(
            "answer",
            "text",
            "Antwort: sicher zu wenig (certainly_short), offen (open), reicht sicher (certainly_enough), keine Zahl (no_figure)",
            choices=("certainly_short", "open", "certainly_enough", "no_figure"),
        ),
        basis("need_basis", "des Bedarfs"),
        basis("supply_basis", "des Angebots"),
        Column(
            "shared_is_upper_bound",
            "boolean",
            "Wahr, wenn jemand, dessen Anspruch niemand kennt, über Einzugsgebiete an dieselben Plätze kommt; dann bekommt die Gemeinde höchstens so viel",
        ),
        Column(
            "rests_on_estimate",
            "boolean",
            "Wahr, wenn ein geschätzter Bestand eingeht, auch der einer anderen Gemeinde im selben Einzugsgebiet; die Antwort ist dann offen",
        ),
        Column(
            "uses_own_values", "boolean", "Wahr, wenn eine Quote oder ein Zugangsrecht vom Kreis selbst gesetzt ist"
        ),
        protected("is_protected", "ein Bestand, der hier eingeht,"),
        synthetic(),
    ),
    rules=(
        Rule(
            "bounds",
            "Der Bedarf muss zwischen seinen Grenzen liegen.",
            """select month, ags, category, need_low, need, need_high from curated.gap
            where need_low > need + 1e-9 or need > need_high + 1e-9""",
        ),
        Rule(
            "no_figure_without_report",
            "Ohne Bestand oder Inventar gibt es keine Lücke.",
            """select month, ags, category, need_basis, supply_basis, local_gap from curated.gap
            where (need_basis = 'missing' or supply_basis = 'missing') <> (local_gap is null)""",
        ),
        Rule(
            "shared_within_supply",
            "Geteilt werden kann nur, was da ist.",
            """select d.month, d.category, d.supply, sum(g.shared_supply) as geteilt from curated.district_gap as d
            inner join curated.gap as g on d.month = g.month and d.category = g.category
            group by d.month, d.kreis_ags, d.category, d.supply
            having sum(g.shared_supply)
                > d.supply + 1e-6 * (count(*) + (select count(*) from curated.offer))""",
        ),
        Rule(
            "shared_not_wider",
            "Teilen kann die Lücke des Kreises nicht vergrößern.",
            """select month, category, sum(local_gap) as am_ort, sum(shared_gap) as geteilt from curated.gap
            group by month, category
            -- sharing counts in millionths
            having sum(shared_gap) > sum(local_gap) + 1e-6 * (count(*) + (select count(*) from curated.offer))""",
        ),
        Rule(
            "balance",
            "Bedarf = geteiltes Angebot + Lücke.",
            """select month, ags, category, need, shared_supply, shared_gap from curated.gap
            where abs(need - shared_supply - shared_gap) > 1e-9""",
        ),
        Rule(
            "short_as_bounded",
            "Sicher zu wenig heißt: auch beim niedrigsten Bedarf fehlt etwas; reicht sicher: auch beim höchsten nichts.",
            """select month, ags, category, answer, gap_low, gap_high from curated.gap
            where (answer = 'certainly_short' and not coalesce(gap_low > 0, false))
                or (answer = 'certainly_enough' and not coalesce(gap_high = 0, false))""",
        ),
        Rule(
            "no_coverage_of_minimum",
            "Ein Mindestwert hat keine Deckung.",
            """select month, ags, category, coverage from curated.gap where need_basis = 'partial' and coverage is not null""",
        ),
        Rule(
            "same_rows_as_need",
            "Jede Zeile des Bedarfs hat eine Lücke.",
            """select count(*) as zeilen from curated.gap having count(*) <> (select count(*) from curated.need where mode = 'gap')""",
        ),
    ),
)
