"""The way of a planner through the dashboard, in a real browser."""

import json
import statistics
import time

import pytest

from tests.browser.conftest import ARTIFACTS, Visit

pytestmark = pytest.mark.browser


def go(visit: Visit, path: str = "") -> None:
    visit.page.goto(f"{visit.address}/{path}")
    visit.settle()


def choose(visit: Visit, key: str, option: str) -> None:
    visit.page.locator(f".st-key-{key} input").click()
    visit.page.get_by_role("option", name=option).first.click()


def open_page(visit: Visit, name: str) -> None:
    if visit.page.viewport_size["width"] < 700:
        visit.page.get_by_test_id("stExpandSidebarButton").click()
    visit.page.get_by_role("link", name=name, exact=True).first.click()
    visit.page.wait_for_timeout(300)
    visit.settle()


def fits(visit: Visit) -> bool:
    """Whether the page scrolls only downwards."""
    return visit.page.evaluate(
        "(e => e.scrollWidth <= e.clientWidth + 1)(document.querySelector('[data-testid=stMain]'))"
    )


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_main_path(visit):
    page = visit.page
    go(visit)
    assert page.evaluate("document.documentElement.lang") == "de"
    page.get_by_text("reicht das Angebot in 2 von 23 Gemeinden").wait_for()
    page.locator(".st-key-map .choroplethlayer path").first.wait_for(state="attached")
    visit.keep("ueberblick")

    choose(visit, "kategorie", "Schule und Seiteneinstieg")
    page.get_by_text("Schule und Seiteneinstieg: zum Jahreswechsel").wait_for()
    choose(visit, "monat", "Dezember 2024 · nur AsylbLG")
    page.get_by_text("nur die Empfänger nach dem Asylbewerberleistungsgesetz").wait_for()
    visit.keep("ueberblick-2024-12")
    assert "monat=2024-12" in page.url
    assert "kategorie=SCH" in page.url

    choose(visit, "monat", "Jahreswechsel 2017/18")
    choose(visit, "gemeinde", "Rheine")
    open_page(visit, "Gemeinde")
    page.get_by_text("564 gezählte Personen").wait_for()
    assert "gemeinde=05566076" in page.url
    page.get_by_text("Woher?", exact=True).first.click()
    page.get_by_text("need_ratio.csv Zeile").first.wait_for()
    page.get_by_text("Woher? Belege zu den gezählten Menschen").click()
    page.get_by_text("meldungen_kreis_steinfurt.csv, Zeile").first.wait_for()
    visit.keep("gemeinde")

    open_page(visit, "Zuweisung")
    page.get_by_text("Rheine hat zum 01.01.2018 nach § 3 FlüAG 480 Menschen aufzunehmen").first.wait_for()
    visit.keep("zuweisung")

    open_page(visit, "Angebote")
    visit.keep("angebote")
    open_page(visit, "Datenlage")
    visit.keep("datenlage")
    open_page(visit, "Downloads")
    visit.keep("downloads")
    with page.expect_download() as download:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    assert download.value.path().stat().st_size > 0


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_a_cell_opens_its_municipality(visit):
    page = visit.page
    go(visit)
    page.locator(".heat tbody tr", has_text="Greven").get_by_role("link").first.click()
    page.get_by_text("602 gezählte Personen").wait_for()
    assert page.url.startswith(f"{visit.address}/gemeinde?")
    open_page(visit, "Überblick")
    page.get_by_text("Unterkunft und Wohnen: zum Jahreswechsel").wait_for()


@pytest.mark.parametrize(
    "path",
    ["", "gemeinde?gemeinde=05566076", "zuweisung?gemeinde=05566076", "angebote", "datenlage", "befunde", "downloads"],
)
def test_no_page_scrolls_sideways(visit, screen, path):
    go(visit, path)
    visit.keep(f"{path.partition('?')[0] or 'ueberblick'}-{screen[0]}")
    assert fits(visit)


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_how_long_an_answer_takes(visit):
    """Recorded, not asserted: the machine that runs this is not the planner's."""
    began = time.perf_counter()
    go(visit)
    first = time.perf_counter() - began
    names = {"Schule": "Schule und Seiteneinstieg:", "Unterkunft": "Unterkunft und Wohnen:"}
    answers = []
    for _ in range(4):
        for option, sentence in names.items():
            choose(visit, "kategorie", option)
            began = time.perf_counter()
            visit.page.get_by_text(f"{sentence} zum Jahreswechsel").wait_for()
            visit.page.get_by_text(f"{sentence} es fehlen").wait_for()
            answers.append(time.perf_counter() - began)
    record = {"first_page_s": round(first, 2), "changed_filter_median_s": round(statistics.median(answers), 2)}
    (ARTIFACTS / "timings.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
