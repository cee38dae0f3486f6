"""Destatis' municipality directory as fixed-width text (GV100AD): names, keys, area in hectares, people.

It has no coordinates, and it names the day of the directory but not that of the population.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.forms.form import OFFICIAL, Form, Lookup, Note, Rows, filled_in
from pipelines.forms.gv_isys import KINDS, KREIS, MUNICIPALITY, PUBLISHED, UNINHABITED
from pipelines.forms.rules import STATE, destatis_base, nothing_here, short_name
from pipelines.grids.grid import Grid
from pipelines.receiving.layout import Layout

SOURCE = "Destatis GV100AD"
ASSUMED = Note(
    1,
    "as_of",
    "",
    "ist nicht genannt; angenommen ist der 31. Dezember vor dem Gebietsstand",
    "Vergleichen Sie mit dem Gemeindeverzeichnis als XLSX, das den Tag nennt.",
    "warn",
)
NO_PLACES = Note(
    1, "lat", "", "steht nicht in dieser Ausgabe; es gelten die Koordinaten einer anderen Liste", "Nichts zu tun."
)


def fits(grid: Grid, layout: Layout) -> float:
    """Every grid cut as GV100AD is one."""
    return OFFICIAL if grid.kind == "gv100ad" else 0.0


def fits_people(grid: Grid, layout: Layout) -> float:
    """Not for a directory of 31 December: its population may be of that day or a year older, and nothing tells."""
    told = grid.first[1] if len(grid.first) > 1 else ""
    return fits(grid, layout) if told[4:] != "1231" and told[4:6] >= "09" else 0.0


def municipalities(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """Names, keys and area on the day of the directory. Raises Unreadable."""
    records = [
        {
            "ags": cells[2], "ars": cells[2][:5] + cells[3] + cells[2][5:], "name": short_name(cells[4]),
            "name_official": cells[4], "kind": KINDS.get(cells[5], ""), "kreis_ags": cells[2][:5],
            "kreis_name": kreis, "area_km2": _km2(cells[6]), "as_of": _day(cells[1]), "line": line,
        }
        for line, cells, kreis in _records(grid)
    ]  # fmt: skip
    return Rows(filled_in(records, layout, **PUBLISHED, source=SOURCE), (NO_PLACES,))


def people(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """Population and area. Raises Unreadable."""
    records = []
    for line, cells, _ in _records(grid):
        day = f"{int(cells[1][:4]) - 1}-12-31"
        persons = cells[7].lstrip("0") or cells[7][-1:]
        records.append(
            {"ags": cells[2], "as_of": day, "census_base": destatis_base(day), "persons": persons,
             "area_km2": _km2(cells[6]), "line": line}
        )  # fmt: skip
    note = "Stichtag und Zensusbasis nicht genannt, nach dem Gebietsstand angenommen"
    return Rows(filled_in(records, layout, note=note, rounded_to="1", **PUBLISHED, source=SOURCE), (ASSUMED,))


def _records(grid: Grid) -> Iterator[tuple[int, list[str], str]]:
    kreis, found = "", False
    for line, cells in grid.filled():
        if not cells[2].startswith(STATE):
            continue
        if cells[0] == KREIS:
            kreis = short_name(cells[4])
        if cells[0] == MUNICIPALITY and cells[5] not in UNINHABITED:
            found = True
            yield line, cells, kreis
    if not found:
        raise nothing_here(grid)


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}"


def _km2(hectares: str) -> str:
    return f"{int(hectares) / 100:.2f}" if hectares.isdecimal() and hectares.isascii() else hectares


GV100_MUNICIPALITIES = Form("Gemeindeverzeichnis GV100AD", fits, municipalities, lists_municipalities=True)
GV100_PEOPLE = Form("Gemeindeverzeichnis GV100AD", fits_people, people, lists_municipalities=True)
