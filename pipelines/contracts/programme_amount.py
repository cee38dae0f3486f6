"""Contract of curated.programme_amount."""

from pipelines.contracts.base import Column, Contract, reference_provenance

UNITS = (
    "euro_per_post_year",
    "euro_per_half_post_year",
    "euro_per_post",
    "euro_per_workplace",
    "euro_per_place_year",
    "euro_per_package_year",
    "euro_per_person_year",
    "euro_per_year",
    "euro_per_month",
    "euro_per_hour",
    "euro_per_project",
    "euro_per_application",
    "euro_per_measure",
    "euro_per_volunteer",
    "euro_per_club",
    "euro_per_club_year",
    "euro_once",
    "euro_total",
    "euro_total_year",
)

CONTRACT = Contract(
    relation="programme_amount",
    title="Beträge der Förderprogramme",
    grain="Förderprogramm und Posten",
    meaning="Was ein Förderprogramm für einen Posten zahlt. Steht nur die untere Grenze, ist es ein Mindestbetrag, steht nur die obere, ein Höchstbetrag.",
    key=("programme", "item"),
    columns=(
        Column("programme", "text", "Code des Förderprogramms", references="programme.programme"),
        Column("item", "text", "Code des Postens, je Jahr ein eigener"),
        Column("item_de", "text", "Posten"),
        Column("item_en", "text", "Posten, englisch"),
        Column(
            "amount_low", "number", "Betrag, mindestens; leer: nicht bekannt", unit="Euro", required=False, minimum=0
        ),
        Column(
            "amount_high", "number", "Betrag, höchstens; leer: nicht bekannt", unit="Euro", required=False, minimum=0
        ),
        Column("unit", "text", "Wofür der Betrag gilt", choices=UNITS),
        Column(
            "per_unit_of", "text", "Einheit der Kapazität, für die der Betrag einmal gilt; leer: keine", required=False
        ),
        Column(
            "known_for",
            "integer",
            "Jahr, für das der Betrag bekannt ist; leer: Die Quelle nennt keines",
            required=False,
        ),
        Column("source", "text", "Fundstelle"),
        Column("note", "text", "Anmerkung", required=False),
        *reference_provenance(),
    ),
)
