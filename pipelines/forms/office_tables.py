"""The tables of IT.NRW and Regionalstatistik that the project reads: one declaration a table, drift is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.forms.form import OFFICIAL, Form, Lookup, Rows, filled_in
from pipelines.forms.rules import iso_day, point, regional_base
from pipelines.forms.table import Table, code_of, records, refuse_drift, table_of
from pipelines.grids.grid import Grid, at
from pipelines.problems import Drifted
from pipelines.receiving.layout import Layout

LICENCE = "dl-de/by-2-0"
BASES = re.compile(r"ab dem\s+Jahr (\d{4}) auf den Ergebnissen des Zensus (\d{4})")
OUTSIDE = "05999998"
YEAR_END = "-12-31"
TOWN = re.compile(r"krfr\. ?Stadt|kreisfreie Stadt", re.I)


@dataclass(frozen=True)
class OfficeTable:
    """A table by its code. `columns` are (words that begin the lowest label, unit) from the fourth column on;
    `use` maps a column of the source to a place; `levels` are the lengths of keys that are wanted."""

    code: str
    publisher: str
    columns: tuple[tuple[str, str], ...]
    use: tuple[tuple[str, int], ...]
    levels: tuple[int, ...]
    more: Callable[[Table, str], dict[str, str]]

    def fits(self, grid: Grid, layout: Layout) -> float:
        """Whether the first line names this table."""
        return OFFICIAL if code_of(grid) == self.code else 0.0

    def rows(self, grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
        """The wanted areas that still exist. Raises Unreadable, Drifted."""
        table = table_of(grid)
        refuse_drift(grid, table, 3, self.columns)
        found = ((line, cells, key_of(cells)) for line, cells in records(grid))
        kept = [
            self._record(table, line, cells, key)
            for line, cells, key in found
            if len(key) in self.levels and key != OUTSIDE and not is_historic(cells)
        ]
        source = f"{self.publisher} {self._place()} {self.code}"
        return Rows(filled_in(kept, layout, publisher=self.publisher, licence=LICENCE, source=source))

    def _place(self) -> str:
        return "Landesdatenbank" if self.code.endswith("i") else "Regionaldatenbank"

    def _record(self, table: Table, line: int, cells: list[str], key: str) -> dict[str, str | int]:
        day = iso_day(cells[0]) or f"{cells[0]}-12-31"
        values = {name: point(at(cells, place)) for name, place in self.use}
        if not day.endswith(YEAR_END):
            raise Drifted(table.file, f"Tabelle {self.code}, Stichtag", ("31.12.",), (at(cells, 0),))
        return {"ags": key, "as_of": day, **values, **self.more(table, day), "line": line}


def key_of(cells: list[str]) -> str:
    """Towns that are their own Kreis come with five digits; they are municipalities of eight."""
    key = at(cells, 1)
    return key + "000" if len(key) == 5 and TOWN.search(at(cells, 2)) else key


def is_historic(cells: list[str]) -> bool:
    """Keys of areas dissolved long ago stay in the list with a dash in every column."""
    return all(value == "-" for value in cells[3:])


def base_of(table: Table, day: str) -> dict[str, str]:
    """The census named in the notes for that year, else the one known for the day."""
    named = {since: f"Z{census}" for since, census in BASES.findall(table.notes) if since <= day[:4]}
    return {
        "census_base": named[max(named)] if named and day >= "2011-05-09" else regional_base(day),
        "rounded_to": "1",
    }


def _rounded(table: Table, day: str) -> dict[str, str]:
    return {"rounded_to": "5"}


POPULATION_IT_NRW = OfficeTable(
    "12411-15i", "IT.NRW",
    (("Bevölkerungsstand", "Anzahl"), ("Bodenfläche", "qkm"), ("Bevölkerungsdichte", "EW pro qkm")),
    (("persons", 3), ("area_km2", 4)), (8,), base_of,
)  # fmt: skip
ASYLBLG_IT_NRW = OfficeTable(
    "22811-05i", "IT.NRW",
    (("Gesamtregelleistung", "Anzahl"), ("Insgesamt", "Anzahl"), ("Gesamtregelleistung", "Anzahl"),
     ("Hilfe zum Lebensunterhalt", "Anzahl"), ("Insgesamt", "Anzahl"), ("im Alter", "Anzahl"),
     ("bei Erwerbsminderung", "Anzahl"), ("Regelleistungen nach dem Asylbewerberleistungsgesetz", "Anzahl")),
    (("recipients", 10),), (2, 5, 8), _rounded,
)  # fmt: skip
POPULATION_REGIONAL = OfficeTable(
    "12411-01-01-5", "Statistische Ämter des Bundes und der Länder",
    (("", "Insgesamt"), ("", "männlich"), ("", "weiblich")),
    (("persons", 3),), (8,), base_of,
)  # fmt: skip


DECLARED = frozenset(table.code for table in (POPULATION_IT_NRW, ASYLBLG_IT_NRW, POPULATION_REGIONAL))


def table_form(table: OfficeTable) -> Form:
    """The form of one table."""
    return Form(f"Tabelle {table.code}", table.fits, table.rows, lists_municipalities=True)
