"""What somebody at a browser waits for: the first useful picture, and the answer to a changed filter.

A picture is useful when the page can be read and used: its sentence and figures stand, its first chart or table of figures is drawn, the
run is over and nothing on the page is stale. Fonts and pictures below count too, they are part of the same run.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_MS = 45_000
# Drawn to the end: no run under way, nothing stale, and what the page is for.
DONE = """
parts => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true]') && parts.every(part => document.querySelector(part))
"""
CHANGED = (
    """
([parts, sign, before]) => document.querySelector(sign)?.innerText !== before && ("""
    + DONE.strip()
    + """)(parts)
"""
)


@dataclass(frozen=True)
class Site:
    """`pages`: path -> what has to be there; `sign`: what names the category; `options`: categories to click."""

    pages: dict[str, tuple[str, ...]]
    sign: str
    options: tuple[str, ...]


# `.main-svg` is a chart that plotly has drawn.
OURS = Site(
    {
        "": (".finding", ".figures dd", ".heat td a", ".st-key-foot"),
        "gemeinde?gemeinde=05566076": (".finding", ".needs", ".main-svg", ".st-key-foot"),
        "zuweisung?gemeinde=05566076": (".finding", ".figures dd", ".stairs", ".st-key-foot"),
        "wer-macht-was-wo": (".finding", ".matrix", ".listing", ".st-key-foot"),
        "angebote": (".finding", "[data-testid=stDataFrame]", ".st-key-foot"),
        "datenlage": (".finding", ".main-svg", ".st-key-foot"),
        "befunde": (".finding", ".st-key-foot"),
        "downloads": (".finding", "[data-testid=stDownloadButton]", ".st-key-foot"),
    },
    ".finding",
    ("Schule und", "Unterkunft", "Ehrenamt", "Integrationskurs"),
)
NAIVE = Site(
    {"": ("h1", "[data-testid=stMetric]", ".st-key-heat .main-svg .hm", ".st-key-ranking .main-svg .point")},
    "h1",
    ("SCH", "WOH", "EHR", "SPR-IK"),
)


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium of its own, with an empty cache. Raises RuntimeError where none is installed."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise RuntimeError(f"kein Chromium gefunden (gesucht: {', '.join(NAMES)})")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def first_pictures(address: str, site: Site, path: str, runs: int) -> list[float]:
    """Seconds from entering the address to the useful picture, in a new browser each time."""
    found = []
    for _ in range(runs):
        with browser() as opened:
            page = _page(opened)
            began = time.perf_counter()
            page.goto(f"{address}/{path}", wait_until="commit")
            _wait(page, DONE, site.pages[path], site.pages[path])
            found.append(time.perf_counter() - began)
    return found


def changed_filters(address: str, site: Site, runs: int) -> list[float]:
    """Seconds from the click on another category to the page that shows it, drawn to the end."""
    with browser() as opened:
        page = _page(opened)
        page.goto(address)
        _wait(page, DONE, site.pages[""], site.pages[""])
        return [_change(page, site, site.options[run % len(site.options)]) for run in range(runs)]


def _change(page: Page, site: Site, option: str) -> float:
    before = page.locator(site.sign).first.inner_text()
    page.locator(".st-key-kategorie input").click()
    offered = page.get_by_role("option", name=option).first
    offered.wait_for()
    began = time.perf_counter()
    offered.click()
    _wait(page, CHANGED, [site.pages[""], site.sign, before], site.pages[""])
    return time.perf_counter() - began


def _wait(page: Page, until: str, arg: object, parts: tuple[str, ...]) -> None:
    """Raises RuntimeError that names what of `parts` is not there, or that the page says it failed."""
    try:
        page.wait_for_function(until, arg=arg, timeout=PATIENCE_MS)
    except TimeoutError as problem:
        gone = [part for part in parts if page.query_selector(part) is None]
        why = f"es fehlt {', '.join(gone)}" if gone else "sie wird nicht fertig"
        raise RuntimeError(f"{page.url}: {why}") from problem
    if page.query_selector("[data-testid=stException], [data-testid=stAlertContentError]"):
        raise RuntimeError(f"{page.url}: die Seite meldet einen Fehler")


def _page(opened: Browser) -> Page:
    return opened.new_context(viewport={"width": 1366, "height": 768}, locale="de-DE").new_page()
