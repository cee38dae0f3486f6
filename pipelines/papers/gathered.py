"""What a paper rests on, read from a snapshot: plain rows, no words yet.

Every figure is the one the pages show: the ledger by the same functions, gaps and offers by the same relations.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from pipelines.extracts.origin import Origin
from pipelines.papers import questions
from pipelines.papers.ledger import Ledgers

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# How far ahead what ends is told.
HORIZON_MONTHS = 12


@dataclass(frozen=True)
class Stock:
    """A count of a legal group; basis `protected`: counted, but withheld."""

    ags: str
    legal_group: str
    persons_low: float | None
    persons: float | None
    persons_high: float | None
    basis: str
    is_mean: bool
    period_start: date | None
    period_end: date | None
    receipt_id: str | None


@dataclass(frozen=True)
class Gap:
    """Need and places of a category, gap with bounds not below zero; for the Kreis sums, `short` counts municipalities.

    `unmet`: share of the need that is not met, by which gaps in different units are put in an order.
    """

    category: str
    name: str
    unit: str
    need_low: float | None
    need: float | None
    need_high: float | None
    supply: float | None
    gap_low: float | None
    gap: float | None
    gap_high: float | None
    answer: str
    need_basis: str
    supply_basis: str
    without_capacity: int
    short: int
    reported: int
    municipalities: int
    is_synthetic: bool

    @property
    def unmet(self) -> float:
        """0 to 1; 0 where there is no need."""
        return self.gap / self.need if self.gap and self.need else 0.0


@dataclass(frozen=True)
class Offer:
    """An offer that runs in the month and serves the place; `ends_on`: its end or that of its money."""

    offer_id: str
    name: str
    category: str
    category_name: str
    provider: str
    provider_kind: str
    capacity: float | None
    capacity_unit: str
    seat: str
    is_seat: bool
    languages: str | None
    target: str | None
    contact: str | None
    valid_to: date | None
    ends_on: date | None
    as_of: date
    freshness: str
    is_synthetic: bool
    receipt_id: str


@dataclass(frozen=True)
class Owed:
    """What one municipality owes and has on a day under a scheme; None and NaN are missing."""

    ags: str
    name: str
    scheme: str
    as_of: date
    obligation: float | None
    obligation_low: float | None
    obligation_high: float | None
    obligation_published: float | None
    stock: float | None
    stock_low: float | None
    stock_high: float | None
    stock_basis: str
    is_protected: bool
    fulfilment: float | None
    fulfilment_low: float | None
    fulfilment_high: float | None
    fulfilment_published: float | None
    outstanding: float | None
    outstanding_low: float | None
    outstanding_high: float | None
    outstanding_published: float | None
    credit_basis: str


@dataclass(frozen=True)
class Place:
    """What a paper is about: a municipality, or the Kreis with ags None."""

    ags: str | None
    name: str
    kreis: str


@dataclass(frozen=True)
class Case:
    """All that a paper about a place and month rests on.

    `ledger`: § 3 FlüAG on the day, one row per municipality; `residence`: the Wohnsitzauflage on the last day of the
    month that is known.
    """

    place: Place
    month: date
    day: date
    stocks: tuple[Stock, ...]
    ledger: tuple[Owed, ...]
    residence: tuple[Owed, ...]
    gaps: tuple[Gap, ...]
    offers: tuple[Offer, ...]
    origin: Origin

    @property
    def owed(self) -> dict[str, Owed]:
        """The rows of a municipality by scheme."""
        return {row.scheme: row for row in (*self.ledger, *self.residence)}

    @property
    def is_synthetic(self) -> bool:
        """Whether an invented offer enters anything shown."""
        return any(row.is_synthetic for row in (*self.gaps, *self.offers))

    @property
    def ending(self) -> tuple[Offer, ...]:
        """Offers that end, or lose their money, within HORIZON_MONTHS; the first to end on top."""
        ahead = self.month.month - 1 + HORIZON_MONTHS
        until = date(self.month.year + ahead // 12, ahead % 12 + 1, 1)
        found = (offer for offer in self.offers if offer.ends_on and self.month <= offer.ends_on < until)
        return tuple(sorted(found, key=lambda offer: (offer.ends_on, offer.name, offer.offer_id)))


Row = TypeVar("Row")


def gathered(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    month: date,
    day: date,
    ledgers: Ledgers,
    origin: Origin,
    language: str,
) -> Case:
    """The case of a place from a connection in which `curated.x` is a relation of the snapshot.

    month: its first day, for gaps and offers; day: for the obligation. language: de or en, for names of categories.
    """
    values = {"month": month, "ags": place.ags}
    gaps, offers = (questions.GAPS, questions.OFFERS) if place.ags else (questions.KREIS_GAPS, questions.KREIS_OFFERS)
    named = {"month": month} if place.ags is None else values
    return Case(
        place=place,
        month=month,
        day=day,
        stocks=_rows(con, questions.STOCKS, Stock, values),
        ledger=tuple(_owed(ags, row, day) for ags, row in ledgers.of_day(day, place.ags).iterrows()),
        residence=_rows(con, questions.RESIDENCE, Owed, values),
        gaps=_rows(con, gaps.replace("{language}", language), Gap, named),
        offers=_rows(con, offers.replace("{language}", language), Offer, named),
        origin=origin,
    )


def offers_on(con: duckdb.DuckDBPyConnection, place: Place, day: date, language: str) -> tuple[Offer, ...]:
    """The offers that run on a day and serve a municipality, by category and name."""
    return _rows(con, questions.HERE.replace("{language}", language), Offer, {"ags": place.ags, "day": day})


def _owed(ags: str, row: pd.Series, day: date) -> Owed:
    told = {"ags": ags, "scheme": "fluag", "as_of": day, "is_protected": bool(row["stock_is_protected"])}
    return Owed(**told, **{field.name: row[field.name] for field in fields(Owed) if field.name not in told})


def _rows(con: duckdb.DuckDBPyConnection, sql: str, kind: type[Row], values: dict[str, object]) -> tuple[Row, ...]:
    names = [field.name for field in fields(kind)]
    found = con.execute(f"select {', '.join(names)} from ({sql})", values)
    return tuple(kind(*row) for row in found.fetchall())
