"""docs/pictures/ shows every page of the navigation."""

import pytest

from dashboards.app_pages import PAGES
from pipelines.wording import LANGUAGES

pictures = pytest.importorskip("tests.browser.pictures", reason="playwright ist nicht installiert (make test)")

# Page -> why there is no picture of it.
WITHOUT = {"own": "stands behind a sign-in; its axe test in tests/browser/test_sign_in.py keeps pictures of it"}


def test_every_page_is_photographed_or_says_why_not():
    shown = {way.partition("?")[0] for way in pictures.ADDRESSES.values()}
    # the first page answers at the root
    missed = [name for at, (name, way) in enumerate(PAGES.items()) if (way if at else "") not in shown]
    assert [name for name in missed if name not in WITHOUT] == []
    assert [name for name in WITHOUT if name not in missed] == []


def test_no_picture_is_left_over_or_large():
    wanted = {
        f"{name}-{screen}-{language}.png"
        for name in pictures.ADDRESSES
        for screen in pictures.SCREENS
        for language in pictures.LANGUAGES
    }
    there = {path.name: path.stat().st_size for path in pictures.PICTURES.glob("*.png")}
    assert there
    assert set(there) <= wanted
    assert {name: size for name, size in there.items() if size > 150_000} == {}
    assert pictures.LANGUAGES == LANGUAGES
