"""Contract of curated.volunteer_load."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, month, synthetic

CONTRACT = Contract(
    relation="volunteer_load",
    title="Last auf dem Ehrenamt",
    grain="Monat und Gemeinde",
    meaning="Gezählte Personen je Ehrenamtlichen und je Koordinationsstelle, wo beides gemeldet ist. Eine Sollzahl gibt es nicht.",
    key=("month", "ags"),
    columns=(
        month(),
        ags(),
        Column(
            "persons",
            "number",
            "Gezählte Personen (FlüAG und Wohnsitzauflage)",
            unit="Personen",
            required=False,
            minimum=0,
        ),
        basis("persons_basis", "der Personen"),
        Column(
            "volunteers",
            "integer",
            "Gemeldete Ehrenamtliche in Angeboten mit Sitz in der Gemeinde",
            unit="Personen",
            required=False,
            minimum=0,
        ),
        Column(
            "offers_without_count",
            "integer",
            "Ehrenamtsangebote ohne Angabe der Mitwirkenden",
            unit="Angebote",
            minimum=0,
        ),
        Column(
            "coordination_fte",
            "number",
            "Koordinationsstellen am Ort",
            unit="Vollzeitstellen",
            required=False,
            minimum=0,
        ),
        basis("coordination_basis", "der Koordinationsstellen"),
        Column(
            "persons_per_volunteer", "number", "Personen je Ehrenamtlichen", unit="Personen", required=False, minimum=0
        ),
        Column(
            "persons_per_coordination_fte",
            "number",
            "Personen je Koordinationsstelle",
            unit="Personen",
            required=False,
            minimum=0,
        ),
        synthetic(),
    ),
    rules=(
        Rule(
            "no_load_without_people",
            "Ohne gezählte Personen gibt es keine Last.",
            "select month, ags from curated.volunteer_load where persons is null and persons_per_volunteer is not null",
        ),
    ),
)
