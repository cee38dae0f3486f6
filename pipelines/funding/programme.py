"""Funding programmes as a snapshot holds them. Nothing here is filled in: what a source does not say is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Place:
    """Where a row comes from: its source in words, and file and line of the table it stands in."""

    source: str
    file: str
    line: int


@dataclass(frozen=True)
class Deadline:
    """A call for applications. `closes_on` None: no day is known, `rhythm` says how it comes about.

    `area_name`: the one Kreis it holds in; `is_elsewhere`: that Kreis is another than ours.
    """

    call: str
    for_year: int | None
    opens_on: date | None
    closes_on: date | None
    rhythm: str
    certainty: str
    area_name: str | None
    is_elsewhere: bool
    note: str | None
    place: Place


@dataclass(frozen=True)
class Amount:
    """Euro for one `unit` of an item; `low` alone is a least amount, `high` alone a ceiling.

    `per_unit_of`: the unit of capacity the amount pays once.
    """

    item: str
    low: float | None
    high: float | None
    unit: str
    per_unit_of: str | None
    known_for: int | None
    note: str | None
    place: Place


@dataclass(frozen=True)
class Programme:
    """A funding programme in one language. `ways`: category -> `pays` for the offers or only `coordinates` them."""

    programme: str
    name: str
    level: str
    status: str
    applicant: str
    for_groups: str
    pays: str
    own_share_low: float | None
    own_share_high: float | None
    valid_from: date | None
    valid_to: date | None
    known_from: date | None
    known_to: date | None
    figures: str | None
    ask: str | None
    confidence: str
    note: str | None
    place: Place
    ways: tuple[tuple[str, str], ...] = ()
    amounts: tuple[Amount, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def is_for_groups(self) -> bool:
        """Whether a small group of volunteers can get money from it, directly or passed on."""
        return self.for_groups in ("direct", "passed_on")

    def is_for(self, category: str, way: str = "pays") -> bool:
        """Whether it pays for offers of a category; with `coordinates`: for posts that coordinate them."""
        return (category, way) in self.ways
