"""Makes papers from an open snapshot: what they share is read once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pipelines.explaining import Step
from pipelines.extracts.origin import origin
from pipelines.papers import council, district, here, questions
from pipelines.papers.blocks import Paper
from pipelines.papers.gathered import Case, Place, gathered, offers_on
from pipelines.papers.ledger import Ledgers
from pipelines.papers.pdf import pdf_bytes
from pipelines.papers.said import Said
from pipelines.papers.sources import receipts
from pipelines.papers.word import docx_bytes
from pipelines.problems import Problem

if TYPE_CHECKING:
    import duckdb

FORMS: dict[str, Callable[[Paper], bytes]] = {"pdf": pdf_bytes, "docx": docx_bytes}
KINDS = ("council", "here")


class Press:
    """The papers of one snapshot in one language.

    con: a connection in which `curated.x` is a relation of the snapshot, of the staff or of everybody.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, language: str = "de") -> None:
        self._con, self._said = con, Said(language)
        self._origin, self._ledgers, self._receipts = origin(con), Ledgers(con), receipts(con)

    @property
    def kreis_ags(self) -> str:
        """The key of the Kreis, five digits."""
        return self._origin.kreis_ags

    def places(self) -> list[Place]:
        """The Kreis first, then its municipalities by name."""
        kreis = self._origin.kreis_name
        found = self._con.execute(questions.PLACES).fetchall()
        return [Place(None, kreis, kreis), *(Place(ags, name, kreis) for ags, name in found)]

    def day_of(self, place: Place, month: date) -> date:
        """The day of a month that most is counted for; its first where nothing is known about an obligation."""
        found = self._con.execute(questions.DAYS, {"month": month, "ags": place.ags}).fetchone()
        return found[0] if found else month

    def made(self, kind: str, place: Place, month: date, day: date | None = None) -> Paper:
        """A paper of one of KINDS."""
        return getattr(self, kind)(place, month, day)

    def council(self, place: Place, month: date, day: date | None = None) -> Paper:
        """The council paper of a municipality or of the Kreis; day: else the one of the month."""
        case = self.case(place, month, day)
        draw = council.council if place.ags else district.district
        return draw(case, self._steps(case), self._receipts, self._said)

    def here(self, place: Place, month: date, day: date | None = None) -> Paper:
        """What is on offer in a municipality on a day; else on the day up to which the snapshot knows.

        Raises Problem for the Kreis: a sheet is about one municipality.
        """
        if place.ags is None:
            raise Problem("„Was gibt es hier?“ gibt es je Gemeinde, nicht für den Kreis; nennen Sie eine Gemeinde.")
        day, language = day or self._origin.known_on, self._said.language
        names = self._con.execute(questions.CATEGORIES.replace("{language}", language)).fetchall()
        offers = offers_on(self._con, place, day, language)
        return here.here(here.Sheet(place, day, offers, tuple(name for (name,) in names), self._origin), self._said)

    def case(self, place: Place, month: date, day: date | None = None) -> Case:
        """What a paper about a place rests on."""
        day = day or self.day_of(place, month)
        return gathered(self._con, place, month, day, self._ledgers, self._origin, self._said.language)

    def _steps(self, case: Case) -> list[Step]:
        """The steps of § 3 FlüAG, and where the Wohnsitzauflage is told, of that before them."""
        rows = [*case.residence, *case.ledger]
        return [step for row in rows for step in self._ledgers.steps(row.ags, row.as_of, self._said, row.scheme)]
