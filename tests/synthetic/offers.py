"""Write the demonstration inventory: invented offers, the same on every run.

python -m tests.synthetic.offers --out FILE [--report FILE]
"""

import argparse
import csv
import itertools
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from tests.synthetic.drafts import Draft, all_drafts
from tests.synthetic.places import RAW, RECEIVED, Place, load_places
from tests.synthetic.titles import (
    ACCESS,
    AGES,
    FUNDING,
    KINDS,
    LANGUAGES,
    PROVIDERS,
    TARGETS,
    TITLES,
)

SEED = 2018
SOURCE = "synthetisch, erzeugt mit tests/synthetic/offers.py"
REPORTED = date.fromisoformat(RECEIVED)
OFFER_FILE = RAW / "offer_inventory" / RECEIVED / "beispielinventar.csv"
REPORT_FILE = RAW / "inventory_report" / RECEIVED / "beispielmeldungen.csv"
OFFER_COLUMNS = [
    "offer_id",
    "ags",
    "category",
    "name",
    "provider",
    "provider_kind",
    "capacity",
    "capacity_unit",
    "occupied",
    "waiting",
    "min_group",
    "age_min",
    "age_max",
    "target",
    "languages",
    "area",
    "valid_from",
    "valid_to",
    "status",
    "funding",
    "funded_until",
    "volunteers",
    "access_status",
    "as_of",
    "contact",
    "source",
    "is_synthetic",
]
REPORT_COLUMNS = ["ags", "covers_from", "covers_to", "as_of", "source", "is_synthetic"]
#: Municipalities that have reported only a part of the time: first day, last day covered, day of the report.
PARTIAL_REPORTS = {
    "Metelen": ("2015-01-01", "2019-12-31", "2020-01-20"),
    "Laer": ("2016-01-01", "2025-12-31", "2026-11-10"),
}
VOLUNTARY = ("SPR-EO", "BEG", "EHR", "MAT", "SPO")


def status_of(draft: Draft) -> str:
    """planned, running, paused or ended on the day the inventory was received."""
    if "status" in draft.fixed:
        return draft.fixed["status"]
    return "ended" if draft.valid_to and draft.valid_to < RECEIVED else "running"


def stated_on(rng: np.random.Generator, draft: Draft) -> date:
    """Day the entry was last confirmed: mostly weeks ago, every fifth one years ago."""
    if status_of(draft) == "ended":
        return date.fromisoformat(draft.valid_to) - timedelta(days=int(rng.integers(0, 90)))
    if draft.place.name == "Metelen":
        return date(2020, 1, 20)
    if rng.random() < 0.8 or draft.valid_from > "2024":
        ages = (rng.integers(4, 29), rng.integers(31, 60))
        return REPORTED - timedelta(days=int(rng.choice(ages, p=[0.8, 0.2])))
    return date(int(rng.integers(max(2017, int(draft.valid_from[:4]) + 1), 2026)), 6, 15)


