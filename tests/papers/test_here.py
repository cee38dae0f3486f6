"""*Was gibt es hier?* tells what runs, whom to ask and when it was last confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from pipelines.papers.pdf import pdf_bytes
from pipelines.papers.press import Press
from pipelines.problems import Problem
from tests.fixtures.small_kreis import WETTRINGEN, SmallKreis, offer, open_snapshot, stock
from tests.papers.accessible import faults
from tests.papers.reading import count_pages, flat

MONTH = date(2018, 1, 1)


def _place(press, name):
    return next(place for place in press.places() if place.name == name)


def _sheet(press, name):
    return press.here(_place(press, name), MONTH)


def _named(one: str, **more: str) -> dict[str, str]:
    return offer(one, WETTRINGEN, "BER-SOZ", 1, "fte", name=one, **more)


@pytest.mark.parametrize(
    ("day", "running"),
    [
        (date(2018, 3, 1), ["beendet, Ende genannt", "beendet, ohne Ende", "läuft", "läuft bis Juni"]),
        (date(2018, 3, 31), ["beendet, Ende genannt", "beendet, ohne Ende", "läuft", "läuft bis Juni"]),
        (date(2018, 4, 1), ["beendet, Ende genannt", "läuft", "läuft bis Juni"]),
        (date(2018, 6, 30), ["beendet, Ende genannt", "läuft", "läuft bis Juni"]),
        (date(2018, 7, 1), ["läuft"]),
        (date(2019, 1, 1), ["beginnt 2019", "läuft"]),
    ],
)
def test_all_that_runs_on_a_day_and_only_that(typed, day, running):
    """What has ended since then ran until its last day; without one until somebody said that it has ended."""
    press = Press(typed)
    rows = press.here(_place(press, "Wettringen"), date(2018, 1, 1), day).sections[1].blocks[0].rows
    assert sorted(row[1] for row in rows) == running
    until = {row[1]: row[4] for row in rows}
    assert until["läuft"] == "offen"
    assert until.get("beendet, ohne Ende", "31.03.2018") == "31.03.2018"


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    kreis = SmallKreis(tmp_path_factory.mktemp("kreis"))
    kreis.add("allocation_report", stock(WETTRINGEN, "2018-01", "fluag_stock", 40))
    kreis.add(
        "offer_inventory",
        _named("läuft"),
        _named("läuft bis Juni", valid_to="2018-06-30"),
        _named("beginnt 2019", valid_from="2019-01-01"),
        _named("beendet, Ende genannt", valid_to="2018-06-30", status="ended", as_of="2018-02-10"),
        _named("beendet, ohne Ende", status="ended", as_of="2018-03-31"),
        _named("geplant", status="planned"),
        _named("ruht", status="paused"),
    )
    kreis.build()
    with open_snapshot(kreis.data) as con:
        yield con


def test_whom_to_ask_and_when_it_was_confirmed(presses):
    said = flat(pdf_bytes(_sheet(presses("de"), "Wettringen")))
    assert "beispiel@example.org" in said
    assert "Beispieldaten: Alle Angebote auf diesem Blatt sind erfunden." in said
    assert "* Bitte nachfragen" in said


@pytest.mark.parametrize("language", ["de", "en"])
def test_sheets_fit_and_can_be_read_aloud(presses, language):
    press = presses(language)
    made = {place.name: pdf_bytes(press.here(place, MONTH)) for place in press.places() if place.ags}
    assert {name for name, content in made.items() if faults(content)} == set()
    assert {name for name, content in made.items() if count_pages(content) > 1} == set()


def test_everybody_reads_no_contact_that_may_be_a_person(public_presses):
    said = flat(pdf_bytes(_sheet(public_presses("de"), "Wettringen")))
    assert "beispiel@example.org" not in said
    assert "Kontakt nicht angegeben" in said


def test_the_kreis_has_no_sheet(presses):
    press = presses("de")
    with pytest.raises(Problem, match="nennen Sie eine Gemeinde"):
        press.here(press.places()[0], MONTH)
