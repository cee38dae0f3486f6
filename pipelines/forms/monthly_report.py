"""A municipality's own monthly report, as typed into the shipped template: who is counted, on one day, a row a place.

An empty cell is a figure that nobody counted: missing, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.forms import values
from pipelines.forms.ballast import NO_ROW, sums_up
from pipelines.forms.form import OFFICIAL, Form, Lookup, Note, Rows, filled_in
from pipelines.grids.grid import Grid, Row, at
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.layout import Layout

TITLE = "Monatsmeldung"
DAY = re.compile(r"(?:[0-3]?[0-9]\.\s?[01]?[0-9]\.\s?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})")
STAND, OFFICE = ("stand", "stichtag"), ("meldende stelle",)
# The template's own heading first.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("Gemeinde", "Stadt/Gemeinde", "Kommune", "AGS", "Gemeindeschlüssel"),
    "fluag_stock": ("Bestand FlüAG", "Personen nach FlüAG", "FlüAG", "Bestand nach FlüAG"),
    "wsa_stock": ("Bestand Wohnsitzauflage", "Personen mit Wohnsitzauflage", "Wohnsitzauflage"),
    "quality": ("Genauigkeit",),
    "note": ("Anmerkung", "Bemerkung"),
}
MEASURES = ("fluag_stock", "wsa_stock")
MEANINGS = {values.label_words(said): name for name, all_said in HEADINGS.items() for said in all_said}
QUALITIES = {"genau": "stated", "ungefähr": "approximate", "geschätzt": "approximate", "zweifelhaft": "doubtful"}
AS_TEMPLATE = "benennen Sie die Spalten wie in der Vorlage"
NO_NAME = "Die Zeile bleibt liegen; berichtigen Sie den Namen, nennen Sie den AGS oder ergänzen Sie data/own/alias.csv."


def fits(grid: Grid, layout: Layout) -> float:
    """A title that says so, above a header with the municipality and at least one of the counts."""
    header = _header(grid)
    if header is None:
        return 0.0
    told = " ".join(" ".join(cells) for line, cells in grid.head if line < header[0])
    # before the list of the Bezirksregierung, whose words the header has too
    return OFFICIAL + 1 if TITLE.casefold() in told.casefold() else 0.0


def rows(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """One row per municipality and count. Raises Unreadable: nothing filled in, no day; Drifted: a strange column."""
    header = _header(grid)
    assert header is not None, "rows are only read where fits() found a header"
    if strange := [label for label in header[1] if label and values.label_words(label) not in MEANINGS]:
        known = ["?" if label in strange else label for label in header[1]]
        raise Drifted(
            grid.file, "die Kopfzeile der Monatsmeldung", known, header[1], known="von der Vorlage", action=AS_TEMPLATE
        )
    columns = {MEANINGS[values.label_words(label)]: place for place, label in enumerate(header[1]) if label}
    filled = [row for row in grid.filled() if row[0] > header[0]]
    if not filled:
        raise Unreadable(f"{grid.file} ist die leere Vorlage; tragen Sie je Gemeinde eine Zeile und den Stand ein.")
    day, office = _day(grid, header[0]), _beside(grid, header[0], OFFICE)
    notes: list[Note] = []
    records: list[dict[str, str | int]] = []
    for line, cells in filled:
        if sums_up(at(cells, columns["name"])):
            notes.append(Note(line, "name", at(cells, columns["name"]), *NO_ROW))
            continue
        ags, note = _key(at(cells, columns["name"]), line, lookup)
        notes += [note] if note else []
        teller = office or f"Gemeinde {at(cells, columns['name'])}"
        records += [one | {"publisher": teller} for one in _counts(cells, columns, ags, line, day)]
    constant = {"licence": "Einzelangaben mit Quelle", "source": f"{TITLE} {day}", "unit": "persons"}
    frame = filled_in(records, layout, **constant, date_precision="day")
    return Rows(frame, tuple(notes))


def _header(grid: Grid) -> Row | None:
    for line, cells in grid.head:
        said = {MEANINGS.get(values.label_words(label), "") for label in cells if label}
        if "name" in said and said & set(MEASURES):
            return line, cells
    return None


def _beside(grid: Grid, top: int, labels: tuple[str, ...]) -> str:
    """What stands in or beside the cell „Stand:“ above the header."""
    for line, cells in grid.head:
        for place, cell in enumerate(cells):
            head, _, rest = cell.partition(":")
            if line < top and values.label_words(head) in labels:
                return rest.strip() or " ".join(filter(None, cells[place + 1 :]))
    return ""


def _day(grid: Grid, top: int) -> str:
    match = DAY.search(_beside(grid, top, STAND))
    if match is None:
        raise Unreadable(f"{grid.file} nennt keinen Stand; tragen Sie oben hinter „Stand:“ den Tag der Zählung ein.")
    return values.day(match[0])


def _key(name: str, line: int, lookup: Lookup) -> tuple[str, Note | None]:
    if name[:1].isdigit():
        return values.key(name, lookup), None
    match = lookup(name)
    return match.ags or name, None if match.ags else Note(line, "ags", name[:200], match.reason, NO_NAME, "error")


def _counts(cells: list[str], columns: dict[str, int], ags: str, line: int, day: str) -> Iterator[dict[str, str | int]]:
    told = {meaning: at(cells, place) for meaning, place in columns.items()}
    quality = told.get("quality", "")
    for measure in (one for one in MEASURES if one in columns):
        count = re.sub(r"(?<=[0-9])\.(?=[0-9]{3}(?:\.|$))", "", told[measure])
        yield {
            "ags": ags, "period_start": day, "period_end": day, "measure": measure,
            "value": values.integer(count), "quality": QUALITIES.get(values.label_words(quality), quality) or "stated",
            "note": told.get("note", ""), "line": line,
        }  # fmt: skip


MONTHLY_REPORT = Form("Monatsmeldung einer Gemeinde", fits, rows)
