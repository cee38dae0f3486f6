"""The time of day here: instants are UTC, days are Berlin's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def utc_now() -> datetime:
    """This instant; called at the edges only."""
    return datetime.now(UTC)


def today() -> date:
    """The day in Berlin."""
    return datetime.now(BERLIN).date()
