"""Offer inventories as volunteers and offices type them: the same facts in another shape each time, by seed.

Headings are written down here on their own, not taken from the program: what people call a column is not for the
reader to say.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import openpyxl

HEADINGS = {
    "ags": ("Gemeinde", "AGS", "Ort", "Kommune", "Stadt/Gemeinde", "Gemeindeschlüssel", "GEMEINDE*"),
    "category": ("Kategorie", "Art des Angebots", "Angebotsart", "Handlungsfeld"),
    "name": ("Angebot", "Bezeichnung", "Name des Angebots", "Titel", "Maßnahme", "Projekt"),
    "provider": ("Träger", "Anbieter", "Name des Trägers", "Einrichtung", "Träger:"),
    "capacity": ("Plätze", "Anzahl Plätze", "Platzzahl", "Kapazität", "Anzahl der Plätze"),
    "capacity_unit": ("Einheit", "Platzart"),
    "occupied": ("belegt", "davon belegt", "Belegte Plätze"),
    "valid_from": ("gültig ab", "Beginn", "ab", "seit", "Laufzeit von", "Startdatum"),
    "valid_to": ("gültig bis", "Ende", "bis", "Laufzeit bis", "Enddatum"),
    "status": ("Status",),
    "as_of": ("Stand", "Datenstand", "Stand der Angaben"),
}
EXTRA = ("Bemerkung", "Straße", "Sachbearbeitung", "Tel. Rathaus", "geprüft durch")
CATEGORIES = {
    "SPR-IK": ("Integrationskurs", "places", ("Plätze", "TN", "Personen")),
    "BER-SOZ": ("Soziale Betreuung / Flüchtlingssozialarbeit", "fte", ("VZÄ", "Stellen")),
    "WOH": ("Unterkunft und Wohnen", "beds", ("Betten", "Schlafplätze")),
}
STATES = {"running": ("läuft", "laufend", "aktiv"), "planned": ("geplant", "in Planung")}
PLACES = {"05566076": "Rheine", "05566004": "Altenberge", "05566008": "Emsdetten", "05566096": "Wettringen"}
TOWNS = ("05566076", "05566008")
NAMES = (
    "Kurs am Abend",
    "Café International",
    "Hilfe & Rat; offen für alle",
    "„Deutsch für den Alltag“",
    "Haus Süd, 2. OG",
    "Treff „Brücke“\nam Markt",
    "Beratung – auch auf Arabisch",
    "Öffnungszeiten ‚nach Absprache‘",
)
PROVIDERS = (
    "VHS Rheine",
    "Caritasverband Rheine e. V.",
    "Ev. Kirchengemeinde",
    "Flüchtlingshilfe Emsdetten",
    "Diakonie & Co.",
)


@dataclass
class Messy:
    """A file, the offers that are in it, and the physical lines that cannot be taken."""

    name: str
    content: bytes = b""
    offers: list[dict[str, str]] = field(default_factory=list)
    bad_lines: list[int] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """The file in a folder."""
        path = folder / self.name
        path.write_bytes(self.content)
        return path


class Habits:
    """How one person types: chosen once per file."""

    def __init__(self, seed: int) -> None:
        self.draw = draw = random.Random(seed)
        self.seed = seed
        self.is_workbook = draw.random() < 0.35
        self.delimiter = draw.choice(";;\t,")
        self.encoding = draw.choice(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
        self.line_end = draw.choice(("\r\n", "\n"))
        self.key = draw.choice(("digits", "lost zero", "name", "stadt before", "stadt after"))
        self.days = draw.choice(("german", "short", "iso", "cell" if self.is_workbook else "german"))
        self.by_code = draw.random() < 0.3
        self.says_unit = draw.random() < 0.6
        self.merged = draw.random() < 0.3
        self.as_of_in_title = draw.random() < 0.5
        self.blank_rows = draw.random() < 0.3
        self.adds_up = draw.random() < 0.25

    def day(self, when: date) -> str | date:
        """A day as this person writes it."""
        return {
            "german": f"{when.day}.{when.month}.{when.year}",
            "short": f"{when:%d.%m.%y}",
            "iso": when.isoformat(),
            "cell": when,
        }[self.days]

    def place(self, ags: str) -> str:
        """A municipality as this person writes it."""
        name, town = PLACES[ags], ags in TOWNS
        return {
            "digits": ags,
            "lost zero": ags[1:],
            "name": name,
            "stadt before": f"{'Stadt' if town else 'Gemeinde'} {name}",
            "stadt after": f"{name}, Stadt" if town else name,
        }[self.key]


def inventory(seed: int) -> Messy:
    """An inventory of 12 to 40 offers, at most one row in fifteen unusable."""
    habits = Habits(seed)
    messy = Messy(f"liste_{seed:03}.{'xlsx' if habits.is_workbook else 'csv'}")
    columns = _columns(habits)
    told = {*columns, "capacity_unit", "as_of"}
    rows: list[list[object]] = [*_titles(habits), *_header(habits, columns)]
    wanted = habits.draw.randint(12, 40)
    bad = set(habits.draw.sample(range(wanted), habits.draw.randint(0, wanted // 15)))
    marks: list[int] = []
    for number in range(wanted):
        if habits.blank_rows and habits.draw.random() < 0.1:
            rows.append([])
        facts = _facts(habits, number)
        cells = {name: _cell(habits, name, value) for name, value in facts.items()}
        if number in bad:
            cells |= habits.draw.choice(({"capacity": "viele"}, {"valid_from": "31.02.2018"}, {"ags": "Nirgendwo"}))
            marks.append(len(rows))
        else:
            messy.offers.append({name: facts[name] for name in facts if name in told})
        rows.append([cells.get(name, "siehe Akte" if name in EXTRA else "") for name in columns])
    if habits.adds_up:
        rows += [[], [_total(name, messy.offers) for name in columns]]
    messy.content, lines = _workbook(habits, rows) if habits.is_workbook else _text(habits, rows)
    messy.bad_lines = [lines[mark] for mark in marks]
    return messy


def _total(name: str, offers: list[dict[str, str]]) -> str:
    """What stands in a column of the last row: the word, and the sum of all places."""
    places = sum(float(offer["capacity"]) for offer in offers)
    return {"ags": "Summe", "capacity": f"{places:g}".replace(".", ",")}.get(name, "")


def _columns(habits: Habits) -> list[str]:
    names = ["ags", "category", "name", "provider", "capacity", "valid_from", "valid_to", "status"]
    names += ["capacity_unit"] if habits.says_unit else []
    names += ["occupied"] if habits.draw.random() < 0.5 else []
    names += [] if habits.as_of_in_title else ["as_of"]
    names += habits.draw.sample(EXTRA, habits.draw.randint(0, 3))
    habits.draw.shuffle(names)
    if habits.merged:
        names = [name for name in names if name not in ("valid_from", "valid_to")] + ["valid_from", "valid_to"]
    return names


def _titles(habits: Habits) -> list[list[object]]:
    rows: list[list[object]] = [["Angebote für Geflüchtete im Kreis Steinfurt"]] if habits.draw.random() < 0.6 else []
    if habits.as_of_in_title:
        rows.append(["Stand: 15.03.2018"])
    return [*rows, []] if rows and habits.draw.random() < 0.5 else rows


def _header(habits: Habits, columns: list[str]) -> list[list[object]]:
    labels = [habits.draw.choice(HEADINGS.get(name, (name,))) for name in columns]
    if not habits.merged:
        return [labels]
    return [[*labels[:-2], "Laufzeit", ""], [*[""] * (len(labels) - 2), "von", "bis"]]


def _facts(habits: Habits, number: int) -> dict[str, str]:
    draw, (category, (_, unit, _)) = habits.draw, habits.draw.choice(list(CATEGORIES.items()))
    begin = date(2015, 1, 1) + timedelta(days=draw.randint(0, 1000))
    facts = {
        "ags": draw.choice(list(PLACES)),
        "category": category,
        "name": f"{draw.choice(NAMES)} {habits.seed}-{number}",
        "provider": draw.choice(PROVIDERS),
        "capacity": draw.choice(("0.75", "1.5", "2")) if unit == "fte" else str(draw.randint(1, 60)),
        "capacity_unit": unit,
        "valid_from": begin.isoformat(),
        "valid_to": (begin + timedelta(days=draw.randint(30, 900))).isoformat() if draw.random() < 0.5 else "",
        "status": draw.choice(list(STATES)),
        "as_of": "2018-03-15",
    }
    return facts | ({"occupied": str(draw.randint(0, 5))} if unit != "fte" else {})


def _cell(habits: Habits, name: str, value: str) -> object:
    draw = habits.draw
    if name in ("valid_from", "valid_to", "as_of"):
        return habits.day(date.fromisoformat(value)) if value else ""
    if name == "ags":
        return habits.place(value)
    if name == "category":
        return value if habits.by_code else CATEGORIES[value][0]
    if name == "capacity_unit":
        return draw.choice(next(words for _, unit, words in CATEGORIES.values() if unit == value))
    if name == "status":
        return draw.choice(STATES[value])
    if name == "capacity" and habits.is_workbook:
        return float(value)
    return value.replace(".", ",") if name == "capacity" else value


def _text(habits: Habits, rows: list[list[object]]) -> tuple[bytes, list[int]]:
    width, text, lines = max(map(len, rows)), io.StringIO(), []
    writer = csv.writer(text, delimiter=habits.delimiter, lineterminator=habits.line_end)
    for row in rows:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow([str(cell) for cell in [*row, *[""] * (width - len(row))]])
    return text.getvalue().encode(habits.encoding, "replace"), lines


def _workbook(habits: Habits, rows: list[list[object]]) -> tuple[bytes, list[int]]:
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row, start=1):
            if cell != "":
                sheet.cell(number, place, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue(), list(range(1, len(rows) + 1))
