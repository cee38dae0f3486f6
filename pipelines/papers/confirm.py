"""A workbook per institution with its own entries, to confirm or correct and to send back: `bedarfsatlas add` reads it.

It carries the key of each entry, so what comes back changes these entries and no others; what is not in it stays. The
day of confirmation is for the institution to fill in: a row without one changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipelines.contracts.base import Column, Type
from pipelines.extracts.workbook import TO_FILL, Sheet, workbook_bytes
from pipelines.file_names import safe_name, shortened
from pipelines.forms.offer_words import CONFIRMED, HEADINGS, PROVIDER_WORDS, STATUS_WORDS, UNIT_WORDS
from pipelines.papers.naming import marked
from pipelines.papers.said import Said
from pipelines.receiving.recognising import HELP

if TYPE_CHECKING:
    import duckdb

SHEET = "Angebote"
# Field of the inventory: type of its cells. The order in which somebody reads them.
FIELDS: dict[str, Type] = {
    "offer_id": "text", "name": "text", "as_of": "day", "status": "text", "ags": "text", "category": "text",
    "provider": "text", "provider_kind": "text", "capacity": "number", "capacity_unit": "text", "occupied": "number",
    "waiting": "number", "min_group": "integer", "age_min": "integer", "age_max": "integer", "target": "text",
    "languages": "text", "area": "text", "valid_from": "day", "valid_to": "day", "funding": "text",
    "funded_until": "day", "volunteers": "integer", "access_status": "text", "contact": "text", "source": "text",
    "is_synthetic": "integer",
}  # fmt: skip
# The first word of a field that says what is asked; some first words are too short to stand alone.
CALLED = {
    "offer_id": "Kennung",
    "ags": "Gemeinde",
    "name": "Angebot",
    "as_of": CONFIRMED,
    "valid_from": "gültig ab",
    "area": "Einzugsgebiet",
}
WORDS = {"provider_kind": PROVIDER_WORDS, "capacity_unit": UNIT_WORDS, "status": STATUS_WORDS}

# A place is written by its name where no other has it, else by its key; what ended is asked of nobody.
_ENTRIES = """
with named as (select name from curated.municipality group by name having count(*) = 1)

select o.* exclude (ags, category, is_synthetic), case when n.name is null then o.ags else n.name end as ags,
    c.name_de as category, cast(o.is_synthetic as integer) as is_synthetic
from curated.offer as o
inner join curated.category as c on o.category = c.category
left join curated.municipality as m on o.ags = m.ags
left join named as n on m.name = n.name
where o.status <> 'ended' and (o.valid_to is null or o.valid_to >= $day)
    and (cast($places as varchar[]) is null or list_contains(cast($places as varchar[]), o.ags))
order by o.provider, o.name, o.offer_id
"""

_NAMES = "select any_value(ags), name from curated.municipality group by name having count(*) = 1"


def workbooks(
    con: duckdb.DuckDBPyConnection, day: date, said: Said, places: Collection[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """File name and XLSX per institution. con: the snapshot of the staff; day: what ended before it is not asked for.

    places: only offers with their seat there, by key; None: all. An institution has one workbook for all of them.
    """
    columns = list(FIELDS)
    asked = {"day": day, "places": None if places is None else sorted(places)}
    found = con.execute(f"select {', '.join(columns)} from ({_ENTRIES})", asked).fetchall()
    called, names = dict(con.execute(_NAMES).fetchall()), Counter[str]()
    provider = columns.index("provider")
    for institution, rows in groupby(found, key=lambda row: row[provider]):
        entries = [dict(zip(columns, row, strict=True)) for row in rows]
        is_example = any(entry["is_synthetic"] for entry in entries)
        name = safe_name(marked(f"{said.say('confirm.file', provider=institution)}.xlsx", is_example))
        names[name] += 1
        more = f"_{names[name]}" if names[name] > 1 else ""
        yield (
            shortened(name, more),
            workbook([entry | {"area": _area(entry["area"], called)} for entry in entries], said),
        )


def workbook(entries: list[dict[str, Any]], said: Said) -> bytes:
    """The entries with the headings and words people use, and a sheet that explains both."""
    columns = tuple(Column(heading(field), kind, "") for field, kind in FIELDS.items())
    rows = [[_written(field, entry[field]) for field in FIELDS] for entry in entries]
    strip = said.say("confirm.strip") if any(entry["is_synthetic"] for entry in entries) else ""
    helping = (Column("Spalte", "text", ""), Column(said.say("confirm.meaning"), "text", ""))
    explained = [(heading(field), said.say(f"confirm_field.{field}", words=_words(field))) for field in FIELDS]
    return workbook_bytes([Sheet(SHEET, columns, rows, above=strip), Sheet(HELP, helping, [*explained, *_notes(said)])])


def heading(field: str) -> str:
    """What people call a field."""
    return CALLED.get(field) or HEADINGS[field][0]


def _written(field: str, value: Any) -> Any:
    if field == "as_of":
        return TO_FILL
    if value is None:
        return None
    if field in WORDS:
        return WORDS[field][value][0]
    return value


def _area(area: str, called: dict[str, str]) -> str:
    if area == "kreis":
        return "kreisweit"
    return ", ".join(called.get(key, key) for key in re.split(r"[,;/\s]+", area) if key)


def _words(field: str) -> str:
    return ", ".join(said[0] for said in WORDS[field].values()) if field in WORDS else ""


def _notes(said: Said) -> list[tuple[str, str]]:
    return [("", said.say(f"confirm.{name}")) for name in ("how", "late", "people")]
