"""Any table of the statistical offices with a day or year and an area per row: kept figure by figure, words as printed.

31.12.2024;05566;Steinfurt, Kreis;121;  Albanien;230;120;110      three figures, attribute „Albanien“
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.forms.form import Form, Lookup, Note, Rows, filled_in
from pipelines.forms.general_table import IDENTIFYING
from pipelines.forms.office_tables import DECLARED, LICENCE, OUTSIDE, key_of
from pipelines.forms.rules import STATE, iso_day, point
from pipelines.forms.table import Table, code_of, records, table_of
from pipelines.grids.grid import Grid, Row, at
from pipelines.places.areas import LENGTHS
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Layout

# Below every form that knows what a table means.
LAST_RESORT = 1.0
BETWEEN = " / "
# Aachen's town and Kreis, one Städteregion (05334) since 21.10.2009: IT.NRW still lists their keys.
DISSOLVED = ("05313", "05354")
ELSEWHERE = ("Zeilen für Gebiete außerhalb von NRW bleiben unbeachtet", "Nichts zu tun.")
KEPT = (
    "ist keine Tabelle, mit der gerechnet wird; ihre Zahlen stehen unverändert in der Tabelle statistic",
    "Nichts zu tun, wenn sie nur zum Nachschlagen ist; sonst steht in docs/own_data.md, welche gebraucht wird.",
)


def fits(grid: Grid, layout: Layout) -> float:
    """Whether it is a table with a code that no other form declares, and has figures for areas."""
    code = code_of(grid)
    if not code or code in DECLARED:
        return 0.0
    try:
        table = table_of(grid)
    except Unreadable:
        return 0.0
    has_areas = any(_is_area(key_of(cells)) for _, cells in records(grid))
    return LAST_RESORT if has_areas and _first(table) < len(table.labels) else 0.0


def rows(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """One row per area of NRW, row of the table and column of figures; what the office prints stays as printed.

    Areas dissolved long ago are left out.
    """
    table = table_of(grid)
    publisher = "IT.NRW" if table.code.endswith("i") else "Statistische Ämter des Bundes und der Länder"
    inside, outside = [], 0
    for line, cells in records(grid):
        key = key_of(cells)
        if key == OUTSIDE or key.startswith(DISSOLVED):
            continue
        if not key.startswith(STATE):
            outside += 1
            continue
        inside.append((line, cells))
    frame = filled_in(
        (figure for row in inside for figure in _figures(table, row)), layout,
        table_code=table.code, title=table.title, publisher=publisher, licence=LICENCE,
        source=f"{publisher} {table.code}", note=table.stand,
    )  # fmt: skip
    top = grid.head[0][0]
    notes = [Note(top, "", f"{table.code} {table.title}"[:200], *KEPT, "warn")]
    return Rows(frame, (*notes, *([Note(top, "", str(outside), *ELSEWHERE)] if outside else [])))


def _figures(table: Table, row: Row) -> Iterator[dict[str, str | int]]:
    line, cells = row
    day, first = iso_day(cells[0]), _first(table)
    marks = [cell for cell in cells[IDENTIFYING:first] if cell]
    # a mark's own number beside its words says nothing
    said = [mark for mark in marks if not mark.isdigit()] or marks
    for place in range(first, len(table.labels)):
        yield {
            "area": key_of(cells), "name": at(cells, 2), "attribute": BETWEEN.join(said),
            "period_start": day or f"{cells[0]}-01-01", "period_end": day or f"{cells[0]}-12-31",
            "measure": BETWEEN.join(dict.fromkeys(filter(None, table.labels[place]))),
            "value": point(at(cells, place)), "line": line,
        }  # fmt: skip


def _first(table: Table) -> int:
    """The place of the first column with a label: figures begin there."""
    return next((place for place, labels in enumerate(table.labels) if place >= IDENTIFYING and any(labels)), 10**9)


def _is_area(key: str) -> bool:
    return key.isdigit() and len(key) in LENGTHS


ANY_TABLE = Form("weitere Tabelle der statistischen Ämter", fits, rows)
