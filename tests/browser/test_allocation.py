"""Zuweisung in a real browser: figures with their source, what if by address, one page of paper."""

import re

import pytest

from tests.browser.conftest import ARTIFACTS
from tests.browser.test_main_path import fits, go

pytestmark = pytest.mark.browser

RHEINE_2024 = "zuweisung?gemeinde=05566076&tag=2024-01-26"


def test_rheine_as_published_with_its_source(visit):
    go(visit, RHEINE_2024)
    stairs = visit.page.locator(".stairs")
    for code, figure in (("obligation", "1.314 Personen"), ("fulfilment", "92,04 %"), ("outstanding", "105 Personen")):
        stairs.locator(f".step.{code} .value").get_by_text(figure, exact=True).wait_for()
    stairs.locator(".step.obligation summary").click()
    stairs.locator(".step.obligation").get_by_text("meldungen_kreis_steinfurt.csv, Zeile 67").wait_for()
    visit.keep(f"zuweisung-{visit.page.viewport_size['width']}")
    assert fits(visit)


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_what_if_in_the_address_shows_both_values(visit):
    go(visit, f"{RHEINE_2024}&wenn_bestand=1250")
    page = visit.page
    page.get_by_text("Bestand (späte Meldung) 1.250 statt 1.209").first.wait_for()
    stock = page.locator(".stairs .step.stock .value")
    stock.get_by_text("1.250 Personen", exact=True).wait_for()
    stock.get_by_text("ohne Änderung: 1.209 Personen").wait_for()
    page.get_by_role("button", name="Änderungen verwerfen").click()
    page.get_by_text("105 stehen noch aus").first.wait_for()
    assert "wenn_" not in page.url


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
@pytest.mark.parametrize("path", ["gemeinde=05566076&tag=2018-01-01", "gemeinde=05566068&tag=2015-07-01"])
def test_prints_as_one_page_of_a4(visit, path):
    go(visit, f"zuweisung?{path}")
    paper = visit.page.pdf(path=ARTIFACTS / "zuweisung.pdf", prefer_css_page_size=True)
    assert re.findall(rb"/Count (\d+)", paper) == [b"1"]
    assert b"/MediaBox [0 0 594" in paper
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".st-key-selection").is_hidden()
    assert visit.page.locator(".paper h1").is_visible()
