"""Whoever comes second or third to a warm server sees what the first one saw."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards import theme
from tests.browser.conftest import Visit, serving

pytestmark = pytest.mark.browser

LOOK = """() => {
    const style = (name, ...wanted) => {
        const found = document.querySelector(name);
        return found && wanted.map(one => getComputedStyle(found)[one]);
    };
    return {
        caption: style('[data-testid=stCaptionContainer] p', 'opacity', 'color'),
        lead: style('.lead', 'display'),
        heat: style('.heat', 'tableLayout', 'borderSpacing'),
        cell: style('.heat td.c-under_25', 'backgroundColor'),
        rows: document.querySelectorAll('.heat tbody tr').length,
        charts: document.querySelectorAll('.js-plotly-plot .main-svg:first-child').length,
        sheets: [...document.styleSheets].filter(sheet => sheet.href).length,
    };
}"""


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize("way", ["", "gemeinde?gemeinde=05566076"])
def test_later_sessions_look_like_the_first(chromium, data: Path, way):
    looks = []
    with serving(data) as address:
        for _ in range(3):
            context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="de-DE")
            visit = Visit(context.new_page(), address)
            visit.page.goto(f"{address}/{way}")
            visit.settle()
            visit.drawn()
            looks.append(visit.page.evaluate(LOOK))
            context.close()
    first = looks[0]
    assert first["caption"] == ["1", rgb(theme.MUTED)]
    assert first["lead"] == ["flex"]
    assert first["charts"] > 0
    # 23 municipalities with a figure, one without, and their sum
    assert first["rows"] == (0 if way else 25)
    assert first["cell"] == (None if way else [rgb(theme.COVERAGE["under_25"])])
    assert looks == [first] * 3
