"""Contract of curated.facility."""

from pipelines.contracts.base import Column, Contract, Rule, ags, provenance

CONTRACT = Contract(
    relation="facility",
    title="Landeseinrichtungen",
    grain="Einrichtung und erster Tag der Angabe",
    meaning="Plätze in Landeseinrichtungen, die auf die Aufnahmeverpflichtung ihrer Gemeinde angerechnet werden.",
    key=("facility_id", "opened_on"),
    columns=(
        Column("facility_id", "text", "Kennung der Einrichtung"),
        ags(),
        Column("name", "text", "Name der Einrichtung", required=False),
        Column(
            "kind",
            "text",
            "Art: Erstaufnahme (eae), Unterbringungseinrichtung (zue), Reserve (standby), Sonderstandort (special), unbegleitete Minderjährige (minors), angerechnete Personen wie veröffentlicht (credited), keine Einrichtung (none)",
            choices=("eae", "zue", "standby", "special", "minors", "credited", "none"),
        ),
        Column("places", "number", "Plätze; bei credited schon angerechnete Personen", unit="Plätze", minimum=0),
        Column("opened_on", "day", "Eröffnet am, oder erster Tag, für den die Angabe gilt"),
        Column("closed_on", "day", "Letzter Tag des Betriebs; leer: keiner bekannt", required=False),
        Column("as_of", "day", "Tag, an dem die Angabe zuletzt galt"),
        Column("note", "text", "Anmerkung", required=False),
        Column("source", "text", "Fundstelle"),
        *provenance(),
    ),
    rules=(
        Rule(
            "day_has_come",
            "Eröffnung oder Tag der Angabe liegt nach dem Eingang der Datei; die Zeile zählt nicht mit, berichtigen Sie den Tag.",
            """select p.receipt_id, p.line, p.opened_on, p.as_of from raw.state_facility as p
            inner join clean.receipt as r on p.receipt_id = r.receipt_id
            where cast(p.opened_on as date) > cast(r.received_at as date) or cast(p.as_of as date) > cast(r.received_at as date)""",
            severity="warn",
        ),
    ),
)
