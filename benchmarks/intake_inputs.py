"""Invented inventories of a million offers: as a program writes them, and as people type them.

The same offers on every run. About one row in fifty is at fault in a way that sets it aside, one in twenty-five in a
way that only earns a finding.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from pipelines.reference import HERE
from pipelines.settings import ROOT
from pipelines.sources.offer_inventory import OFFER_INVENTORY

ROWS = 1_000_000
SEED = 2015
PIECE = 50_000
PLACES = ROOT / "data" / "raw" / "municipality_list"
PLAIN = OFFER_INVENTORY.layout.names
TYPED = {
    "ags": "Gemeinde", "category": "Art des Angebots", "name": "Angebot", "provider": "Träger",
    "provider_kind": "Trägerart", "capacity": "Plätze", "capacity_unit": "Einheit", "occupied": "davon belegt",
    "waiting": "Warteliste", "target": "Zielgruppe", "languages": "Sprachen", "area": "Einzugsgebiet",
    "valid_from": "Laufzeit von", "valid_to": "Laufzeit bis", "status": "Status", "funding": "Förderung",
    "contact": "Ansprechpartner", "as_of": "Stand",
}  # fmt: skip
KINDS = (("education_provider", "Volkshochschule"), ("welfare_association", "Wohlfahrtsverband"), ("school", "Schule"),
         ("church", "Kirchengemeinde"), ("volunteer_group", "Initiative"), ("municipality", "Gemeinde"))  # fmt: skip
LANGUAGES = ("Deutsch", "Deutsch, Arabisch", "Deutsch, Arabisch, Dari", "Deutsch, Ukrainisch; Russisch")
FIRST = date(2015, 1, 1)


@dataclass(frozen=True)
class Known:
    """Keys and names of municipalities; codes, names and units of categories."""

    places: list[tuple[str, str]]
    categories: list[tuple[str, str, str]]


def known() -> Known:
    """What the shipped lists name; only names that no other municipality bears."""
    rows = _table(next(PLACES.glob("*/*.csv")))
    categories = [(row["category"], row["name_de"], row["capacity_unit"]) for row in _table(HERE / "category.csv")]
    simple = [(row["ags"], row["name"]) for row in rows if row["kreis_ags"] == "05566"]
    return Known(simple, categories)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_plain(path: Path, rows: int = ROWS) -> None:
    """Comma-separated UTF-8 with the source's own column names, keys, ISO days and decimal points."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(PLAIN)
        writer.writerows([offer[name] for name in PLAIN] for offer in _offers(rows, typed=False))


def write_typed(path: Path, encoding: str, rows: int = ROWS) -> None:
    """Semicolons, German headings, names, days and decimal commas, two title rows, lines ended as Windows does."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        width = len(TYPED)
        writer.writerow(["Angebote im Kreis Steinfurt", *[""] * (width - 1)])
        writer.writerow(["erfunden, für eine Messung", *[""] * (width - 1)])
        writer.writerow(TYPED.values())
        writer.writerows([offer[name] for name in TYPED] for offer in _offers(rows, typed=True))


def _offers(rows: int, *, typed: bool) -> Iterator[dict[str, str]]:
    draw, names = np.random.default_rng(SEED), known()
    for start in range(0, rows, PIECE):
        dice = draw.integers(0, 1 << 30, (min(PIECE, rows - start), 8)).tolist()
        for number, row in enumerate(dice, start=start):
            yield _offer(number, row, names, typed=typed)


def _offer(number: int, dice: list[int], names: Known, *, typed: bool) -> dict[str, str]:
    ags, place = names.places[dice[0] % len(names.places)]
    code, category, unit = names.categories[dice[1] % len(names.categories)]
    kind, kind_said = KINDS[dice[2] % len(KINDS)]
    begins = FIRST + timedelta(days=dice[3] % 4000)
    ends = begins + timedelta(days=dice[4] % 900)
    places = dice[5] % 240 / 4
    offer = dict.fromkeys(PLAIN, "") | {
        "offer_id": f"A-{number:07}", "name": f"{category} {place}, Gruppe {number}",
        "provider": f"Träger {dice[2] % 3000}, {place}", "target": "Alle Geflüchteten",
        "languages": LANGUAGES[dice[6] % len(LANGUAGES)], "funding": "Landesmittel",
        "occupied": str(dice[6] % 3), "waiting": str(dice[7] % 20), "access_status": "alle",
        "contact": f"stelle{dice[2] % 3000}@example.org", "source": "erfunden, für eine Messung", "is_synthetic": "1",
    }  # fmt: skip
    if typed:
        offer |= {"ags": place, "category": category, "provider_kind": kind_said, "capacity": _comma(places),
                  "capacity_unit": "", "valid_from": _german(begins), "valid_to": _german(ends), "status": "läuft",
                  "as_of": "31.12.2025", "area": "kreisweit" if dice[7] % 3 else place}  # fmt: skip
        offer["capacity_unit"] = {"places": "Plätze", "fte": "Stellen", "beds": "Betten"}.get(unit, unit)
    else:
        offer |= {"ags": ags, "category": code, "provider_kind": kind, "capacity": f"{places:g}",
                  "capacity_unit": unit, "valid_from": begins.isoformat(), "valid_to": ends.isoformat(),
                  "status": "running", "as_of": "2025-12-31", "area": "kreis" if dice[7] % 3 else ags}  # fmt: skip
    return offer | _fault(dice[4] >> 10, typed=typed)


def _fault(dice: int, *, typed: bool) -> dict[str, str]:
    """What is wrong with a row: two in a hundred are set aside, four are doubtful."""
    chance = dice % 200
    set_aside = {
        0: {"ags": "Nirgendwo" if typed else "05999999"},
        1: {"capacity": "-3"},
        2: {"valid_from": "31.02.2020" if typed else "2020-02-31"},
        3: {"category": "Unbekanntes"},
    }
    doubtful = {4: {"occupied": "999"}, 5: {"occupied": "999"}}
    return (set_aside | doubtful).get(chance, {"capacity": ""} if 6 <= chance < 12 else {})


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _german(day: date) -> str:
    return f"{day:%d.%m.%Y}"
