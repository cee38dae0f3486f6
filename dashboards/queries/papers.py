"""The papers of the pages: the same bytes as from the command line, made when somebody asks for them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from dashboards.queries.downloads import origin_of
from dashboards.queries.snapshot import reading
from dashboards.text import language
from pipelines import clock
from pipelines.papers import naming, questions

if TYPE_CHECKING:
    from pipelines.papers.press import Press

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


def council(snapshot: str, ags: str | None, month: date, form: str) -> partial[bytes]:
    """Makes the council paper of a municipality, or of the Kreis with ags None, when called. form: pdf or docx."""
    return partial(_one, snapshot, "council", ags, month, form, language())


def here(snapshot: str, ags: str, month: date) -> partial[bytes]:
    """Makes *Was gibt es hier?* of a municipality when called."""
    return partial(_one, snapshot, "here", ags, month, "pdf", language())


def all_of(snapshot: str, kind: str, month: date, form: str) -> partial[bytes]:
    """Makes the ZIP of the papers of all places when called. kind: council or here."""
    return partial(_all, snapshot, kind, month, form, language())


def templates(snapshot: str) -> partial[bytes]:
    """Makes the ZIP of the workbooks in which institutions confirm their entries, as of today, when called."""
    return partial(_templates, snapshot, clock.today(), language())


def file_name(snapshot: str, kind: str, place: str | None, month: date, ending: str) -> str:
    """`Beispielrechnung_ratsvorlage_05566076_2018-01_de.pdf`, as the paper of the command line is called.

    place: the key of a municipality, None for the Kreis, ALL for the archive of all papers. It is marked where
    something invented stands in it, an archive where it does in any of its papers.
    """
    origin = origin_of(snapshot)
    when = month if kind == "council" else origin.known_on
    found = _marks(snapshot, kind, when)
    is_example = any(found.values()) if place == naming.ALL else found.get(place, False)
    return f"{naming.stem_of(kind, place or origin.kreis_ags, when, language(), origin, is_example)}.{ending}"


def templates_name(snapshot: str) -> str:
    """The name of the archive of workbooks, marked where the snapshot holds invented offers."""
    return naming.marked("traeger_bestaetigen.zip", origin_of(snapshot).is_example)


@lru_cache(maxsize=200)
def _marks(snapshot: str, kind: str, when: date) -> dict[str | None, bool]:
    """Whether something invented stands in the paper of a place (None: the Kreis)."""
    sql, name = (questions.MONTH_MARKS, "month") if kind == "council" else (questions.DAY_MARKS, "day")
    with reading(snapshot) as cursor:
        return dict(cursor.execute(sql, {name: when}).fetchall())


def _one(snapshot: str, kind: str, ags: str | None, month: date, form: str, spoken: str) -> bytes:
    # typst and python-docx take half a second to load: only who presses a button waits for them
    from pipelines.papers.press import FORMS

    with reading(snapshot) as cursor:
        press = _press(cursor, spoken)
        place = next(place for place in press.places() if place.ags == ags)
        return FORMS[form](press.made(kind, place, month))


def _all(snapshot: str, kind: str, month: date, form: str, spoken: str) -> bytes:
    from pipelines.papers.archive import zipped
    from pipelines.papers.press import FORMS

    with reading(snapshot) as cursor:
        press = _press(cursor, spoken)
        places = [place for place in press.places() if place.ags or kind == "council"]
        papers = (press.made(kind, place, month) for place in places)
        return zipped((f"{paper.stem}.{form}", FORMS[form](paper)) for paper in papers)


def _templates(snapshot: str, day: date, spoken: str) -> bytes:
    from pipelines.papers.archive import zipped
    from pipelines.papers.confirm import workbooks
    from pipelines.papers.said import Said

    with reading(snapshot) as cursor:
        return zipped(workbooks(cursor, day, Said(spoken)))


def _press(cursor: object, spoken: str) -> Press:
    from pipelines.papers.press import Press

    return Press(cursor, spoken)  # type: ignore[arg-type]
