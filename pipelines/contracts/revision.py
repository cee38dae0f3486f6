"""Contract of curated.revision."""

from pipelines.contracts.base import Column, Contract, provenance

CONTRACT = Contract(
    relation="revision",
    title="Spätere Berichtigungen",
    grain="Zahl, von der an verschiedenen Tagen verschiedene Werte bekannt wurden",
    meaning="Der zuerst und der zuletzt bekannt gewordene Wert und ob Rundung den Unterschied erklärt.",
    key=("source", "measure", "variant", "area", "period_start", "period_end"),
    columns=(
        Column("source", "text", "Quelle", references="source_status.source"),
        Column("measure", "text", "Größe"),
        Column(
            "variant",
            "text",
            "Was die Zahl sonst bestimmt: Zensusbasis, Herausgeber, Grundlage, Rechtskreis oder Einrichtung",
        ),
        Column("area", "text", "Gebietsschlüssel mit 2, 3, 5 oder 8 Ziffern, immer Text"),
        Column("period_start", "day", "Erster Tag, von dem die Zahl spricht"),
        Column("period_end", "day", "Letzter Tag, von dem die Zahl spricht"),
        Column("reports", "integer", "Tage, an denen ein Wert bekannt wurde", unit="Tage", minimum=2),
        Column("first_value", "number", "Zuerst bekannter Wert", unit="Einheit der Größe"),
        Column("last_value", "number", "Zuletzt bekannter Wert", unit="Einheit der Größe"),
        Column("first_known_on", "day", "Tag, an dem der erste Wert bekannt wurde"),
        Column("last_known_on", "day", "Tag, an dem der letzte Wert bekannt wurde"),
        Column("difference", "number", "Letzter weniger erster Wert", unit="Einheit der Größe"),
        Column(
            "relative",
            "number",
            "Unterschied geteilt durch den ersten Wert; leer, wenn der 0 war",
            unit="Anteil",
            required=False,
        ),
        Column(
            "kind",
            "text",
            "Rundung (rounding), wenn sie den Unterschied erklärt; zurückgenommen (withdrawn), wenn zuletzt wieder der erste Wert gilt; sonst Berichtigung (revision)",
            choices=("rounding", "withdrawn", "revision"),
        ),
        Column("first_receipt_id", "text", "Eingangsbeleg des zuerst bekannten Werts", references="receipt.receipt_id"),
        Column("first_line", "integer", "Zeile des zuerst bekannten Werts", minimum=1),
        *provenance(),
    ),
)
