"""Tables of the statistical offices that nobody declared by code: read where title and labels leave no doubt.

Wanted is one column that counts all people meant, for municipalities, on a day. Other columns are named and left;
rows that split people further (sex, age, nationality) count only where they say: in total.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.forms.ballast import is_total
from pipelines.forms.form import OFFICIAL, Form, Note, Rows, filled_in
from pipelines.forms.office_tables import DECLARED, LICENCE, OUTSIDE, base_of, is_historic, key_of
from pipelines.forms.rules import iso_day
from pipelines.forms.table import Table, code_of, records, table_of
from pipelines.grids.grid import Grid, at
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Layout

COUNTED = ("anzahl", "insgesamt", "personen", "anzahl personen")
PART = re.compile(r"männlich|weiblich|divers|deutsche|ausländ|jahre|unter \d|über \d|kinder|frauen|männer|jugend", re.I)
# Words in a title or label that say: not everybody, or not a count of those who are there.
NOT_ALL = re.compile(
    r"\bdeutsche|ausländ|im alter|\bjahren?\b|wahlberecht|vorausbere|vorausschätz|schutzsuch|erwerb|haushalt|"
    r"gemeinschaftsunterk|zunahme|veränderung|saldo|zuzüge|fortzüge|gebor|gestorben|\bohne\b",
    re.I,
)
MEAN = re.compile(r"durchschnitt|mittel", re.I)
# time, key, name
IDENTIFYING = 3


@dataclass(frozen=True)
class Count:
    """What is looked for: the statistic's number begins so; the words stand in the labels or else in the title.

    `needs_day`: where a year stands in its place, the figure may be a mean over it.
    """

    statistic: str
    words: re.Pattern[str]
    column: str
    levels: tuple[int, ...]
    more: Callable[[Table, str], dict[str, str]]
    needs_day: bool = False


def _since_rounding(table: Table, day: str) -> dict[str, str]:
    """Since 2020 these statistics are rounded to 5 (docs/methods.md)."""
    return {"rounded_to": "5" if day >= "2020" else "1"}


PEOPLE = Count("12411", re.compile(r"bevölkerung", re.I), "persons", (8,), base_of)
RECIPIENTS = Count("22", re.compile(r"asylbewerberl|asylblg|asylbewerberregell", re.I), "recipients", (2, 5, 8),
                   _since_rounding)  # fmt: skip
UNEMPLOYED = Count("13111", re.compile(r"arbeitslose", re.I), "unemployed", (8,), lambda table, day: {}, needs_day=True)


def _fits(grid: Grid, count: Count) -> float:
    code = code_of(grid)
    if not code.startswith(count.statistic) or code in DECLARED:
        return 0.0
    try:
        table = table_of(grid)
    except Unreadable:
        return 0.0
    # a mean over a year is no stock of a day
    said = f"{table.title} {' '.join(' '.join(labels) for labels in table.labels)}"
    if (
        MEAN.search(said)
        or NOT_ALL.search(table.title)
        or not count.words.search(said)
        or _column(table, count) is None
    ):
        return 0.0
    if count.needs_day and not iso_day(next((at(cells, 0) for _, cells in records(grid)), "")):
        return 0.0
    return OFFICIAL if any(len(at(cells, 1)) == 8 for _, cells in records(grid)) else 0.0


def _column(table: Table, count: Count) -> int | None:
    """The place of the one column that counts all who are meant; None where it is not one."""
    places = [
        place
        for place, labels in enumerate(table.labels)
        if place >= IDENTIFYING and (said := [label for label in labels if label])
        and said[-1].casefold() in COUNTED and not PART.search(" ".join(said))
    ]  # fmt: skip
    for wanted in (count.words, re.compile("insgesamt", re.I)):
        if len(places) > 1:
            places = [place for place in places if wanted.search(" ".join(table.labels[place]))] or places
    named = count.words.search(table.title) or (places and count.words.search(" ".join(table.labels[places[0]])))
    return places[0] if len(places) == 1 and named else None


def _rows(grid: Grid, layout: Layout, count: Count) -> Rows:
    """The wanted areas that still exist, totals only. Raises Unreadable."""
    table = table_of(grid)
    column = _column(table, count)
    assert column is not None, "rows are only read where the form fits"
    first = next((place for place, labels in enumerate(table.labels) if place >= IDENTIFYING and any(labels)), column)
    kept = []
    for line, cells in records(grid):
        key = key_of(cells)
        if len(key) not in count.levels or key == OUTSIDE or is_historic(cells) or not _is_total(cells, first):
            continue
        day = iso_day(cells[0]) or f"{cells[0]}-12-31"
        kept.append({"ags": key, "as_of": day, count.column: at(cells, column), "line": line} | count.more(table, day))
    if not kept:
        raise Unreadable(f"{grid.file} ist die Tabelle {table.code}, enthält aber keine Zeile „Insgesamt“ je Gemeinde.")
    publisher = "IT.NRW" if table.code.endswith("i") else "Statistische Ämter des Bundes und der Länder"
    source = f"{publisher} {table.code}"
    frame = filled_in(kept, layout, publisher=publisher, licence=LICENCE, source=source)
    return Rows(frame, tuple(_unused(grid, table, first, column)))


def _is_total(cells: list[str], first: int) -> bool:
    """No mark between name and figures splits the people; a mark's own number beside its words says nothing."""
    marks = [cell for cell in cells[IDENTIFYING:first] if not cell.isdigit()]
    return all(not mark or is_total(mark) for mark in marks)


def _unused(grid: Grid, table: Table, first: int, column: int) -> list[Note]:
    """Columns that the project has no use for, by name."""
    line = grid.head[0][0]
    others = [labels for place, labels in enumerate(table.labels) if place >= first and place != column]
    names = [" / ".join(filter(None, labels)) for labels in others]
    taken = " / ".join(filter(None, table.labels[column]))
    told = [Note(line, "", taken[:200], "ist die Spalte, die zählt", "Prüfen Sie, ob sie gemeint ist.")]
    unused = ("wird nicht gebraucht und bleibt unbeachtet", "Nichts zu tun.")
    return told + [Note(line, "", name[:200], *unused) for name in names]


def general_form(count: Count) -> Form:
    """The form of all tables of a statistic that have the one column."""
    return Form(
        f"Tabelle der Statistik {count.statistic}…",
        lambda grid, layout: _fits(grid, count),
        lambda grid, layout, lookup: _rows(grid, layout, count),
        lists_municipalities=True,
    )
