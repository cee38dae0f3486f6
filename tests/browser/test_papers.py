"""From a gap on the overview to the council paper and the annex of an application, without typing a figure."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.browser.conftest import Visit
from tests.browser.test_main_path import go, open_page
from tests.papers.reading import flat

pytestmark = pytest.mark.browser


def _fetched(visit: Visit, label: str) -> tuple[str, bytes]:
    """Name and bytes of what the button with this label hands out."""
    button = visit.page.get_by_test_id("stDownloadButton").filter(has_text=label).get_by_role("button")
    with visit.page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_from_a_gap_to_the_papers_without_typing_a_figure(visit):
    page = visit.page
    go(visit)
    page.locator(".heat tbody tr", has_text="Rheine").get_by_role("link").first.click()
    page.get_by_text("Was braucht Rheine, was hat es?").wait_for()
    visit.settle()

    row = page.locator(".st-key-wide-intake tr", has_text="FlüAG").first
    _, obligation, *_ = row.locator("th, td").all_inner_texts()
    assert obligation == "480"
    name, council = _fetched(visit, "Ratsvorlage (PDF)")
    assert name == "Beispielrechnung_ratsvorlage_05566076_2018-01_de.pdf"
    assert council.startswith(b"%PDF")
    assert f"Verpflichtung FlüAG {obligation} " in flat(council)

    open_page(visit, "Förderung")
    assert "gemeinde=05566076" in page.url
    name, annex = _fetched(visit, "(XLSX)")
    assert "Rheine_2018-01.xlsx" in name
    told = [
        str(cell)
        for sheet in load_workbook(io.BytesIO(annex), read_only=True).worksheets
        for cells in sheet.iter_rows(values_only=True)
        for cell in cells
        if cell is not None
    ]
    assert any("Rheine" in text for text in told)
    # the people of the council paper are those of the annex
    assert "Gezählt: Zuweisung nach FlüAG 182 " in flat(council)
    assert "182" in {text.removesuffix(".0") for text in told}
