"""Municipalities and service areas that the invented offers refer to."""

import csv
from dataclasses import dataclass
from pathlib import Path

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
RECEIVED = "2026-11-22"

#: Hub -> neighbours (sharing a border) that its language courses declare as their area.
HUB_AREAS: dict[str, tuple[str, ...]] = {
    "Rheine": ("Hörstel", "Neuenkirchen"),
    "Ibbenbüren": ("Hopsten", "Hörstel", "Mettingen", "Recke", "Westerkappeln"),
    "Steinfurt": ("Altenberge", "Horstmar", "Laer", "Nordwalde"),
    "Greven": ("Ladbergen", "Nordwalde", "Saerbeck"),
    "Emsdetten": ("Saerbeck",),
    "Lengerich": ("Ladbergen", "Lienen", "Tecklenburg"),
    "Ochtrup": ("Metelen", "Wettringen"),
}

#: Only sizes the invented offers of the one municipality whose report is missing.
SIZE_WITHOUT_REPORT = (45, 70)


@dataclass(frozen=True)
class Place:
    """A municipality; fluag and wohnsitz are people counted at the turn of 2017/18."""

    ags: str
    name: str
    fluag: int
    wohnsitz: int

    @property
    def persons(self) -> int:
        """People of both schemes together."""
        return self.fluag + self.wohnsitz


def _stock_2018() -> dict[tuple[str, str], int]:
    """(ags, measure) -> people in the list of January 2018."""
    path = RAW / "allocation_report" / RECEIVED / "meldungen_kreis_steinfurt.csv"
    wanted = {("fluag_stock_avg", "2017-10-01"), ("wsa_stock", "2018-01-01")}
    with path.open(encoding="utf-8", newline="") as handle:
        return {
            (row["ags"], row["measure"]): int(row["value"])
            for row in csv.DictReader(handle)
            if (row["measure"], row["period_start"]) in wanted
        }


def load_places(kreis_ags: str = "05566") -> dict[str, Place]:
    """Municipalities of the Kreis by name, in the order of their AGS.

    Raises FileNotFoundError where the shipped raw files are not at hand.
    """
    stock = _stock_2018()
    path = RAW / "municipality_list" / RECEIVED / "gemeinden_nrw.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["kreis_ags"] == kreis_ags]
    places = [
        Place(
            row["ags"],
            row["name"],
            stock.get((row["ags"], "fluag_stock_avg"), SIZE_WITHOUT_REPORT[0]),
            stock.get((row["ags"], "wsa_stock"), SIZE_WITHOUT_REPORT[1]),
        )
        for row in sorted(rows, key=lambda row: row["ags"])
    ]
    return {place.name: place for place in places}


def area_of(hub: str, places: dict[str, Place]) -> str:
    """AGS list, separated by blanks, of a hub and the neighbours it serves."""
    return " ".join(places[name].ags for name in (hub, *HUB_AREAS[hub]))
