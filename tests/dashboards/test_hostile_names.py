"""Names with HTML, Markdown, emoji, writing from the right and 300 characters are text on every page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboards.app_pages import PAGES
from tests.fixtures.small_kreis import EMSDETTEN, RHEINE, SmallKreis, offer, reported, stock

HTML = "<img src=x onerror=alert(1)><script>alert(2)</script>"
MARKDOWN = "![p](https://evil.example/p.png) [hier](https://evil.example) **fett** :red[rot] $x^2$"
EMOJI, RIGHT = "Café 🌍👩‍👩‍👧 für alle", "مركز اللغة \u202eabc"
LONG = "Sprachförderung " * 20
NAMES = [HTML, MARKDOWN, EMOJI, RIGHT, LONG[:300]]
# Signs that mean something because no backslash stands before them.
READ_AS_MARKUP = re.compile(r"(?<!\\)<img|(?<!\\)\]\(https://evil|(?<!\\)\*\*fett|(?<!\\):red\[")
EARLIER = "2017-01"
PLACE = f"Rheine {HTML} [x](https://evil.example)"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A small Kreis whose municipality, offers and providers are called like that."""
    kreis = SmallKreis(tmp_path_factory.mktemp("hostile"))
    counts = [
        stock(ags, month, measure, 90, note=MARKDOWN)
        for ags in (RHEINE, EMSDETTEN)
        for month in (EARLIER, "2018-01")
        for measure in ("fluag_stock", "wsa_stock")
    ]
    kreis.add("allocation_report", *counts)
    kreis.add("inventory_report", *reported(RHEINE, EMSDETTEN))
    offers = [
        offer(f"o{n}-{category}", RHEINE, category, 9, name=name, provider=name, contact=name, source=name, target=name)
        for category in ("BEG", "SPR-IK")
        for n, name in enumerate(NAMES)
    ]
    kreis.add("offer_inventory", *offers, offer("none", RHEINE, "SPR-IK", "", name=HTML, provider=MARKDOWN))
    _rename(kreis.data / "curated" / kreis.build() / "curated.duckdb", RHEINE, PLACE)
    return kreis.data


def _rename(file: Path, ags: str, name: str) -> None:
    with duckdb.connect(file) as con:
        con.execute("update curated.curated.municipality set name = ? where ags = ?", [name, ags])


@pytest.mark.parametrize("page", [name for name in PAGES if name not in ("upload", "own")])
def test_names_are_text_on_every_page(run, page):
    for address in ({"gemeinde": RHEINE}, {}, {"vergleich": EARLIER}, {"gemeinde": RHEINE, "vergleich": EARLIER}):
        app = run(page, **address)
        bodies = [html.body for html in app.get("html")]
        assert [body for body in bodies if "<img" in body or "alert(2)</script>" in body] == []
        written = [*app.markdown, *app.caption, *app.header, *app.title, *app.info, *app.warning, *app.error]
        texts = [one.value for one in written] + [one.label for one in app.expander]
        assert [text for text in texts if READ_AS_MARKUP.search(text)] == []
        figures = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
        assert [text for figure in figures for text in _texts(figure) if "<img" in text or "<script" in text] == []


# On Überblick: the map, the comparison and the course of time.
@pytest.mark.parametrize(("page", "charts"), [("overview", 3), ("allocation", 1), ("data_status", 1)])
def test_a_name_is_drawn_on_charts_as_it_is_written(run, page, charts):
    app = run(page, vergleich=EARLIER, groesse="people", monat="2018-01")
    figures = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    named = [
        figure for figure in figures if any("&lt;img src=x onerror=alert(1)&gt;" in text for text in _texts(figure))
    ]
    assert len(named) == charts


def _texts(part: object) -> Iterator[str]:
    """Every string of a figure's JSON."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for one in part.values() if isinstance(part, dict) else part:
            yield from _texts(one)
