"""Plainly invented names, providers, funding and target groups of the demonstration offers."""

UNITS: dict[str, str] = {
    "SPR-IK": "places", "SPR-EO": "places", "BER-SOZ": "fte", "BER-MIG": "fte", "CM": "fte",
    "DOL": "hours_per_month", "FRB-U3": "places", "FRB-UE3": "places", "SCH": "places", "WOH": "beds",
    "GES": "places", "ARB": "places", "SPO": "hours_per_week", "BEG": "opening_hours_per_week",
    "EHR": "volunteers", "MAT": "opening_hours_per_week",
}  # fmt: skip

#: Category -> kinds of provider, in the order in which offers take them.
KINDS: dict[str, tuple[str, ...]] = {
    "SPR-IK": ("education_provider", "education_provider", "welfare_association"),
    "SPR-EO": ("volunteer_group", "education_provider", "church"),
    "BER-SOZ": ("municipality", "welfare_association"),
    "BER-MIG": ("welfare_association", "church", "migrant_organisation"),
    "CM": ("kreis",),
    "DOL": ("kreis", "migrant_organisation"),
    "FRB-U3": ("municipality", "church", "welfare_association"),
    "FRB-UE3": ("church", "municipality", "welfare_association"),
    "SCH": ("school",),
    "WOH": ("municipality",),
    "GES": ("health_provider", "welfare_association"),
    "ARB": ("employer_agency", "education_provider", "other"),
    "SPO": ("sports_club",),
    "BEG": ("church", "migrant_organisation", "volunteer_group"),
    "EHR": ("volunteer_group", "municipality", "church"),
    "MAT": ("volunteer_group", "welfare_association", "other"),
}

PROVIDERS: dict[str, str] = {
    "municipality": "Mustergemeindeverwaltung {town}",
    "kreis": "Muster-Kreisverwaltung",
    "welfare_association": "Musterverband Wohlfahrt, Ortsgruppe {town}",
    "church": "Beispiel-Kirchengemeinde {town}",
    "migrant_organisation": "Musterverein der Zugewanderten {town}",
    "volunteer_group": "Beispiel-Helferkreis {town}",
    "education_provider": "Beispiel-VHS {town}",
    "sports_club": "Muster-Sportverein {town}",
    "school": "Musterschule {town}",
    "health_provider": "Beispiel-Praxisnetz {town}",
    "employer_agency": "Muster-Arbeitsvermittlung {town}",
    "other": "Beispiel-Trägergesellschaft {town}",
}

TITLES: dict[str, tuple[str, ...]] = {
    "SPR-IK": (
        "Allgemeiner Integrationskurs",
        "Integrationskurs mit Kinderbetreuung",
        "Jugendintegrationskurs",
    ),
    "SPR-EO": ("Erstorientierungskurs", 'Sprachcafé "Komm, sprich mit!"', "Deutsch für den Alltag"),
    "BER-SOZ": ("Soziale Betreuung in den Unterkünften", "Flüchtlingssozialarbeit; Hausbesuche"),
    "BER-MIG": ("Migrationsberatung für Erwachsene", "Jugendmigrationsberatung", "Verfahrensberatung"),
    "CM": ("Case Management (KIM)",),
    "DOL": ("Laiendolmetscher-Pool", 'Telefondolmetschen "Wort für Wort"'),
    "FRB-U3": ("Brückenprojekt unter 3", "Reservierte Plätze unter 3", "Eltern-Kind-Gruppe (Griffbereit)"),
    "FRB-UE3": ("Reservierte Kitaplätze", "Brückenprojekt ab 3", "Kita mit Sprachförderung"),
    "SCH": ("Deutschfördergruppe", "Internationale Förderklasse", "Seiteneinstieg; Sekundarstufe"),
    "WOH": ("Gemeinschaftsunterkunft", "Dezentrale Wohnungen", "Übergangswohnheim"),
    "GES": ("Psychosoziale Sprechstunde", "Gesundheitslotsinnen und -lotsen"),
    "ARB": ("Jobcoaching", "Anerkennungsberatung", "Werkstatttage für Geflüchtete"),
    "SPO": ("Offenes Fußballtraining", "Schwimmkurs für Frauen", "Theatergruppe für Jugendliche"),
    "BEG": ('Begegnungscafé "Miteinander, füreinander"', "Willkommenstreff", "Frauenfrühstück"),
    "EHR": ("Patenschaften für Familien", "Sprachpatenschaften", "Helferkreis"),
    "MAT": ("Kleiderkammer", "Fahrradwerkstatt", "Möbellager"),
}

COORDINATION_TITLE = "Koordinierungsstelle Ehrenamt"

FUNDING: dict[str, tuple[str, ...]] = {
    "SPR-IK": ("BAMF",),
    "SPR-EO": ("Landesmittel", "Eigenmittel", "Spenden"),
    "BER-SOZ": ("FlüAG-Pauschale", "Eigenmittel"),
    "BER-MIG": ("Bundesmittel (MBE, JMD)", "Landesmittel (Regionale Beratung)"),
    "CM": ("Landesmittel (KIM)",),
    "DOL": ("Landesmittel (KI)",),
    "FRB-U3": ("Landesmittel (Brückenprojekte)", "Eigenmittel"),
    "FRB-UE3": ("Eigenmittel", "Landesmittel (Brückenprojekte)"),
    "EHR": ("KOMM-AN NRW", "Eigenmittel"),
    "BEG": ("KOMM-AN NRW", "Spenden"),
    "MAT": ("Spenden",),
}

TARGETS: dict[str, str] = {
    "SPR-IK": "Erwachsene mit Zugang zum Integrationskurs", "SPR-EO": "Erwachsene ohne Kursplatz",
    "BER-MIG": "Ratsuchende ab 12 Jahren", "CM": "Erwachsene mit mehrfachem Bedarf",
    "FRB-U3": "Kinder unter 3", "FRB-UE3": "Kinder ab 3 bis zur Einschulung",
    "SCH": "newcomers", "ARB": "Erwachsene mit Arbeitsmarktzugang",
}  # fmt: skip

AGES: dict[str, tuple[str, str]] = {
    "SPR-IK": ("18", "64"), "SPR-EO": ("18", "64"), "BER-MIG": ("12", ""), "CM": ("18", "64"),
    "FRB-U3": ("0", "2"), "FRB-UE3": ("3", "5"), "SCH": ("6", "17"), "ARB": ("18", "64"),
}  # fmt: skip

LANGUAGES: tuple[str, ...] = (
    "Deutsch", "Deutsch, Arabisch", "Deutsch, Englisch", "Deutsch, Arabisch, Dari",
    "Deutsch, Ukrainisch, Russisch",
    "Deutsch, Kurdisch", "",
)  # fmt: skip

ACCESS: dict[str, str] = {
    "SPR-IK": "mit Zugang zum Integrationskurs",
    "SPR-EO": "ohne Zugang zum Integrationskurs",
    "ARB": "mit Arbeitsmarktzugang",
}
