"""Which rows of a relation an extract holds: months, municipalities, categories; where each of them takes hold.

A row belongs to a month when it speaks of a day in it (`month`, or `as_of` in the key) or of a span that touches it
(`valid_from` to `valid_to` and the like). A relation without such columns is not narrowed by the month at all, and
says so: what is not narrowed is whole.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipelines.contracts.base import Contract

# Columns that say when a row holds, the first that a relation has.
SPANS = (
    ("period_start", "period_end"),
    ("runs_from", "runs_to"),
    ("valid_from", "valid_to"),
    ("opened_on", "closed_on"),
)

# So many codes stand in a file name one by one.
LISTED = 3


@dataclass(frozen=True)
class Selection:
    """`first`, `last`: first days of the first and the last month; empty tuples and None select everything."""

    first: date | None = None
    last: date | None = None
    municipalities: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.first or self.municipalities or self.categories)

    @property
    def until(self) -> date | None:
        """The last day of the last month."""
        end = self.last or self.first
        return end and end.replace(day=monthrange(end.year, end.month)[1])

    def narrows(self, contract: Contract) -> bool:
        """Whether it leaves out rows of the relation, or could."""
        return bool(self.condition(contract)[0])

    def condition(self, contract: Contract) -> tuple[str, dict[str, object]]:
        """The SQL condition and its values; an empty text where nothing in the relation can be selected by it."""
        parts, values = [], {}
        if self.first and (when := _when(contract)):
            parts.append(f"({when})")
            values |= {"first": self.first, "until": self.until}
        if self.municipalities and (columns := places(contract)):
            parts.append("(" + " or ".join(f"list_contains($places, {name})" for name in columns) + ")")
            values["places"] = list(self.municipalities)
        if self.categories and "category" in contract.names:
            parts.append("list_contains($categories, category)")
            values["categories"] = list(self.categories)
        return " and ".join(parts), values

    def stem(self, contract: Contract | None = None) -> str:
        """What it adds to a file's name: `_2018-01_05566076_SPR-IK`; only what narrows the relation."""
        parts = []
        if self.first and (contract is None or _when(contract)):
            last = self.last or self.first
            parts.append(f"{self.first:%Y-%m}" + (f"_bis_{last:%Y-%m}" if last != self.first else ""))
        if self.municipalities and (contract is None or places(contract)):
            parts.append(_listed(self.municipalities, "Gemeinden"))
        if self.categories and (contract is None or "category" in contract.names):
            parts.append(_listed(self.categories, "Kategorien"))
        return "".join(f"_{part}" for part in parts)


def _listed(codes: tuple[str, ...], what: str) -> str:
    return "-".join(codes) if len(codes) <= LISTED else f"{len(codes)}-{what}"


EVERYTHING = Selection()


def has_time(contract: Contract) -> bool:
    """Whether rows can be selected by month."""
    return bool(_when(contract))


def places(contract: Contract) -> tuple[str, ...]:
    """The columns that hold a municipality's key."""
    own = ("ags",) if contract.relation == "municipality" else ()
    return own + tuple(column.name for column in contract.columns if column.references == "municipality.ags")


def span(contract: Contract) -> tuple[str, str] | None:
    """The columns that hold the first and the last day a row speaks of, the same one where it is a day; else None."""
    if "month" in contract.names:
        return "month", "month"
    if "as_of" in contract.key:
        return "as_of", "as_of"
    return next((pair for pair in SPANS if set(pair) <= set(contract.names)), None)


def _when(contract: Contract) -> str:
    columns = span(contract)
    if columns is None:
        return ""
    start, end = columns
    if start == end:
        return f"{start} between $first and $until"
    return f"{start} <= $until and ({end} is null or {end} >= $first)"
