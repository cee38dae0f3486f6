"""What people call the columns of an offer inventory, and the words they use in its cells."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pandas as pd

from pipelines.forms.typed import Typed
from pipelines.forms.values import label_words
from pipelines.receiving.layout import read_csv
from pipelines.receiving.repeating import PIECE, constant, each, listed, text_of
from pipelines.reference import HERE, TABLES

# What the workbooks call the day that institutions fill in; a row of such a table without it is not confirmed.
CONFIRMED = "bestätigt am (Tag)"
# No running number: every list begins with 1, and what has the same offer_id is the same offer.
HEADINGS: dict[str, tuple[str, ...]] = {
    "offer_id": ("ID", "Kennung", "Angebots-ID", "Angebotsnummer", "Angebotskennung"),
    "ags": ("AGS", "Gemeinde", "Ort", "Kommune", "Stadt/Gemeinde", "Stadt / Gemeinde", "Gemeindeschlüssel",
            "Amtlicher Gemeindeschlüssel", "Gemeindekennziffer", "GKZ", "Standort", "Sitz"),
    "category": ("Kategorie", "Art", "Art des Angebots", "Angebotsart", "Bereich", "Handlungsfeld", "Themenfeld"),
    "name": ("Name", "Angebot", "Bezeichnung", "Titel", "Name des Angebots", "Angebotsname", "Maßnahme", "Projekt"),
    "provider": ("Träger", "Anbieter", "Einrichtung", "Organisation", "Veranstalter", "Name des Trägers", "Verein"),
    "provider_kind": ("Trägerart", "Art des Trägers", "Trägertyp", "Anbieterart"),
    "capacity": ("Plätze", "Platzzahl", "Kapazität", "Anzahl Plätze", "Anzahl der Plätze", "Zahl der Plätze", "Umfang",
                 "Plätze gesamt", "Plätze insgesamt", "max. Teilnehmer", "Teilnehmerplätze", "Stellen"),
    "capacity_unit": ("Einheit", "Platzart", "Einheit der Plätze", "Kapazitätseinheit"),
    "occupied": ("belegt", "belegte Plätze", "Belegung", "davon belegt", "Plätze belegt", "besetzt", "Teilnehmende"),
    "waiting": ("Warteliste", "Wartende", "auf Warteliste", "Personen auf der Warteliste"),
    "min_group": ("Mindestgruppe", "Mindestgröße", "Mindestteilnehmerzahl", "Mindestteilnehmer", "min. Teilnehmer"),
    "age_min": ("Alter von", "Alter ab", "ab Alter", "Mindestalter", "von Jahren"),
    "age_max": ("Alter bis", "bis Alter", "Höchstalter", "bis Jahren"),
    "target": ("Zielgruppe", "für wen", "Adressaten"),
    "languages": ("Sprachen", "Sprache", "Sprache(n)"),
    "area": ("Einzugsgebiet", "Gebiet", "gilt für", "zuständig für", "Einzugsbereich"),
    "valid_from": ("gültig ab", "gültig von", "ab", "von", "Beginn", "Start", "Laufzeit von", "Laufzeit ab", "seit",
                   "Angebotsbeginn", "Startdatum", "Laufzeit Beginn", "besteht seit"),
    "valid_to": ("gültig bis", "bis", "Ende", "Laufzeit bis", "Angebotsende", "Enddatum", "Laufzeit Ende"),
    "status": ("Status", "Stand des Angebots", "Zustand"),
    "funding": ("Förderung", "Finanzierung", "Förderprogramm", "Mittelgeber", "gefördert durch"),
    "funded_until": ("Förderung bis", "gefördert bis", "Finanzierung bis", "finanziert bis", "Förderende"),
    "volunteers": ("Ehrenamtliche", "Anzahl Ehrenamtliche", "Freiwillige", "Zahl der Ehrenamtlichen"),
    "access_status": ("Zugang", "Aufenthaltsstatus", "zugänglich für", "Zugangsvoraussetzung"),
    "as_of": ("Stand", "Stand vom", "Stand der Angaben", "Datenstand", "Stichtag", "aktualisiert am", "geprüft am",
              CONFIRMED),
    "contact": ("Kontakt", "E-Mail", "Telefon", "Ansprechpartner", "Kontaktstelle"),
    "source": ("Quelle", "Herkunft", "gemeldet von", "Meldung von"),
    "is_synthetic": ("erfunden", "synthetisch", "Beispiel"),
}  # fmt: skip

PROVIDER_WORDS = {
    "municipality": ("Gemeinde", "Stadt", "Kommune", "kommunal", "Stadtverwaltung", "Gemeindeverwaltung"),
    "kreis": ("Kreis", "Kreisverwaltung"),
    "welfare_association": ("Wohlfahrtsverband", "Wohlfahrt", "freie Wohlfahrtspflege", "Verband"),
    "church": ("Kirche", "Kirchengemeinde", "kirchlich"),
    "migrant_organisation": ("Migrantenorganisation", "Migrantenselbstorganisation", "MSO"),
    "volunteer_group": ("Ehrenamt", "Ehrenamtsgruppe", "Initiative", "Flüchtlingshilfe", "Ehrenamtliche"),
    "education_provider": ("Bildungsträger", "VHS", "Volkshochschule", "Sprachschule", "Kursträger"),
    "sports_club": ("Sportverein",),
    "school": ("Schule",),
    "health_provider": ("Gesundheit", "Gesundheitsträger", "Praxis", "Klinik"),
    "employer_agency": ("Jobcenter", "Agentur für Arbeit", "Arbeitgeber", "Arbeitsagentur"),
    "other": ("Sonstige", "sonstiger", "andere", "Verein"),
}
UNIT_WORDS = {
    "places": ("Plätze", "Platz", "Personen", "Teilnehmer", "TN"),
    "beds": ("Betten", "Bett", "Schlafplätze"),
    "fte": ("VZÄ", "Stellen", "Stelle", "Vollzeitstellen", "Vollzeitäquivalente", "Stellenanteil"),
    "hours_per_month": ("Stunden pro Monat", "Std./Monat", "Stunden im Monat", "h/Monat", "Stunden je Monat"),
    "hours_per_week": ("Stunden pro Woche", "Wochenstunden", "Std./Woche", "h/Woche", "Stunden je Woche"),
    "opening_hours_per_week": ("Öffnungsstunden pro Woche", "Öffnungsstunden", "Öffnungsstunden je Woche"),
    "volunteers": ("Ehrenamtliche", "Freiwillige"),
}
STATUS_WORDS = {
    "running": ("läuft", "laufend", "aktiv", "in Betrieb", "besteht"),
    "planned": ("geplant", "in Planung", "vorgesehen"),
    "ended": ("beendet", "ausgelaufen", "eingestellt", "abgeschlossen"),
    "paused": ("pausiert", "ruht", "pausierend", "unterbrochen"),
}


def _turned(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    said = {label_words(word): code for code, all_words in table.items() for word in all_words}
    return said | {label_words(code): code for code in table}


@cache
def _categories() -> pd.DataFrame:
    return read_csv(HERE / "category.csv", TABLES["category"])


def _category_words() -> dict[str, str]:
    rows = _categories()
    named = {label_words(name): code for code, name in zip(rows["category"], rows["name_de"], strict=True)}
    return named | {label_words(code): code for code in rows["category"]}


def _own_id(rows: pd.DataFrame, file: str) -> pd.Series:
    """The same offer keeps its id from file to file: made of place, kind, provider, name and beginning."""
    told = [each(rows[name], str.casefold) for name in ("ags", "category", "provider", "name", "valid_from")]
    starts = range(0, len(rows), PIECE)
    pieces = (zip(*(listed(column, start, PIECE) for column in told), strict=True) for start in starts)
    return text_of([_numbered(texts) for texts in piece] for piece in pieces)


def _numbered(texts: tuple[str, ...]) -> str:
    return "L-" + sha256("|".join(texts).encode()).hexdigest()[:12]


@cache
def own_units() -> dict[str, str]:
    """The unit in which each category is counted."""
    rows = _categories()
    return dict(zip(rows["category"], rows["capacity_unit"], strict=True))


def _own_unit(rows: pd.DataFrame, file: str) -> pd.Series:
    units = own_units()
    return each(rows["category"], lambda category: units.get(category, ""))


OFFER_WORDS = Typed(
    headings=HEADINGS,
    confirming={"as_of": CONFIRMED},
    essential=("ags", "category", "name", "provider", "capacity", "valid_from"),
    assumed={
        "offer_id": _own_id,
        "capacity_unit": _own_unit,
        "provider_kind": "other",
        "status": "running",
        "as_of": "",
        "source": lambda rows, file: constant(f"Angebotsliste {file}", len(rows)),
        "is_synthetic": "0",
    },
    choices={
        "provider_kind": _turned(PROVIDER_WORDS),
        "capacity_unit": _turned(UNIT_WORDS),
        "status": _turned(STATUS_WORDS),
        "category": _category_words,
    },
)
