"""*Was gibt es hier?* tells what runs, whom to ask and when it was last confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.papers.pdf import pdf_bytes
from pipelines.problems import Problem
from tests.papers.accessible import faults
from tests.papers.reading import count_pages, flat

MONTH = date(2018, 1, 1)


def _sheet(press, name):
    return press.here(next(place for place in press.places() if place.name == name), MONTH)


def test_all_that_runs_and_only_that(presses, snapshot):
    found = snapshot(
        """select o.name from curated.offer as o inner join curated.offer_area as a on o.offer_id = a.offer_id
           cross join curated.build as b
           where a.ags = '05566096' and o.status = 'running' and o.same_as is null
               and o.valid_from <= b.known_on and (o.valid_to is null or o.valid_to >= b.known_on)"""
    )
    made = _sheet(presses("de"), "Wettringen")
    assert made.title.startswith(f"Wettringen: {len(found)} Angebote")
    assert sorted(row[1] for row in made.sections[1].blocks[0].rows) == sorted(name for (name,) in found)


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
