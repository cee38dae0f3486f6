"""What somebody asks for on the command line: which place, month and day; what cannot be is refused in one sentence."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from pipelines.papers import questions
from pipelines.papers.gathered import Place
from pipelines.papers.press import Press
from pipelines.problems import Problem

if TYPE_CHECKING:
    import duckdb


def month_of(con: duckdb.DuckDBPyConnection, month: date | None, day: date | None, kind: str = "council") -> date:
    """The first day of the month asked for, else of the day, else of the month that the pages open with.

    Raises Problem for a month without any report. A day of its own needs none: its key is known; but for a council
    paper it lies in a month of the snapshot.
    """
    rows = con.execute(questions.MONTHS).fetchall()
    if month is None:
        if day and kind == "council":
            _refuse_outside([row[0] for row in rows], day)
        return day.replace(day=1) if day else next(row[0] for row in rows if row[2])
    if day and day.replace(day=1) != month:
        raise Problem(f"Der {day:%d.%m.%Y} liegt nicht im Monat {month:%Y-%m}; nennen Sie nur eines von beiden.")
    known = [row[0] for row in rows if row[1]]
    if month not in known:
        near = sorted(known, key=lambda other: abs((other - month).days))[:3]
        hint = f" Gemeldet ist zum Beispiel {', '.join(f'{other:%Y-%m}' for other in sorted(near))}." if near else ""
        raise Problem(f"Für {month:%Y-%m} liegt keine Meldung vor; nennen Sie einen anderen Monat mit --month.{hint}")
    return month


def _refuse_outside(months: list[date], day: date) -> None:
    first, last = months[0], months[-1]
    if not first <= day.replace(day=1) <= last:
        raise Problem(
            f"Für den {day:%d.%m.%Y} ist nichts bekannt: Der Stand reicht von {first:%Y-%m} bis {last:%Y-%m}; "
            "nennen Sie bei --day einen Tag darin."
        )


def places_of(press: Press, wanted: list[str]) -> list[Place]:
    """The places meant, by name or key, `kreis` for the Kreis; all where none is named. Raises Problem."""
    places = press.places()
    found = [_place(places, press.kreis_ags, text) for text in wanted]
    return list(dict.fromkeys(found)) or places


def _place(places: list[Place], kreis_ags: str, text: str) -> Place:
    asked = _folded(text)
    if asked in ("kreis", kreis_ags, _folded(places[0].name)):
        return places[0]
    found = [place for place in places[1:] if asked in (place.ags, _folded(place.name))]
    if len(found) == 1:
        return found[0]
    near = [place.name for place in places[1:] if asked and asked in _folded(place.name)][:3]
    hint = f" Meinten Sie {', '.join(near)}?" if near else ""
    raise Problem(
        f"{text!r} ist keine Gemeinde dieses Kreises; nennen Sie Namen, achtstelligen Schlüssel oder „kreis“.{hint}"
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()
