"""Destatis' municipality directory (GV-ISys) as XLSX, yearly and quarterly: names, keys, area, coordinates, people.

The sheet's name changes with every edition; rows 1 to 6 are headings, footnotes follow below.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.forms.form import OFFICIAL, Form, Lookup, Note, Rows, filled_in
from pipelines.forms.rules import CENSUS, STATE, destatis_base, iso_day, nothing_here, point, short_name
from pipelines.grids.grid import Grid, at
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.layout import Layout

# Columns A to P by their words without hyphens and notes; what follows (travel regions, density) is not read.
EXPECTED = ("satzart", "textkennzeichen", "land", "rb", "kreis", "vb", "gem", "gemeindename", "fläche km2",
            "insgesamt", "männlich", "weiblich", "je km2", "postleitzahl", "längengrad", "breitengrad")  # fmt: skip
HEAD_ROWS = 6
MUNICIPALITY, KREIS = "60", "40"
KINDS = {"60": "Markt", "61": "Kreisfreie Stadt", "62": "Stadtkreis", "63": "Stadt", "64": "Gemeinde",
         "65": "Gemeindefreies Gebiet", "66": "Gemeindefreies Gebiet", "67": "Große Kreisstadt"}  # fmt: skip
CONTENTS = ("Inhalt",)
UNINHABITED = ("65", "66")
PUBLISHED = {
    "publisher": "Statistisches Bundesamt (Destatis)",
    "licence": "Destatis: reuse with source note",
}


def fits(grid: Grid, layout: Layout) -> float:
    """Whether the headings speak of record kind and regional key."""
    told = " ".join(_bare(cell) for _, cells in grid.head[:8] for cell in cells)
    return OFFICIAL if "satzart" in told and "textkennzeichen" in told and grid.kind != "gv100ad" else 0.0


def municipalities(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """Names, keys, area and coordinates on the day of the directory. Raises Unreadable, Drifted."""
    heads = _heads(grid)
    day = iso_day(" ".join(heads[0])) or iso_day(" ".join(cell for cells in heads for cell in cells[:8]))
    records = [_place(line, cells, kreis) | {"as_of": day} for line, cells, kreis in _records(grid)]
    constant = PUBLISHED | {"source": "Destatis GV-ISys (Gemeindeverzeichnis)"}
    return Rows(filled_in(records, layout, **constant))


def people(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """Population and area; the day of the population can lie a year before the directory's. Raises Unreadable."""
    heads = _heads(grid)
    told = " ".join(cell for cells in heads for cell in cells[8:13])
    day = iso_day(told)
    if not day:
        raise Unreadable(f"{grid.file} nennt über der Spalte Bevölkerung keinen Tag; liefern Sie die volle Ausgabe.")
    named = CENSUS.search(" ".join(" ".join(cells) for cells in heads))
    base = f"Z{named[1]}" if named else destatis_base(day)
    note = "" if named else "Zensusbasis nicht genannt, nach dem Stichtag angenommen"
    records = [
        {"ags": _ags(cells), "persons": at(cells, 9), "area_km2": point(at(cells, 8)), "line": line}
        for line, cells, _ in _records(grid)
    ]
    constant = PUBLISHED | {"source": f"Destatis GV-ISys {day[8:]}.{day[5:7]}.{day[:4]}", "rounded_to": "1"}
    notes = () if named else (Note(grid.head[0][0], "census_base", base, "ist nicht genannt und wurde angenommen",
                                   "Vergleichen Sie mit der Fußnote des Herausgebers."),)  # fmt: skip
    return Rows(filled_in(records, layout, as_of=day, census_base=base, note=note, **constant), notes)


def _bare(label: str) -> str:
    """„Textkenn-zeichen 2)“ as textkennzeichen: the print breaks words and hangs notes on them."""
    words = label.replace("-\n", "").replace("\n", " ").replace("-", "").casefold()
    return " ".join("".join(" " if sign in "0123456789)" and sign != "2" else sign for sign in words).split())


def _label(cells: list[str]) -> str:
    return next((cell for cell in reversed(cells) if cell), "")


def _heads(grid: Grid) -> list[list[str]]:
    """The rows above the first record. Raises Drifted when the columns are not the known ones."""
    heads = []
    for _, cells in grid.head:
        if at(cells, 0).isdigit():
            break
        heads.append(cells)
    found = [_bare(_column_label(heads, place)) for place in range(len(EXPECTED))]
    if not all(met.startswith(wanted) for met, wanted in zip(found, EXPECTED, strict=True)):
        raise Drifted(grid.file, "Gemeindeverzeichnis", EXPECTED, found)
    return heads


def _column_label(heads: list[list[str]], place: int) -> str:
    """The lowest words above a column that are no day."""
    labels = [cell for cells in heads[1:] if (cell := at(cells, place)) and not _is_day(cell)]
    return labels[-1] if labels else ""


def _is_day(cell: str) -> bool:
    return bool(iso_day(cell)) or cell.startswith(("Gebietsstand", "Zuordnungsstand", "auf Grundlage"))


def _records(grid: Grid) -> Iterator[tuple[int, list[str], str]]:
    """Municipalities of the State with the name of their Kreis. Raises Unreadable when there is none."""
    kreis, found = "", False
    for line, cells in grid.filled():
        if at(cells, 2) != STATE:
            continue
        if at(cells, 0) == KREIS:
            kreis = short_name(at(cells, 7))
        if at(cells, 0) == MUNICIPALITY and at(cells, 1) not in UNINHABITED:
            found = True
            yield line, cells, kreis
    if not found:
        raise nothing_here(grid)


def _ags(cells: list[str]) -> str:
    return "".join(at(cells, place) for place in (2, 3, 4, 6))


def _place(line: int, cells: list[str], kreis: str) -> dict[str, str | int]:
    official = at(cells, 7)
    return {
        "ags": _ags(cells),
        "ars": "".join(at(cells, place) for place in (2, 3, 4, 5, 6)),
        "name": short_name(official),
        "name_official": official,
        "kind": KINDS.get(at(cells, 1), ""),
        "kreis_ags": "".join(at(cells, place) for place in (2, 3, 4)),
        "kreis_name": kreis,
        "area_km2": point(at(cells, 8)),
        "lat": point(at(cells, 15)),
        "lon": point(at(cells, 14)),
        "line": line,
    }


GV_MUNICIPALITIES = Form(
    "Gemeindeverzeichnis GV-ISys (XLSX)", fits, municipalities, lists_municipalities=True, ignores=CONTENTS
)
GV_PEOPLE = Form("Gemeindeverzeichnis GV-ISys (XLSX)", fits, people, lists_municipalities=True, ignores=CONTENTS)
