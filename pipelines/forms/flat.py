"""Flat files („ffcsv“) of Regionalstatistik and Zensus, old style (a column per measure) and new (a row per value)."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.forms.ballast import is_total
from pipelines.forms.form import OFFICIAL, Form, Lookup, Rows, filled_in
from pipelines.forms.rules import STATE, iso_day, nothing_here, regional_base
from pipelines.grids.grid import Grid, Row, at
from pipelines.places.areas import eight_digits
from pipelines.problems import Drifted
from pipelines.receiving.layout import Layout

OLD_START = ("Statistik_Code", "Statistik_Label", "Zeit_Code", "Zeit_Label", "Zeit")
NEW_START = ("statistics_code", "statistics_label", "time_code", "time_label", "time")
NEW_END = ("value", "value_unit", "value_variable_code", "value_variable_label", "value_q")
OLD_PEOPLE = "BEVSTD__"
# Persons in the Zensus (all of Germany, municipalities) and in the continued population.
NEW_PEOPLE = ("PRS018", "PRS001", "BEVSTD")


def start_of(grid: Grid) -> str:
    """`old`, `new`, or empty for any other file: told by the first header cell."""
    cell = grid.first[0] if grid.first else ""
    return {"Statistik_Code": "old", "statistics_code": "new"}.get(cell.lstrip("\ufeff"), "")


def statistic_of(grid: Grid) -> str:
    """Code and title of the statistic in the first data row."""
    row = grid.head[1][1] if len(grid.head) > 1 else []
    return f"{at(row, 0)} ({at(row, 1)})" if row else ""


def fits(grid: Grid, layout: Layout) -> float:
    """A flat file that counts people."""
    style = start_of(grid)
    if style == "old":
        return OFFICIAL if any(label.startswith(OLD_PEOPLE) for label in grid.first) else 0.0
    if style == "new" and "value_variable_code" in grid.first:
        place = grid.first.index("value_variable_code")
        return OFFICIAL if any(at(cells, place) in NEW_PEOPLE for _, cells in grid.head[1:]) else 0.0
    return OFFICIAL if style == "new" and "PRS018" in str(grid.head[1:2]) else 0.0


def people(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """Persons per municipality of the State; rows of parts (men, an age) are no totals. Raises Unreadable, Drifted."""
    old = start_of(grid) == "old"
    header, start = grid.first, OLD_START if old else NEW_START
    end = (next(label for label in header if label.startswith(OLD_PEOPLE)),) if old else NEW_END
    if tuple(header[:5]) != start or (not old and tuple(header[-5:]) != end):
        raise Drifted(grid.file, "flache Tabelle", (*start, "…", *end), (*header[:5], "…", *header[-len(end) :]))
    value = header.index(end[0])
    suffix = ("Merkmal_Code", "Auspraegung_Code") if old else ("variable_code", "variable_attribute_code")
    codes = [(place, place + 2) for place, label in enumerate(header) if label.endswith("_" + suffix[0])
             and not label.startswith("value") and at(header, place + 2).endswith(suffix[1])]  # fmt: skip
    records = [
        _record(line, cells, key, value)
        for line, cells in _data(grid, header, old)
        if (key := _total_of(cells, codes)) and key.startswith(STATE)
    ]
    if not records:
        raise nothing_here(grid)
    # Persons (PRS…) are what the Zensus calls them in all of its tables
    census = not old and any(at(cells, len(header) - 3).startswith("PRS") for _, cells in grid.head[1:])
    constant = _census() if census else _continued()
    for record in records:
        record["census_base"] = "Z2022_count" if census else regional_base(str(record["as_of"]))
    return Rows(filled_in(records, layout, **constant, licence="dl-de/by-2-0", rounded_to="1"))


def _census() -> dict[str, str]:
    return {
        "publisher": "Statistische Ämter des Bundes und der Länder",
        "source": "Zensus 2022, table 1000A-0000",
        "note": "census count",
    }


def _continued() -> dict[str, str]:
    return {
        "publisher": "Statistische Ämter des Bundes und der Länder",
        "source": "Regionaldatenbank Deutschland 12411",
    }


def _data(grid: Grid, header: list[str], old: bool) -> Iterator[Row]:
    place = -1 if old else header.index("value_variable_code")
    rows = ((line, cells) for line, cells in grid.filled() if cells != header)
    return ((line, cells) for line, cells in rows if old or at(cells, place) in NEW_PEOPLE)


def _total_of(cells: list[str], codes: list[tuple[int, int]]) -> str:
    """The municipality's key where every other mark of the row says: in total; else empty."""
    key = ""
    for variable, attribute in codes:
        value = at(cells, attribute)
        if _is_area(at(cells, variable), value):
            key = _municipality(value)
        elif value and not is_total(value):
            return ""
    return key


def _is_area(variable: str, value: str) -> bool:
    return variable.upper().startswith(("GEO", "DLAND", "KREISE", "GEMEIN", "DINSG")) or (
        value.isdigit() and len(value) in (8, 12)
    )


def _municipality(key: str) -> str:
    """Zensus: twelve digits (ARS), Regionalstatistik: eight, or five for a town that is its own Kreis."""
    if len(key) == 12:
        return key[:5] + key[9:]
    key = eight_digits(key)
    return key if len(key) == 8 else ""


def _record(line: int, cells: list[str], key: str, value: int) -> dict[str, str | int]:
    time = at(cells, 4)
    day = iso_day(time) or (f"{time}-12-31" if len(time) == 4 else time[:10])
    return {"ags": key, "as_of": day, "persons": at(cells, value).removesuffix(",0"), "line": line}


FLAT_PEOPLE = Form("flache Tabelle (ffcsv)", fits, people, lists_municipalities=True)
