"""Contract of curated.published_figure."""

from pipelines.contracts.base import Column, Contract, ags, provenance

CONTRACT = Contract(
    relation="published_figure",
    title="Veröffentlichte Zahlen der Zuweisung",
    grain="Verfahren, Gemeinde, Tag und Größe",
    meaning="Verpflichtung, Erfüllungsquote und offene Aufnahme, wie sie veröffentlicht oder im Rat genannt wurden.",
    key=("scheme", "ags", "as_of", "figure"),
    columns=(
        Column("scheme", "text", "Verfahren: § 3 FlüAG oder Wohnsitzauflage", choices=("fluag", "wohnsitz")),
        ags(),
        Column("as_of", "day", "Stichtag"),
        Column(
            "figure",
            "text",
            "Größe: Verpflichtung (obligation), Erfüllungsquote (fulfilment), offene Aufnahme (outstanding)",
            choices=("obligation", "fulfilment", "outstanding"),
        ),
        Column("value", "number", "Wert", unit="Personen; bei der Quote Verhältnis, 1 = 100 %"),
        Column("is_approximate", "boolean", "Wahr, wenn die Quelle die Zahl als ungefähr bezeichnet"),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
)
