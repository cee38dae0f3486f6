"""Contract of curated.statistic."""

from pipelines.contracts.base import Column, Contract, provenance

CONTRACT = Contract(
    relation="statistic",
    title="Weitere amtliche Statistik",
    grain="Tabelle, Gebiet, Zeitraum, Merkmal und Größe",
    meaning="Zahlen aus Tabellen der statistischen Ämter, mit denen nicht gerechnet wird: zum Nachschlagen, Wort für Wort wie gedruckt.",
    key=("table_code", "area", "period_start", "period_end", "attribute", "measure"),
    columns=(
        Column("table_code", "text", "Kennung der Tabelle beim Amt, zum Beispiel 12521-03i"),
        Column("title", "text", "Titel der Tabelle", required=False),
        Column("area", "text", "Gebietsschlüssel mit 2, 3, 5 oder 8 Ziffern, immer Text"),
        Column("name", "text", "Name des Gebiets, wie gedruckt", required=False),
        Column("period_start", "day", "Beginn des Zeitraums"),
        Column("period_end", "day", "Ende des Zeitraums, bei einem Stichtag derselbe Tag"),
        Column("attribute", "text", "Merkmale der Zeile (Altersgruppe, Staatsangehörigkeit …), durch / getrennt"),
        Column("measure", "text", "Beschriftung der Spalte von oben nach unten, durch / getrennt, mit der gedruckten Einheit"),
        Column("value", "number", "Wert; leer, wo ein Zeichen gedruckt ist", unit="siehe measure", required=False),
        Column("mark", "text", "Gedrucktes Zeichen statt einer Zahl: - nichts, . unbekannt, x gesperrt, / unsicher", required=False),
        Column("note", "text", "Stand der Ausgabe", required=False),
        Column("publisher", "text", "Herausgeber"),
        Column("licence", "text", "Lizenz"),
        *provenance(),
    ),
)  # fmt: skip
