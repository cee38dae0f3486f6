"""The annex as a PDF: accessible, the dashboard's figures, invented is marked, blank is blank."""

from __future__ import annotations

import re

import pytest

from dashboards import theme
from dashboards.queries import funding_annex, municipality, overview
from dashboards.queries.snapshot import latest
from dashboards.roles import PUBLIC
from dashboards.text import speak
from tests.dashboards.test_funding_annex import MONTH, RHEINE, wish
from tests.fixtures.shielded_kreis import EXACT, fill
from tests.fixtures.small_kreis import SmallKreis
from tests.papers.accessible import faults
from tests.papers.reading import flat, lines


@pytest.mark.parametrize(("code", "ags"), [("BRUECKE", RHEINE), ("AMIF", None), ("KI", RHEINE)])
def test_the_annex_passes_what_pdf_ua_asks_of_it(snapshot, code, ags):
    assert faults(funding_annex.pdf(snapshot, wish(snapshot, code, ags))()) == []


def test_people_and_gaps_read_as_on_the_pages(snapshot):
    text = flat(funding_annex.pdf(snapshot, wish(snapshot))())
    people = municipality.stock(snapshot, MONTH, RHEINE)["persons"]
    # 182 under the FlüAG as the mean of a quarter, 382 under § 12a, both printed by others
    assert (people["fluag"], people["wohnsitz"]) == (182, 382)
    assert re.search(r"Zuweisung nach .{0,12}182 gemeldet", text)
    assert re.search(r"Wohnsitzauflage.{0,20}382 gemeldet", text)
    gap = overview.gaps(snapshot, MONTH).set_index(["ags", "category"]).loc[(RHEINE, "FRB-U3")]
    assert f"{theme.number(gap['need'])} ({theme.number(gap['need_low'])} bis {theme.number(gap['need_high'])})" in text


def test_invented_offers_are_said_on_top_and_what_nobody_knows_is_left_to_fill_in(snapshot):
    read = lines(funding_annex.pdf(snapshot, wish(snapshot))())
    assert any("Die Angebote sind erfunden" in line for line in read[:6])
    assert sum("Geplante Teilnehmende" in line for line in read) == 2, "one for each of two categories"


def test_the_annex_speaks_the_language_of_the_page(snapshot):
    speak("en")
    try:
        text = flat(funding_annex.pdf(snapshot, wish(snapshot))())
    finally:
        speak("de")
    assert "Annex to a funding application" in text
    assert "For the applicant to fill in" in text


def test_everybody_reads_protected_where_a_count_is_withheld(tmp_path, snapshot, monkeypatch):
    """January 2018: Altenberge (4 and 6) and Emsdetten's 2 are withheld, Wettringen is missing, others are rounded."""
    small = fill(SmallKreis(tmp_path))
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(small.data))
    public = latest(PUBLIC)
    read = lines(funding_annex.pdf(public, wish(public, ags=None))())
    assert any(line.startswith("Altenberge") and "geschützt" in line for line in read)
    assert any(line.startswith("Wettringen") and "fehlt" in line for line in read)
    assert not {str(number) for number in EXACT} & set(re.findall(r"\d+", " ".join(read[:60]).replace(".", "")))
