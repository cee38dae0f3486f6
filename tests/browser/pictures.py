"""`make pictures`: every page on freshly built shipped data, on a desk and a phone, in German and English.

Writes docs/pictures/<page>-<desk|phone>-<de|en>.png with few colours, so that they stay small.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from pipelines import build as steps
from tests.browser.conftest import ROOT, Visit, browser_path, serving
from tests.browser.test_accessibility import SCENARIO
from tests.fixtures.shipped import copy_shipped_raw

PICTURES = ROOT / "docs" / "pictures"
SCREENS = {"desk": (1366, 768), "phone": (360, 740)}
# Long pages end here; what matters stands on top.
LONGEST = {"desk": 1800, "phone": 2200}
LANGUAGES = ("de", "en")
COLOURS = 160
# A selection on which each page has something to say.
ADDRESSES = {
    "overview": "?monat=2018-01&kategorie=SPR-IK",
    "municipality": "gemeinde?monat=2018-01&gemeinde=05566076&kategorie=WOH",
    "allocation": "zuweisung?gemeinde=05566076&tag=2024-01-26",
    "scenario": f"was-waere-wenn?kategorie=BER-SOZ&szenario={SCENARIO}",
    "offers": "angebote?monat=2018-01",
    "who": "wer-macht-was-wo?monat=2018-01&kategorie=SPO",
    "who_offers": "wer-macht-was-wo?monat=2018-01&gemeinde=05566028&angebotsart=BER-SOZ",
    "funding": "foerderung?monat=2018-01&kategorie=FRB-UE3",
    "funding_groups": "foerderung?monat=2018-01&sicht=gruppen",
    "budget": "budget?monat=2018-01",
    "data_status": "datenlage",
    "findings": "befunde",
    "downloads": "downloads",
    "upload": "einreichen",
    "accessibility": "barrierefreiheit",
}


def main() -> None:
    """Builds, serves, photographs. Ends with a sentence where there is no browser."""
    if (path := browser_path()) is None:
        sys.exit("Kein Chromium gefunden; auf Debian und Ubuntu hilft: sudo apt install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        copy_shipped_raw(data / "raw")
        steps.build(data)
        with serving(data, BEDARFSATLAS_UPLOAD="1") as address, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            for screen in SCREENS:
                photograph_all(browser, address, screen)
            browser.close()


def photograph_all(browser: Browser, address: str, screen: str) -> None:
    """All pages in all languages on one screen."""
    width, height = SCREENS[screen]
    for language in LANGUAGES:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        visit = Visit(context.new_page(), address)
        for name, way in ADDRESSES.items():
            visit.page.set_viewport_size({"width": width, "height": height})
            chosen = f"{way}{'&' if '?' in way else '?'}sprache={language}"
            visit.page.goto(f"{address}/{chosen}")
            target = PICTURES / f"{name}-{screen}-{language}.png"
            target.write_bytes(small(whole(visit, LONGEST[screen])))
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")
        context.close()


def whole(visit: Visit, longest: int) -> bytes:
    """The page from its top to its foot, or to `longest` pixels."""
    visit.settle()
    page = visit.page
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, longest)})
    visit.settle()
    visit.drawn()
    return page.screenshot(animations="disabled")


def small(picture: bytes) -> bytes:
    """The picture in COLOURS colours."""
    out = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)
    few.save(out, "png", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
