"""The heat map of Überblick: its links by mouse and keyboard, the way back, magnified, on paper."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import ARTIFACTS, Visit
from tests.browser.test_main_path import choose, fits, go
from tests.browser.test_planner import CLIPPED, DESK, MAGNIFIED

pytestmark = pytest.mark.browser

VIEW = "?kategorie=SCH&gemeinde=05566012"
# How a cell is coloured, hatched, and whether paper keeps both.
DRAWN = "e => (s => [s.backgroundColor, s.backgroundImage.split('(')[0], s.printColorAdjust])(getComputedStyle(e))"

# The names set off in tables of municipalities.
BOLD = """[...document.querySelectorAll('tr[data-ags] > th')].filter(e => getComputedStyle(e).fontWeight === '700')
    .map(e => e.textContent)"""


def cell(visit: Visit, municipality: str, column: int = 0):
    """The link of a cell, by its row's name and its place among the columns."""
    return visit.page.locator(".heat tbody tr", has_text=municipality).get_by_role("link").nth(column)


def is_view(url: str) -> bool:
    """Whether it is VIEW, with or without what was chosen by default."""
    return parse_qs(VIEW[1:]).items() <= parse_qs(urlsplit(url).query).items()


def follow(visit: Visit, link, how: str) -> None:
    if how == "mouse":
        link.click()
    else:
        link.press("Enter")


@DESK
@pytest.mark.parametrize("how", ["mouse", "Enter"])
def test_a_cell_opens_its_municipality_without_loading_and_back_returns_to_the_view(visit, how):
    page = visit.page
    go(visit, VIEW)
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    follow(visit, cell(visit, "Rheine"), how)
    page.get_by_text("Was braucht Rheine, was hat es?").wait_for()
    page.locator(".needs .row.chosen").get_by_text("Unterkunft und Wohnen").wait_for()
    page.locator(".needs .row.chosen summary:focus").wait_for()
    assert "/gemeinde?gemeinde=05566076&kategorie=WOH" in page.url
    page.go_back()
    page.get_by_text("Schule und Seiteneinstieg: zum Jahreswechsel").wait_for()
    visit.settle()
    assert is_view(page.url)
    assert page.locator(".st-key-gemeinde input").input_value() == "Greven"
    # set off here and in the ranking, and nobody else
    assert page.evaluate(BOLD) == ["Greven", "Greven"]
    # a list closes when the page beneath it moves
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -5000)
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop === 0")
    choose(visit, "gemeinde", "Lotte")
    page.wait_for_url(lambda url: "gemeinde=05566048" in url)
    visit.settle()
    assert page.evaluate(BOLD) == ["Lotte", "Lotte"]
    assert loads == []


@DESK
def test_back_returns_to_a_view_nobody_chose_and_to_its_place(visit):
    page = visit.page
    go(visit)
    page.locator(".rank tr", has_text="Lotte").scroll_into_view_if_needed()
    top = page.locator("[data-testid=stMain]").evaluate("e => e.scrollTop")
    assert top > 300
    cell(visit, "Recke").evaluate("e => e.click()")
    page.get_by_text("Was braucht Recke, was hat es?").wait_for()
    page.locator(".needs .row.chosen summary:focus").wait_for()
    page.go_back()
    page.get_by_text("Integrationskurs: zum Jahreswechsel").wait_for()
    visit.settle()
    assert page.locator(".st-key-gemeinde input").input_value() == "alle Gemeinden"
    near = "top => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - top) < 60"
    page.wait_for_function(near, arg=top)


@DESK
def test_a_name_in_the_ranking_opens_the_row_of_its_municipality(visit):
    page = visit.page
    go(visit, VIEW)
    follow(visit, page.locator(".rank tr", has_text="Lotte").get_by_role("link"), "Enter")
    page.get_by_text("Was braucht Lotte, was hat es?").wait_for()
    page.locator(".needs .row.chosen summary:focus").wait_for()
    assert "/gemeinde?gemeinde=05566048&kategorie=SCH" in page.url


@DESK
def test_past_the_last_table_of_a_page_the_jump_leads_to_the_foot(visit):
    go(visit, "?kategorie=ARB")
    jump = visit.page.locator(".jump").first
    jump.focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.matches('.st-key-foot, h2')")


@DESK
@pytest.mark.parametrize("how", ["mouse", "Enter"])
def test_the_way_to_a_calculation_opens_without_loading_and_back_returns(visit, how):
    page = visit.page
    go(visit, VIEW)
    loads = []
    page.on("load", lambda _: loads.append(page.url))
    page.get_by_text("Woher? Noch aufzunehmen").click()
    follow(visit, page.locator(".st-key-woher-zahlen tr", has_text="Rheine").get_by_role("link"), how)
    page.get_by_text("Rheine: Wie kommt die Zuweisung zustande?").wait_for()
    assert "/zuweisung?" in page.url
    assert "gemeinde=05566076" in page.url
    page.go_back()
    page.get_by_text("Schule und Seiteneinstieg: zum Jahreswechsel").wait_for()
    assert is_view(page.url)
    assert loads == []


@DESK
def test_ctrl_and_click_opens_a_new_tab_and_leaves_this_one_alone(visit):
    page = visit.page
    go(visit, VIEW)
    before = page.url
    with page.context.expect_page() as opened:
        cell(visit, "Rheine").click(modifiers=["Control"])
    opened.value.get_by_text("Was braucht Rheine, was hat es?").wait_for()
    assert page.url == before
    assert page.get_by_text("Wo fehlt was im Kreis Steinfurt?").count() == 1


@DESK
def test_the_keyboard_walks_the_cells_in_order_or_jumps_past_them(visit):
    page = visit.page
    go(visit)
    cell(visit, "Greven").focus()
    page.keyboard.press("Tab")
    assert cell(visit, "Greven", 1).evaluate("e => e === document.activeElement")
    assert cell(visit, "Greven", 1).evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    jump = page.locator(".jump", has_text="Tabelle überspringen").first
    jump.focus()
    assert jump.evaluate("e => getComputedStyle(e).position") == "static"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    table = page.locator(".heat")
    assert table.evaluate("e => !!(e.compareDocumentPosition(document.activeElement) & 4)")


@MAGNIFIED
@pytest.mark.parametrize(("way", "unit"), [("", "Pers./Jahr"), ("?sprache=en", "people/year")])
def test_magnified_no_head_and_no_figure_is_cut_off(visit, way, unit):
    go(visit, way)
    visit.page.locator(".heat thead").get_by_text(unit).first.wait_for()
    assert fits(visit)
    assert visit.page.evaluate(CLIPPED, ".heat th, .heat td, .heat td a") == []


@DESK
@pytest.mark.parametrize("way", ["", "?sprache=en"])
def test_paper_keeps_width_colours_and_hatch(visit, way):
    page = visit.page
    go(visit, way)
    paper = page.pdf(path=ARTIFACTS / "heat.pdf", format="A4", prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox \[0 0 (\d+)", paper)[0] in (b"594", b"595")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 upright without its margins
    page.emulate_media(media="print")
    assert fits(visit)
    assert page.locator(".heat td.c-under_25").first.evaluate(DRAWN) == ["rgb(20, 64, 111)", "none", "exact"]
    assert page.locator(".heat td.c-no_figure").first.evaluate(DRAWN)[1:] == ["repeating-linear-gradient", "exact"]
