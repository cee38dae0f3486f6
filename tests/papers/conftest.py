"""Papers of the shipped data, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.papers.blocks import Paper
from pipelines.papers.press import Press
from pipelines.snapshot import DATABASE, PUBLIC_DATABASE, latest, opened


def _presses(data: Path, database: str) -> Iterator[Callable[[str], Press]]:
    made: dict[str, Press] = {}
    with opened(latest(data), database) as con:
        yield lambda language: made.setdefault(language, Press(con, language))


@pytest.fixture(scope="session")
def presses(data: Path) -> Iterator[Callable[[str], Press]]:
    """The press of a language, over what the staff sees."""
    yield from _presses(data, DATABASE)


@pytest.fixture(scope="session")
def public_presses(data: Path) -> Iterator[Callable[[str], Press]]:
    """The press of a language, over what everybody sees."""
    yield from _presses(data, PUBLIC_DATABASE)


@pytest.fixture(scope="session")
def paper(presses: Callable[[str], Press]) -> Callable[..., Paper]:
    """paper("Rheine", "2018-01-01") is the council paper; "kreis" for the Kreis."""

    def council(name: str, day: str, language: str = "de") -> Paper:
        press, when = presses(language), date.fromisoformat(day)
        place = next(place for place in press.places() if name == (place.name if place.ags else "kreis"))
        return press.council(place, when.replace(day=1), when)

    return council
