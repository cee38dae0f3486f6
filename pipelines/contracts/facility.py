"""Contract of curated.facility."""

from pipelines.contracts.base import Column, Contract, ags, provenance

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
)
