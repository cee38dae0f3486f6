"""Places of Integreat (CMS, API v3, locations) as offers that are there: no capacity, no key, a town's name only."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipelines.forms.form import Lookup, Note, Rows, filled_in
from pipelines.forms.offer_words import own_units
from pipelines.grids.json_file import Node
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Layout
from pipelines.reference import integreat_categories

NAME = "Integreat, Orte"
KEYS = ("location", "category", "last_updated", "modified_gmt")
LEFT_OUT = "Der Ort bleibt außen vor; nehmen Sie ihn von Hand in das Inventar auf, wenn er dazugehört."
UNKNOWN = "ist eine Kategorie, die niemand zugeordnet hat"


def looks_like(one: Any) -> bool:
    """Whether an object is a place of Integreat: a location within it, and what the CMS adds."""
    return (
        isinstance(one, dict)
        and "location" in one
        and ("title" in one or "name" in one)
        and any(key in one for key in KEYS[1:])
    )


def offers(file: str, places: list[tuple[int, Node]], layout: Layout, lookup: Lookup) -> Rows:
    """One row per place whose category is one of ours. Raises Unreadable when none is."""
    notes: list[Note] = []
    records = []
    left: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for line, node in places:
        said = node.one("category").text("name")
        category, note = integreat_categories().get(said.casefold(), ("", UNKNOWN))
        if category:
            record, found = _record(node, line, category, file, lookup)
            records.append(record)
            notes += found
            notes += [Note(line, "category", said, f"gilt als {category}. {note}", "Prüfen Sie die Zuordnung.")] * bool(
                note
            )
        else:
            left[said] += 1
            lines.setdefault(said, line)
    for said, count in left.items():
        why = integreat_categories().get(said.casefold(), ("", UNKNOWN))[1] if said else "fehlt als Kategorie"
        severity = "warn" if why == UNKNOWN or not said else "info"
        notes.append(Note(lines[said], "category", said, f"{why} (Orte: {count})", LEFT_OUT, severity))
    if not records:
        named = ", ".join(f"„{said}“" for said in list(left)[:4])
        raise Unreadable(f"{file} nennt nur Orte, deren Kategorie keiner unserer entspricht ({named}); nichts zu tun.")
    return Rows(filled_in(records, layout), tuple(notes))


def _record(node: Node, line: int, category: str, file: str, lookup: Lookup) -> tuple[dict[str, str | int], list[Note]]:
    location = node.one("location")
    town, name = location.text("town"), node.text("title") or node.text("name") or location.text("name")
    match = lookup(town)
    day = (node.text("last_updated") or node.text("modified_gmt"))[:10]
    found = [] if match.ags else [
        Note(line, "ags", town, match.reason, "Berichtigen Sie den Ort in Integreat oder data/own/alias.csv.", "error")
    ]  # fmt: skip
    return {
        "offer_id": f"integreat-{node.name('id')}", "ags": match.ags or town, "category": category, "name": name,
        "provider": node.one("organization").text("name") or name, "provider_kind": "other", "capacity": "",
        "capacity_unit": own_units().get(category, ""), "valid_from": day, "as_of": day,
        "status": "paused" if node.value.get("temporarily_closed") is True else "running",
        "contact": node.text("email") or node.text("website"), "source": f"{NAME} {file}", "is_synthetic": "0",
        "line": line,
    }, found  # fmt: skip
