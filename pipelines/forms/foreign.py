"""Files that are known by name and for which the project has no source: one sentence says what they are."""

from __future__ import annotations

from pipelines.forms import flat
from pipelines.forms.table import code_of, table_of
from pipelines.grids.grid import Grid
from pipelines.problems import Unreadable

READ = (
    "gelesen werden 12411-15i und 22811-05i der Landesdatenbank NRW, 12411-01-01-5 der Regionaldatenbank und andere, "
    "in denen eine Spalte je Gemeinde alle Einwohner, Empfänger nach AsylbLG oder Arbeitslosen an einem Tag zählt"
)


def refuse_foreign(grid: Grid) -> None:
    """Raises Unreadable with the name of the table when the grid is one that no source takes."""
    if code := code_of(grid):
        office = "der Landesdatenbank NRW" if code.endswith("i") else "der Regionaldatenbank"
        try:
            title = f" („{table_of(grid).title[:120]}“)"
        except Unreadable:
            title = ""
        raise Unreadable(
            f"{grid.file} ist die Tabelle {code} {office}{title}; dafür hat Bedarfsatlas keine Verwendung ({READ})."
        )
    if flat.start_of(grid):
        raise Unreadable(
            f"{grid.file} ist eine flache Tabelle der Statistik {flat.statistic_of(grid)[:120]}; dafür hat "
            "Bedarfsatlas keine Verwendung (gelesen werden die Einwohner aus 1000A des Zensus und aus 12411)."
        )
