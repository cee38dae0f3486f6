"""What axe-core finds on every page, and what only a keyboard or a narrow window finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.app_pages import PAGES
from pipelines.planning.scenario import People, Scenario
from pipelines.planning.scenario_file import as_token
from tests.browser.conftest import Visit
from tests.browser.test_main_path import fits, go

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
# 100 people more in Rheine, 10 % more in the Kreis
SCENARIO = as_token(
    Scenario("Probe", "2018-01", "", people=(People("05566076", 100.0), People("kreis", 10.0, is_percent=True)))
)
# What a selection adds to a page; every page is also opened without one.
SELECTIONS = {
    "overview": ["?monat=2024-12", "?kategorie=DOL"],
    "municipality": ["?gemeinde=05566076"],
    "allocation": ["?tag=2024-01-26", "?gemeinde=05566076&tag=2024-01-26&wenn_bestand=1250"],
    "who": ["?gemeinde=05566028&angebotsart=SPR-EO"],
    "scenario": [f"?szenario={SCENARIO}&gemeinde=05566076"],
    "funding": ["?kategorie=EHR", "?sicht=gruppen"],
    "budget": ["?monat=2018-01&preise=SPR-IK:900,5000,20"],
}
# Needs somebody signed in for a municipality: looked at in test_sign_in.py.
SIGNED_IN = {"own"}
# The first page answers at the root.
WAYS = [
    ("" if name == next(iter(PAGES)) else address) + chosen
    for name, address in PAGES.items()
    if name not in SIGNED_IN
    for chosen in ["", *SELECTIONS.get(name, [])]
]
IN_ENGLISH = [f"{way}{'&' if '?' in way else '?'}sprache=en" for way in WAYS if "?" not in way]
# What Streamlit itself causes: rule, part of the selector or code, where it is told. docs/accessibility.md says more.
KNOWN = [
    # an open list hangs outside of every landmark; a recommendation of axe, no criterion of WCAG
    ("region", 'role="listbox"', "react-aria draws it at the end of the page; no report found upstream"),
]
CLOSED = "[data-testid=stMain] details:not([open]) > summary"
# A fold may hold folds, and one that is drawn anew while it is clicked needs a second click.
TIMES = 6
FOCUSED = """() => {
    // the cells of a drawn table stand unseen inside its canvas
    const e = document.activeElement, r = (e.closest('canvas') || e).getBoundingClientRect();
    return {
        name: (e.getAttribute('aria-label') || e.textContent || e.id || e.tagName).trim().slice(0, 40),
        key: e.closest('[class*=st-key-]')?.className.match(/st-key-([\\w-]+)/)?.[1] || '',
        box: [r.left - 6, r.top - 6, Math.min(r.width + 12, 600), Math.min(r.height + 12, 300)],
    };
}"""
# An office screen at 200 %, a phone of 320 pixels.
ENLARGED = {(1366, 768): {"width": 683, "height": 384}, (360, 740): {"width": 320, "height": 640}}
MOVING = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > .01)"


def violations(visit: Visit) -> list[tuple[str, str, str]]:
    """(rule, code, what is wrong) of everything axe-core finds that is not KNOWN."""
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [(rule["id"], node["html"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
    return [
        (rule, html, why) for rule, html, why in told if not any(rule == r and part in html for r, part, _ in KNOWN)
    ]


def open_everything(visit: Visit) -> None:
    """Opens all that is folded away, also what is only drawn once it is opened."""
    for _ in range(TIMES):
        closed = [summary for summary in visit.page.query_selector_all(CLOSED) if summary.is_visible()]
        if not closed:
            return
        for summary in closed:
            if summary.is_visible():
                summary.click()
        visit.page.wait_for_timeout(500)
        visit.settle()
    assert not closed


def look(visit: Visit, request: pytest.FixtureRequest, way: str) -> None:
    """Opens a page, files page included, and has axe-core look at it folded and unfolded."""
    if way.startswith(PAGES["upload"]):
        visit.address = request.getfixturevalue("taking")
    # what fades in is pale for a moment
    visit.page.emulate_media(reduced_motion="reduce")
    go(visit, way)
    assert violations(visit) == []
    open_everything(visit)
    assert violations(visit) == []


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_that_is_ours_and_nothing_scrolls_sideways_when_enlarged(visit, screen, way, request):
    look(visit, request, way)
    visit.page.set_viewport_size(ENLARGED[screen])
    go(visit, way)
    assert fits(visit)


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
@pytest.mark.parametrize("way", IN_ENGLISH)
def test_axe_finds_nothing_that_is_ours_in_english(visit, way, request):
    look(visit, request, way)
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    visit.page.set_viewport_size({"width": 360, "height": 740})
    go(visit, way)
    assert fits(visit)


def test_the_page_that_takes_files_is_the_one_looked_at(visit, taking):
    visit.address = taking
    go(visit, PAGES["upload"])
    visit.page.get_by_test_id("stFileUploader").first.wait_for()


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_axe_finds_nothing_in_an_open_list(visit):
    go(visit)
    visit.page.locator(".st-key-gemeinde input").click()
    visit.page.get_by_role("option", name="Rheine").wait_for()
    assert violations(visit) == []


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_axe_would_find_what_we_break(visit):
    go(visit, "barrierefreiheit")
    visit.page.evaluate(
        "document.querySelector('[data-testid=stMain] h2').outerHTML ="
        ' \'<h5>Sprung</h5><p style="color:#bbb">blass</p><img src="data:,">\''
    )
    assert {rule for rule, _, _ in violations(visit)} == {"heading-order", "color-contrast", "image-alt"}


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_a_keyboard_alone_leads_to_a_municipality(visit):
    page = visit.page
    go(visit)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["key"] == "gemeinde":
            break
    page.keyboard.type("Rheine")
    page.get_by_role("option", name="Rheine").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**gemeinde=05566076**")
    visit.settle()
    page.get_by_role("link", name="Gemeinde", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("564 gezählte Personen").wait_for()
    # a function to wait for would be evaluated from text, which the server's policy forbids
    page.locator("#ansage", has_text="In Rheine fehlen").wait_for(state="attached")


def tab_through(visit: Visit, look: bool) -> list[dict]:
    """Every stop of the tab key from the top of the page to its end; `look`: with `seen`, whether the focus shows."""
    page, stops = visit.page, []
    for _ in range(1000):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return stops
        stop = page.evaluate(FOCUSED)
        stops.append(stop | ({"seen": _shows(visit, stop["box"])} if look else {}))
    pytest.fail(f"Die Tabulatortaste kommt nicht ans Ende: {stops[-3:]}")


def _shows(visit: Visit, box: list[float]) -> bool:
    """Whether the picture around the focused element changes when the focus leaves it."""
    left, top, width, height = box
    clip = {"x": max(left, 0), "y": max(top, 0), "width": width, "height": height}
    focused = visit.page.screenshot(clip=clip)
    visit.page.evaluate("window.was = document.activeElement; was.blur()")
    alone = visit.page.screenshot(clip=clip)
    visit.page.evaluate("window.was.focus({preventScroll: true})")
    return focused != alone


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
@pytest.mark.parametrize("way", ["", "angebote"])
def test_the_tab_key_shows_where_it_is_and_reaches_the_foot(visit, way):
    visit.page.emulate_media(reduced_motion="reduce")
    go(visit, way)
    stops = tab_through(visit, look=True)
    assert [stop for stop in stops if not stop["seen"]] == []
    keys = [stop["key"] for stop in stops if stop["key"]]
    assert keys.index("monat") < keys.index("kategorie") < keys.index("gemeinde")
    assert stops[-1]["key"] == "foot"


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
@pytest.mark.parametrize(
    "way", ["gemeinde?gemeinde=05566076", "wer-macht-was-wo?angebotsart=SPO", "befunde", "downloads"]
)
def test_the_tab_key_is_caught_nowhere(visit, way):
    go(visit, way)
    assert tab_through(visit, look=False)[-1]["key"] == "foot"


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_a_cell_opens_its_offers_by_keyboard_and_takes_the_focus_there(visit):
    page = visit.page
    go(visit, "wer-macht-was-wo")
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    page.get_by_role(
        "link", name="Ibbenbüren, Erstorientierung und niedrigschwellige Sprachangebote: ein Angebot"
    ).focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-behind h2").get_by_text("ein Angebot").wait_for()
    page.locator("h2:focus").wait_for()
    assert "gemeinde=05566028&angebotsart=SPR-EO" in page.url
    assert loads == []
    assert page.get_by_role("link", name="Tabelle überspringen").count() == 2
    page.get_by_role("link", name="Auswahl aufheben").click()
    page.locator(".st-key-behind").wait_for(state="detached")
    assert "angebotsart=SPR-EO" not in page.url


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_the_page_says_its_language_title_and_landmarks(visit):
    page = visit.page
    for way, language, title in (
        ("angebote", "de", "Angebote – Bedarfsatlas"),
        ("angebote?sprache=en", "en", None),
    ):
        go(visit, way)
        assert page.evaluate("document.documentElement.lang") == language
        assert title is None or page.title() == title
        assert page.locator("h1").count() == 1
        page.get_by_role("navigation", name="Seiten" if language == "de" else "Pages").wait_for()
        assert page.get_by_role("main").count() == 1


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_nothing_moves_for_those_who_asked_for_stillness_and_paper_holds_the_page(visit):
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    go(visit, "wer-macht-was-wo")
    assert page.evaluate(f"{MOVING}.length") == 0
    page.emulate_media(media="print")
    assert page.locator(".skip").is_hidden()
    assert page.locator("header[data-testid=stHeader]").is_hidden()
    assert page.locator(".st-key-selection").is_visible()
