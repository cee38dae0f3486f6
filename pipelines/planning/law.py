"""Law parameters on a day: of several rows of a name the one in force, the Kreis' own first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Parameter(NamedTuple):
    """One dated value of the law; valid_to is its last day, None: until further notice."""

    parameter: str
    value: float
    unit: str
    valid_from: date
    valid_to: date | None
    source: str = ""
    note: str | None = None
    file: str = ""
    line: int = 0
    is_own: bool = False


class Law:
    """All parameters with their dates."""

    def __init__(self, rows: Iterable[Parameter]) -> None:
        self._rows: dict[str, list[Parameter]] = {}
        for row in rows:
            self._rows.setdefault(row.parameter, []).append(row)

    def on(self, name: str, day: date) -> Parameter | None:
        """The row in force on that day: the Kreis' own before ours, the later before the earlier; None: none is."""
        valid = [
            row
            for row in self._rows.get(name, ())
            if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        ]
        return max(valid, key=lambda row: (row.is_own, row.valid_from), default=None)

    def value(self, name: str, day: date) -> float | None:
        """The number in force on that day, None where no row is."""
        row = self.on(name, day)
        return None if row is None else row.value

    def oldest(self, name: str, day: date) -> Parameter | None:
        """As `on`; where the law is older than our rows, the first row known."""
        first = min(self._rows.get(name, ()), key=lambda row: (row.valid_from, not row.is_own), default=None)
        return self.on(name, day) or (first if first is not None and day < first.valid_from else None)

    def changed(self, values: dict[str, float]) -> Law:
        """The same law with other numbers at all times, for a question that begins with what if."""
        return Law(
            row._replace(value=values.get(row.parameter, row.value)) for rows in self._rows.values() for row in rows
        )
