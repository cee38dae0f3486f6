"""Every chart of every page says its message in figures and has its table beside it; texts keep their contrast."""

from __future__ import annotations

import re
from itertools import product

import pandas as pd
import pytest
import streamlit as st

from dashboards import theme
from dashboards.charts import linked, shades
from dashboards.sections import alternatives
from pipelines.planning.scenario import People, Scenario
from pipelines.planning.scenario_file import as_token
from tests.dashboards.test_text import ROOT

TEN_PERCENT_MORE = as_token(Scenario("Probe", "2018-01", "", people=(People("kreis", 10.0, is_percent=True),)))
WAYS = [
    ("overview", {"monat": "2018-01"}),
    ("overview", {"monat": "2018-01", "kategorie": "DOL"}),
    ("overview", {"monat": "2024-12"}),
    ("overview", {"monat": "2018-01", "vergleich": "2017-01"}),
    ("municipality", {"monat": "2018-01", "gemeinde": "05566076"}),
    ("allocation", {"tag": "2018-01-01"}),
    ("allocation", {"gemeinde": "05566076", "tag": "2024-01-26", "wenn_bestand": "1250"}),
    ("data_status", {}),
    ("budget", {"monat": "2018-01"}),
    ("scenario", {"monat": "2018-01", "szenario": TEN_PERCENT_MORE}),
]


@pytest.fixture
def drawn(monkeypatch) -> list[tuple[str, str]]:
    """What a run draws, in order: ("chart", its alternative), ("table", ""), ("head", its text)."""
    # what an earlier test drew would be sent again without a call
    st.cache_resource.clear()
    noted: list[tuple[str, str]] = []

    def noting(name: str, say) -> None:
        real = getattr(st, name)
        monkeypatch.setattr(st, name, lambda *args, **more: (noted.append(say(args, more)), real(*args, **more))[1])

    noting("plotly_chart", lambda args, more: ("chart", more.get("alt") or ""))
    noting("dataframe", lambda args, more: ("table", ""))
    # a table whose rows lead further is HTML; one that stands for a chart is no table behind another
    noting("html", lambda args, more: ("table" if re.search('<table(?! class="rank)', str(args[0])) else "html", ""))
    noting("header", lambda args, more: ("head", args[0]))
    return noted


@pytest.mark.parametrize(("name", "address"), WAYS, ids=str)
def test_every_chart_is_told_in_figures_and_has_its_table_in_the_same_section(run, drawn, name, address):
    run(name, **address)
    charts = [text for kind, text in drawn if kind == "chart"]
    assert charts
    assert [text for text in charts if len(text) < 40 or not re.search(r"\d", text)] == []
    sections: list[list[str]] = [[]]
    for kind, _ in drawn:
        if kind == "head":
            sections.append([])
        sections[-1].append(kind)
    assert [section for section in sections if "chart" in section and "table" not in section] == []


def test_every_page_with_a_chart_is_walked():
    """A new call of `chart` belongs into WAYS."""
    drawing = {path.stem for path in (ROOT / "sections").glob("*.py") if re.search(r"(?<!\w)chart\(", path.read_text())}
    assert drawing == {
        "budget_result",
        "category_gap",
        "change",
        "course_of_time",
        "coverage",
        "intake",
        "ledger_all",
        "scenario_gaps",
        "without_need",
    }


def test_highest_and_lowest_are_named_and_missing_is_counted():
    rows = pd.DataFrame({"name": ["Laer", "Recke", "Lotte"], "gap": [3.0, 12.0, None]})
    assert alternatives.most_and_least("accessibility.ranking", rows, "gap", theme.number) == (
        "Rangfolge der Gemeinden nach ihrer Lücke: 2 mit Zahl, 1 ohne. Am höchsten: Recke, 12; am niedrigsten: Laer, 3."
    )


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        ([0.0, 12.0, 11.6, 5.0], "Am höchsten: Recke und Lotte, 12; am niedrigsten: Laer, 0."),
        ([12.0, 12.0, 11.6, 0.0], "Am höchsten: Laer und 2 weitere, 12; am niedrigsten: Lienen, 0."),
        ([7.0, 7.0, 7.0, 7.0], "Überall gleich: 7."),
        ([7.0, None, 7.0, None], "Wo es eine Zahl gibt, überall gleich: 7."),
        ([None, 126.0, None, None], "1 mit Zahl, 3 ohne. Recke: 126."),
    ],
)
def test_whoever_shares_the_highest_or_lowest_value_is_named_or_counted(gaps, said):
    """11.6 and 12 read alike."""
    rows = pd.DataFrame({"name": ["Laer", "Recke", "Lotte", "Lienen"], "gap": gaps})
    assert alternatives.most_and_least("accessibility.ranking", rows, "gap", theme.number).endswith(said)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.1, 1 to 21, of two colours written #RRGGBB."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


# One for each shade of a map that counts, and a municipality without a count.
COUNTS = pd.Series([0, 1, 2, 3, 4, None])
TEXTS = [
    *((theme.COVERAGE_INK[code], theme.COVERAGE[code]) for code in theme.COVERAGE),
    *product([theme.INK, theme.MUTED], [theme.PAPER, theme.MISSING, "#F4F6F8"]),
    *((theme.INK, colour) for _, colour in linked.STEPS),
    *zip(shades.inks(COUNTS), shades.colours(COUNTS), strict=True),
    (theme.ACCENT, theme.PAPER),
    (theme.ACCENT, "#F4F6F8"),
]


@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_of_the_theme_is_readable(ink, ground):
    assert contrast(ink, ground) >= 4.5


def test_every_colour_of_text_in_the_style_sheets_is_readable_on_white():
    """Text on a ground of its own is white or the ink of that ground."""
    sheets = "".join(path.read_text("utf-8") for path in ROOT.glob("styles/*.css"))
    colours = set(re.findall(r"[{;\s]color:\s*(#[0-9A-Fa-f]{6})", sheets)) - {"#FFFFFF"}
    assert colours
    assert {colour: contrast(colour, "#FFFFFF") for colour in colours if contrast(colour, "#FFFFFF") < 4.5} == {}
