"""Contract of curated.running_span."""

from pipelines.contracts.base import Column, Contract, ags, category

CONTRACT = Contract(
    relation="running_span",
    title="Laufzeit",
    grain="Angebot, das läuft oder gelaufen ist",
    meaning="Der erste und der letzte Tag eines Angebots, das nicht in einem anderen aufgeht; wann es lief, sagt danach jeder Monat gleich.",
    key=("offer_id",),
    columns=(
        Column("offer_id", "text", "Kennung des Angebots", references="offer.offer_id"),
        ags("Gemeinde des Sitzes"),
        category(),
        Column("runs_from", "day", "Erster Tag"),
        Column("runs_to", "day", "Letzter Tag einschließlich; leer: bis auf Weiteres", required=False),
    ),
)
