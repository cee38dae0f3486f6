"""The plain form: a header row with the source's own column names, wherever it stands, and nothing repaired."""

from __future__ import annotations

from pipelines.forms.body import below
from pipelines.forms.form import Form, Lookup, Note, Rows
from pipelines.forms.rules import point
from pipelines.grids.grid import Grid, Row
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Layout
from pipelines.receiving.repeating import each

UNKNOWN = ("ist keine bekannte Spalte und bleibt unbeachtet", "Nichts zu tun, wenn die Spalte nicht gebraucht wird.")


def fits(grid: Grid, layout: Layout) -> float:
    """How many of the columns are named, when none that must be there is missing."""
    header = header_of(grid, layout)
    return float(len(set(layout.names) & set(header[1]))) if header else 0.0


def header_of(grid: Grid, layout: Layout) -> Row | None:
    """The first row that names all columns that must be there."""
    wanted = set(layout.needed)
    return next((row for row in grid.head if wanted <= set(row[1])), None)


def rows(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """All rows below the header. Raises Unreadable: a column twice or missing, a row of another length."""
    header = header_of(grid, layout)
    if header is None:
        raise Unreadable(missing_column(grid, layout))
    line, labels = header
    if twice := [name for name in layout.names if labels.count(name) > 1]:
        raise Unreadable(f"In {grid.file} steht die Spalte „{twice[0]}“ mehrfach; welche gilt, ist nicht zu erkennen.")
    extra = [label for label in labels if label and label not in layout.names]
    places = [labels.index(name) if name in labels else -1 for name in layout.names]
    frame = below(grid, line, len(labels), places, layout)
    if grid.delimiter != ",":
        numbers = [column.name for column in layout.fields if column.kind == "number"]
        frame = frame.assign(**{name: each(frame[name], point) for name in numbers})
    return Rows(frame, tuple(Note(line, label[:200], label[:200], *UNKNOWN) for label in extra))


def missing_column(grid: Grid, layout: Layout) -> str:
    """The sentence that names the first column that is not there."""
    near = max((cells for _, cells in grid.head), key=lambda cells: len(set(cells) & set(layout.needed)), default=[])
    missing = next((name for name in layout.needed if name not in near), layout.needed[0])
    return f"In {grid.file} fehlt die Spalte „{missing}“; erwartet werden: {', '.join(layout.needed)}."


PLAIN = Form("Kopfzeile mit den Spaltennamen", fits, rows)
