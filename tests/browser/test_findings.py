"""A reason that is opened stands in the address, and the address opens it again."""

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screen", [(1366, 768)], indirect=True, ids=["desk"])
def test_an_opened_reason_is_shared_by_its_address(visit: Visit):
    page = visit.page
    page.goto(f"{visit.address}/befunde")
    visit.settle()
    page.get_by_text("Plätze: fehlt").click()
    page.get_by_text("Diese 4 Befunde als CSV").wait_for()
    page.wait_for_url("**/befunde?grund-*=true")
    visit.keep("befunde")
    page.goto(page.url)
    visit.settle()
    page.get_by_text("Diese 4 Befunde als CSV").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Diese 4 Befunde als CSV").click()
    assert download.value.path().read_text("utf-8-sig").count("\n") == 5
