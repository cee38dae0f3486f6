"""Contract of curated.offer_duplicate."""

from pipelines.contracts.base import Column, Contract, Rule, synthetic

CONTRACT = Contract(
    relation="offer_duplicate",
    title="Mögliche Doppelmeldungen",
    grain="Paar von Angeboten, das vorgeschlagen oder entschieden ist",
    meaning="Zwei Angebote, die dasselbe sein können. Nichts wird von selbst zusammengelegt: Es entscheidet data/own/offer_decision.csv.",
    key=("offer_a", "offer_b"),
    columns=(
        Column("offer_a", "text", "Kennung des einen Angebots", references="offer.offer_id"),
        Column("offer_b", "text", "Kennung des anderen Angebots", references="offer.offer_id"),
        Column(
            "score",
            "number",
            "Wie sehr sich die Angaben gleichen; vorgeschlagen wird ab 0,72",
            unit="Anteil 0–1",
            minimum=0,
            maximum=1,
        ),
        Column("reason", "text", "Welche Angaben übereinstimmen und welche nicht"),
        Column(
            "decision",
            "text",
            "Entscheidung: offen (open), dasselbe Angebot (same), zwei Angebote (different)",
            choices=("open", "same", "different"),
        ),
        Column("decided_on", "day", "Tag der Entscheidung", required=False),
        Column("note", "text", "Bemerkung zur Entscheidung", required=False),
        Column(
            "kept",
            "text",
            "Bei same das Angebot, das zählt: das zuletzt angegebene, bei gleichem Tag die kleinere Kennung",
            required=False,
            references="offer.offer_id",
        ),
        synthetic(),
    ),
    rules=(
        Rule(
            "ordered",
            "offer_a steht vor offer_b, sonst käme ein Paar zweimal vor.",
            "select offer_a, offer_b from curated.offer_duplicate where offer_a >= offer_b",
        ),
        Rule(
            "decisions_agree",
            "Diese Entscheidungen widersprechen einander (A = B, B = C, aber A ≠ C); bis dahin zählen alle Angebote.",
            "select offer_a, offer_b from curated.offer_duplicate where decision = 'same' and kept is null",
            severity="warn",
        ),
    ),
)