def usage(rng: np.random.Generator, draft: Draft) -> tuple[str, str]:
    """Occupied places and people waiting; empty for posts, hours and planned offers."""
    if draft.capacity is None or draft.unit not in ("places", "beds") or status_of(draft) == "planned":
        return "", ""
    if rng.random() < 0.15:
        return "", ""
    occupied = round(draft.capacity * rng.uniform(0.35, 1.0))
    full = occupied >= 0.9 * draft.capacity
    return str(occupied), str(int(rng.integers(0, max(2, draft.capacity // 3)))) if full else "0"


def money(rng: np.random.Generator, draft: Draft) -> tuple[str, str]:
    """Funding and the day it ends (empty: open or not stated)."""
    funding = str(rng.choice(FUNDING.get(draft.category, ("Eigenmittel", "Landesmittel"))))
    if funding.startswith("KOMM-AN") and draft.valid_from > "2024":
        return "Eigenmittel", ""
    if funding.startswith("KOMM-AN"):
        return funding, min("2024-12-31", draft.valid_to or "2024-12-31")
    if draft.valid_to:
        return funding, draft.valid_to
    return funding, "2027-12-31" if rng.random() < 0.25 else ""


def describe(draft: Draft, turn: int) -> dict[str, str]:
    """Name, provider and whom the offer is for; `turn` counts the offers of a category in a place."""
    kinds, titles = KINDS[draft.category], TITLES[draft.category]
    kind = kinds[(turn + int(draft.place.ags[-2:]) // 4) % len(kinds)]
    age_min, age_max = AGES.get(draft.category, ("0", ""))
    title = draft.fixed.get("name") or titles[turn % len(titles)]
    return {
        "name": f"{title} {draft.place.name}",
        "provider": PROVIDERS[kind].format(town=draft.place.name),
        "provider_kind": kind,
        "min_group": {"SPR-IK": "20", "SPR-EO": "6" if turn else "", "SPO": "8"}.get(draft.category, ""),
        "age_min": age_min,
        "age_max": age_max,
        "target": TARGETS.get(draft.category, "Alle Geflüchteten"),
        "access_status": ACCESS.get(draft.category, "alle"),
    }


def offer_row(rng: np.random.Generator, draft: Draft, number: int, turn: int) -> dict[str, str]:
    """One line of the inventory, every value as text."""
    occupied, waiting = usage(rng, draft)
    funding, funded_until = money(rng, draft)
    helpers = str(rng.integers(2, 25)) if draft.category in VOLUNTARY and draft.unit != "fte" else ""
    if draft.unit == "volunteers" and draft.capacity is not None:
        helpers = f"{draft.capacity:g}"
    return describe(draft, turn) | {
        "offer_id": f"ST-{number:04d}",
        "ags": draft.place.ags,
        "category": draft.category,
        "capacity": "" if draft.capacity is None else f"{draft.capacity:g}",
        "capacity_unit": draft.unit,
        "occupied": occupied,
        "waiting": waiting,
        "languages": str(rng.choice(LANGUAGES)),
        "area": draft.area,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "status": status_of(draft),
        "funding": funding,
        "funded_until": funded_until,
        "volunteers": helpers,
        "as_of": stated_on(rng, draft).isoformat(),
        "contact": "beispiel@example.org",
        "source": SOURCE,
        "is_synthetic": "1",
    }


def offer_rows(seed: int = SEED) -> list[dict[str, str]]:
    """The invented inventory; equal seeds give equal rows."""
    rng = np.random.default_rng(seed + 1)
    turns: Counter[tuple[str, str]] = Counter()
    rows = []
    for number, draft in zip(itertools.count(1), all_drafts(seed, load_places()), strict=False):
        key = (draft.place.ags, draft.category)
        rows.append(offer_row(rng, draft, number, turns[key]))
        turns[key] += 1
    return rows


def report_row(place: Place) -> dict[str, str]:
    """For which time a municipality has reported its offers completely."""
    covers_from, covers_to, as_of = PARTIAL_REPORTS.get(place.name, ("2015-01-01", "2025-12-31", "2026-11-10"))
    values = (place.ags, covers_from, covers_to, as_of, SOURCE, "1")
    return dict(zip(REPORT_COLUMNS, values, strict=True))


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Write UTF-8 with comma and line feed; creates the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write both demonstration files."""
    parser = argparse.ArgumentParser(description="Erzeugt das erfundene Beispielinventar.")
    parser.add_argument("--out", type=Path, default=OFFER_FILE, help="Datei der Angebote")
    parser.add_argument("--report", type=Path, default=REPORT_FILE, help="Datei der Vollständigkeitsmeldungen")
    args = parser.parse_args()
    write(args.out, OFFER_COLUMNS, offer_rows())
    write(args.report, REPORT_COLUMNS, [report_row(place) for place in load_places().values()])


if __name__ == "__main__":
    main()
