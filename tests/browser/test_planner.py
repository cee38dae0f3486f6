"""Überblick and Gemeinde in a planner's hands: slider by keyboard, map by mouse, magnified, on paper."""

import re

import pytest

from tests.browser.conftest import ARTIFACTS
from tests.browser.test_main_path import fits, go

pytestmark = pytest.mark.browser

DESK = pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
# Half of 1366: what is left of an office screen at 200 %.
MAGNIFIED = pytest.mark.parametrize("screen", [(683, 384)], indirect=True, ids=["200 %"])
COMPARED = "gemeinde?gemeinde=05566076&vergleich=2024-01"

# Elements whose text is wider than they are, so that a part of it is cut off.
CLIPPED = """
names => [...document.querySelectorAll(names)]
  .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)
"""


def test_the_slider_moves_by_keyboard_and_is_kept_in_the_address(visit):
    go(visit)
    visit.page.locator(".st-key-monat-regler input[type=range]").focus()
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_url("**monat=2018-02*")
    visit.settle()
    visit.page.get_by_text("Der Bestand im Februar 2018 liegt erst von 1 der 24 Gemeinden vor.").wait_for()
    visit.page.locator(".st-key-monat-regler input[type=range]").focus()
    visit.page.keyboard.press("ArrowLeft")
    visit.page.get_by_text("reicht das Angebot in 2 von 23 Gemeinden").wait_for()


@DESK
def test_a_click_on_the_map_opens_the_municipality(visit):
    page = visit.page
    go(visit)
    name = page.locator(".st-key-map").get_by_text("Rheine", exact=True)
    name.scroll_into_view_if_needed()
    box = name.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] - 8)
    page.get_by_text("Was braucht Rheine, was hat es?").wait_for()
    assert "gemeinde=05566076" in page.url


@DESK
def test_a_cell_opens_the_municipality_on_its_category(visit):
    page = visit.page
    go(visit)
    page.locator(".heat tbody tr", has_text="Rheine").get_by_role("link").first.click()
    page.locator(".needs .row.chosen").get_by_text("Unterkunft und Wohnen").wait_for()
    page.locator(".needs .row.chosen summary").click()
    page.locator(".needs .row.chosen").get_by_text("need_ratio.csv Zeile").first.wait_for()


@DESK
def test_the_sum_still_to_come_opens_into_its_parts(visit):
    page = visit.page
    go(visit)
    page.get_by_text("Woher? Noch aufzunehmen").click()
    rheine = page.locator(".st-key-woher-zahlen tr", has_text="Rheine")
    rheine.get_by_text("meldungen_kreis_steinfurt.csv Zeile").wait_for()
    rheine.get_by_role("link").click()
    page.get_by_text("Rheine: Wie kommt die Zuweisung zustande?").wait_for()


@MAGNIFIED
@pytest.mark.parametrize("path", ["?vergleich=2024-01", COMPARED])
def test_at_200_per_cent_nothing_is_cut_off(visit, path):
    go(visit, path)
    assert fits(visit)
    texts = "h1, h2, h3, .finding, .reason, .state *, .figures dd, .figures dt, .needs .row > *, .rows td, .legend span"
    assert visit.page.evaluate(CLIPPED, texts) == []


@DESK
@pytest.mark.parametrize("path", ["", COMPARED])
def test_on_paper_there_are_charts_and_sources_but_no_widgets(visit, path):
    page = visit.page
    go(visit, path)
    page.wait_for_timeout(700)
    name = path.partition("?")[0] or "ueberblick"
    paper = page.pdf(path=ARTIFACTS / f"{name}.pdf", prefer_css_page_size=True, print_background=True)
    [pages] = re.findall(rb"/Count (\d+)", paper)
    assert int(pages) <= 6
    page.emulate_media(media="print")
    for widget in ("stSelectbox", "stSlider", "stButtonGroup", "stHeader"):
        assert page.locator(f'[data-testid="{widget}"]:visible').count() == 0
    page.locator(".st-key-foot").get_by_text("Gemeindegrenzen").first.wait_for(state="visible")
    chart = page.locator('[data-testid="stPlotlyChart"]:visible').first
    assert chart.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
