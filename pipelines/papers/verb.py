"""The verb paper: papers of one place as files, of all as one ZIP, into a folder."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines import clock
from pipelines.papers.archive import zipped
from pipelines.papers.asked import month_of, places_of
from pipelines.papers.blocks import Paper
from pipelines.papers.confirm import workbooks
from pipelines.papers.naming import ALL, EXAMPLE, marked
from pipelines.papers.press import FORMS, Press
from pipelines.papers.said import Said
from pipelines.problems import Problem, sentence_for
from pipelines.snapshot import DATABASE, PUBLIC_DATABASE, opened, refuse_another_version

if TYPE_CHECKING:
    import duckdb

# The kind that is no paper but a workbook to send back.
CONFIRM = "confirm"


@dataclass(frozen=True)
class Wish:
    """What is asked for: places by name or key (none: all, as one ZIP), month by its first day, forms."""

    places: tuple[str, ...] = ()
    month: date | None = None
    day: date | None = None
    language: str = "de"
    forms: tuple[str, ...] = ("pdf",)
    kind: str = "council"


def paper(snapshot: Path | None, options: argparse.Namespace) -> str:
    """Writes what a call of `paper` asks for and says where it lies. Raises Problem, also for no snapshot."""
    if snapshot is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen mit: bedarfsatlas build")
    wish = Wish(
        places=tuple(options.municipality),
        month=options.month[0] if options.month else None,
        day=options.day,
        language=options.language,
        forms=tuple(dict.fromkeys(options.format)) or ("pdf",),
        kind=options.kind,
    )
    files = write_papers(snapshot, options.folder, wish, PUBLIC_DATABASE if options.public else DATABASE)
    kind = ", Personen geschützt" if options.public else ""
    return "\n".join([*map(str, files), f"(Stand {snapshot.name}{kind})"])


def write_papers(snapshot: Path, out: Path, wish: Wish, database: str = DATABASE) -> list[Path]:
    """Writes the papers asked for into `out`; the files written.

    database: with people as counted, or PUBLIC_DATABASE with people protected.
    Raises Problem for a place or month that is not there, and when `out` cannot be written.
    """
    if not (snapshot / database).is_file():
        raise Problem(f"In {snapshot} liegt kein Stand; bauen Sie einen: bedarfsatlas build")
    _check_target(out)
    if wish.kind == CONFIRM and database != DATABASE:
        raise Problem("Vorlagen für Träger enthalten ihre Einträge, wie sie gemeldet sind; lassen Sie --public weg.")
    with opened(snapshot, database) as con:
        refuse_another_version(con, snapshot.name)
        files = _templates(con, wish) if wish.kind == CONFIRM else _papers(con, wish)
    return _written(out, files)


def _papers(con: duckdb.DuckDBPyConnection, wish: Wish) -> list[tuple[str, bytes]]:
    month, press = month_of(con, wish.month, wish.day, wish.kind), Press(con, wish.language)
    places = places_of(press, list(wish.places))
    if wish.kind == "here" and not wish.places:
        places = [place for place in places if place.ags]
    papers = [press.made(wish.kind, place, month, wish.day) for place in places]
    files = [(f"{paper.stem}.{form}", FORMS[form](paper)) for paper in papers for form in wish.forms]
    return files if wish.places else [(f"{archive_stem(papers)}.zip", zipped(files))]


def _templates(con: duckdb.DuckDBPyConnection, wish: Wish) -> list[tuple[str, bytes]]:
    """A workbook per institution; where municipalities are named, of offers with their seat there."""
    day, said = wish.day or clock.today(), Said(wish.language)
    if day > clock.today():
        raise Problem(
            f"Der {day:%d.%m.%Y} liegt in der Zukunft; nennen Sie bei --kind confirm einen Tag bis heute oder keinen."
        )
    wanted = {place.ags for place in places_of(Press(con, wish.language), list(wish.places))}
    # the Kreis stands for all of its municipalities
    seats = None if None in wanted else {ags for ags in wanted if ags}
    files = list(workbooks(con, day, said, seats))
    if not files:
        raise Problem("Für diese Auswahl ist kein laufendes Angebot gemeldet; nennen Sie eine andere Gemeinde.")
    return files


def archive_stem(papers: list[Paper]) -> str:
    """The name of the ZIP: that of its first paper, for all of the Kreis; marked where any of them is."""
    name = papers[0].stem.removeprefix(EXAMPLE).replace(f"_{papers[0].place}_", f"_{ALL}_")
    return marked(name, any(paper.stem.startswith(EXAMPLE) for paper in papers))


def _check_target(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Problem(f"{out} ist eine Datei; nennen Sie einen Ordner.")


def _written(out: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Each file appears complete or not at all; an earlier one of its name is replaced."""
    written = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            waiting = out / f".{name}.{os.getpid()}"
            try:
                waiting.write_bytes(content)
                waiting.replace(out / name)
            finally:
                waiting.unlink(missing_ok=True)
            written.append(out / name)
    except OSError as error:
        other = f"{out} lässt sich nicht schreiben ({error.strerror}); nennen Sie einen anderen Ordner."
        raise Problem(sentence_for(error) or other) from error
    return written
