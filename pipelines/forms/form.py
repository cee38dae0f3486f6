"""What a form is: it recognises a grid, and turns it into the columns of its source, all text, with line numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import pandas as pd

from pipelines.grids.grid import Grid
from pipelines.places.names import Match
from pipelines.receiving.layout import Layout, Severity
from pipelines.receiving.repeating import coded

# A form of a publisher outranks every table that only happens to have the right columns.
OFFICIAL = 1000.0
CHUNK = 20_000


class Place(Protocol):
    """Finds the key of a municipality by its name, searched in the area `within` (AGS prefix)."""

    def __call__(self, name: str, *, within: str | None = None) -> Match: ...


@dataclass(frozen=True)
class Lookup:
    """What people's words mean: names of municipalities, and words for offer categories (`label` of the word)."""

    place: Place
    category_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, name: str, *, within: str | None = None) -> Match:
        """The municipality of that name; of several or none the candidates and the reason."""
        return self.place(name, within=within)


def _no_place(name: str, *, within: str | None = None) -> Match:
    return Match(None, (), "lässt sich ohne Gemeindeverzeichnis nicht zuordnen")


# Before a municipality list is there.
knows_no_name = Lookup(_no_place)


@dataclass(frozen=True)
class Note:
    """Something found while reading that no single value shows, such as a column nobody knows."""

    line: int
    column_name: str
    value: str
    reason: str
    action: str
    severity: Severity = "info"


@dataclass(frozen=True)
class Rows:
    """The rows of a grid in the columns of its source plus `line`, and what was noticed on the way.

    `labels`: what the file calls a column of the source, for the reader of a finding.
    """

    frame: pd.DataFrame
    notes: tuple[Note, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """One layout. `fits` is 0 where it does not, else how surely; `rows` raises Unreadable or Drifted.

    `lists_municipalities`: an edition that is not an excerpt names every municipality of the State.
    `lacking` names what a grid that nearly fits would still need, empty where it is something else.
    `ignores` names sheets of the same edition that hold no figures.
    """

    name: str
    fits: Callable[[Grid, Layout], float]
    rows: Callable[[Grid, Layout, Lookup], Rows]
    lists_municipalities: bool = False
    lacking: Callable[[Grid, Layout], tuple[str, ...]] | None = None
    ignores: tuple[str, ...] = ()


def framed(records: Iterable[list[str | int]], layout: Layout) -> pd.DataFrame:
    """Records in the order of the layout's columns, the line last; built in pieces to spare memory."""
    columns, source = [*layout.names, "line"], iter(records)
    parts = []
    while part := list(islice(source, CHUNK)):
        parts.append(pd.DataFrame(part, columns=columns))
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return frame.assign(**{name: coded(frame[name]) for name in layout.names})


def filled_in(records: Iterable[dict[str, str | int]], layout: Layout, **constant: str) -> pd.DataFrame:
    """Records as dictionaries; what they do not name is constant or empty."""
    names = [*layout.names, "line"]

    def lists() -> Iterator[list[str | int]]:
        for record in records:
            full = constant | record
            yield [full.get(name, "") for name in names]

    return framed(lists(), layout)
