"""Contract of curated.correction."""

from pipelines.contracts.base import Column, Contract, reference_provenance

CONTRACT = Contract(
    relation="correction",
    title="Berichtigte Zahlen",
    grain="berichtigte Zahl",
    meaning="Veröffentlichte Zahlen, an deren Stelle eine andere gilt, mit Grund. Hat der Herausgeber sie geändert, gilt seine.",
    key=("source", "ags", "column_name", "period_start", "period_end"),
    columns=(
        Column("source", "text", "Quelle", choices=("allocation_report", "population")),
        Column("ags", "text", "Schlüssel der Gemeinde oder des Gebiets, immer Text"),
        Column("column_name", "text", "Spalte oder Größe (measure) der Zahl"),
        Column("period_start", "day", "Erster Tag, von dem die Zahl spricht"),
        Column("period_end", "day", "Letzter Tag, von dem die Zahl spricht"),
        Column("published", "number", "Zahl, wie sie veröffentlicht wurde", unit="Einheit der Spalte column_name"),
        Column("used", "number", "Zahl, die statt ihrer gilt", unit="Einheit der Spalte column_name"),
        Column(
            "now_published",
            "number",
            "Andere Zahl, die der Herausgeber jetzt nennt; leer: keine",
            unit="Einheit der Spalte column_name",
            required=False,
        ),
        Column(
            "state",
            "text",
            "Stand: angewandt (applied), vom Herausgeber berichtigt (mended), vom Herausgeber anders geändert (changed), Zahl nicht gefunden (absent)",
            choices=("applied", "mended", "changed", "absent"),
        ),
        Column("reason", "text", "Grund der Berichtigung"),
        Column("reported_on", "day", "Tag, an dem der Fehler dem Herausgeber gemeldet wurde"),
        *reference_provenance(),
    ),
)
