"""The dashboard in English: every page, every number and date, and the way back to German."""

import re

import pytest

from dashboards.app_pages import PAGES
from dashboards.text import texts
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

VIEW = "kategorie=SCH&gemeinde=05566076&sprache=en"
# No name of a place, an offer or a source has these words of ours in it.
GERMAN = re.compile(
    r"\b(Angebot|Bedarf|Deckung|Lücke|Bestand|Verpflichtung|Erfüllung|Anrechnung|Meldung|gemeldet|geschätzt|fehlt"
    r"|Gemeinden|Personen|Stellen|Plätze|Zeile|Stichtag|Jahreswechsel|Januar|nicht|keine|wird|sind|Woher)\b"
)
# What was written by others (offers, sources, notes) is in German wherever it is quoted.
QUOTES = "[lang=de], .st-key-foot, [data-testid=stExpander] [data-testid=stExpanderDetails], .needs details, .stairs ul"
# A finding of this kind ends with the note of its source.
NOTE = "is doubtful: "
VISIBLE = """quotes => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const seen = element && !element.closest('script, style, noscript') && element.checkVisibility();
        const quote = element && element.closest(quotes);
        if (seen && (!quote || quote === document.documentElement)) said.push(walker.currentNode.textContent.trim());
    }
    return said.filter(Boolean);
}"""


def go(visit: Visit, path: str) -> None:
    visit.page.goto(f"{visit.address}/{path}")
    visit.settle()


def open_page(visit: Visit, name: str) -> None:
    foot = visit.page.locator(".st-key-foot").get_by_role("link", name=name, exact=True)
    if foot.count():
        foot.click()
    else:
        link = visit.page.get_by_role("link", name=name, exact=True).first
        # on a phone the pages are behind a button
        if not (link.is_visible() and link.bounding_box()["x"] >= 0):
            visit.page.get_by_test_id("stExpandSidebarButton").click()
        link.click()
    visit.page.wait_for_timeout(300)
    visit.settle()


def said(visit: Visit) -> list[str]:
    return visit.page.evaluate(VISIBLE, QUOTES)


def test_every_page_speaks_english_and_keeps_it_on_the_way(visit, taking):
    visit.address = taking
    go(visit, f"?{VIEW}")
    for name, address in PAGES.items():
        if name == "own":  # in no menu of the Kreis: it is for whoever is signed in for a municipality
            continue
        if name != "overview":
            open_page(visit, texts(name, "en")["nav"])
        assert visit.page.evaluate("document.documentElement.lang") == "en"
        assert "sprache=en" in visit.page.url
        assert f"/{address}" in visit.page.url or name == "overview"
        ours = [text.partition(NOTE)[0] for text in said(visit)]
        assert (name, [text for text in ours if GERMAN.search(text)]) == (name, [])
        visit.keep(f"english-{address}-{visit.page.viewport_size['width']}")


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_numbers_and_days_are_english_in_a_german_browser(visit):
    go(visit, "?sprache=en")
    text = " ".join(said(visit))
    assert "5,703" in text
    assert visit.page.locator(".st-key-monat input").input_value().startswith("Turn of the year 2017/18")
    assert re.search(r"data as of \d{1,2} [A-Z][a-z]{2} 20\d\d", text)
    written = "n => new Intl.NumberFormat(navigator.languages).format(n)"
    assert visit.page.evaluate(written, 1234.5) == "1,234.5"
    go(visit, "")
    assert visit.page.evaluate(written, 1234.5) == "1.234,5"
    assert "5.703" in " ".join(said(visit))


def test_the_page_decides_and_not_the_browser(chromium, dashboard):
    context = chromium.new_context(locale="en-US")
    page = context.new_page()
    page.goto(dashboard)
    page.wait_for_selector(".st-key-foot")
    assert page.evaluate("[document.documentElement.lang, navigator.language]") == ["de", "de-DE"]
    context.close()


def test_the_switch_keeps_the_whole_view_there_and_back(visit):
    page = visit.page
    go(visit, "gemeinde?kategorie=SCH&gemeinde=05566076&monat=2018-01")
    before = page.url
    switch = page.get_by_role("navigation", name="Sprache").get_by_role("link", name="English")
    switch.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**sprache=en**")
    visit.settle()
    for part in ("/gemeinde", "kategorie=SCH", "gemeinde=05566076"):
        assert part in page.url
    page.get_by_text("people counted").first.wait_for()
    page.get_by_role("navigation", name="Language").get_by_role("link", name="Deutsch").click()
    page.wait_for_url(lambda url: "sprache" not in url)
    visit.settle()
    assert page.url == before
    page.get_by_text("gezählte Personen").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "de"
