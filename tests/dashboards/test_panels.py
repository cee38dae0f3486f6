"""Small multiples and the dumbbell of two sides, by their traces."""

import numpy as np
import pandas as pd
import pytest

from dashboards import theme
from dashboards.charts.change import then_and_now
from dashboards.charts.panels import COLUMNS, HIGH, WIDE, panels
from dashboards.sections.course_of_time import _figure, _moved, told
from tests.dashboards.test_charts import trace
from tests.dashboards.test_overview import charts

DAY = pd.Timestamp


@pytest.fixture
def rows() -> pd.DataFrame:
    """Adorf: counted, estimated, missing, missing. Bedorf: a minimum, missing, estimated, counted."""
    frame = pd.DataFrame(
        {
            "panel": ["a"] * 4 + ["b"] * 4,
            "title": ["Adorf"] * 4 + ["Bedorf"] * 4,
            "month": [DAY("2018-01-01"), DAY("2018-02-01"), DAY("2018-03-01"), DAY("2018-04-01")] * 2,
            "unit": "places",
            "low": [5.0, 3.0, np.nan, np.nan, 2.0, np.nan, 6.0, 8.0],
            "value": [5.0, 4.0, np.nan, np.nan, 2.0, np.nan, 7.0, 8.0],
            "high": [5.0, 6.0, np.nan, np.nan, np.nan, np.nan, 9.0, 8.0],
            "basis": ["reported", "estimated", "missing", "missing", "partial", "missing", "estimated", "reported"],
            "hover": "",
        }
    )
    return frame.assign(top=10.0, is_protected=False)


@pytest.fixture
def drawn(rows):
    return panels(rows, ["b", "a"], {"a": "Adorf", "b": "Bedorf"}, DAY("2018-01-01"))


def test_what_is_counted_is_filled_and_what_is_not_is_open(drawn):
    assert trace(drawn, "reported").marker.color == theme.ACCENT
    for basis in ("estimated", "partial"):
        assert trace(drawn, basis).marker.color == theme.PAPER
    assert [len(trace(drawn, basis).x) for basis in ("reported", "estimated", "partial")] == [2, 2, 1]
    assert trace(drawn, "partial").marker.symbol == "triangle-up"


def test_all_panels_share_one_scale(drawn):
    """Bedorf stands first: 8 of 10 is 0.8 of the height above the floor at 0.96."""
    reported = trace(drawn, "reported")
    heights = {name: 0.96 - y for name, y in zip(reported.customdata, reported.y, strict=True)}
    assert heights["b"] == pytest.approx(0.8 * HIGH)
    assert heights["a"] == pytest.approx(0.5 * HIGH)


def test_months_run_from_left_to_right_within_a_panel(drawn):
    """Adorf is the second panel; January is the first of four months."""
    reported = trace(drawn, "reported")
    across = dict(zip(reported.customdata, reported.x, strict=True))
    assert across["a"] == pytest.approx(1 + WIDE * 0.5 / 4)
    assert across["b"] == pytest.approx(WIDE * 3.5 / 4)


def test_every_stretch_without_a_figure_is_one_hatched_bar_with_its_word(drawn):
    missing = trace(drawn, "missing")
    assert sorted(round(width, 6) for width in missing.width) == [round(WIDE / 4, 6), round(WIDE / 2, 6)]
    assert missing.marker.pattern.shape == "/"
    assert list(trace(drawn, "words").text) == ["<b>fehlt</b>"]


def test_a_band_closes_around_each_stretch_of_estimates(drawn):
    """One month each in two panels: up and back are two points each, then a break."""
    band = trace(drawn, "band")
    assert [value is None for value in band.x] == [False, False, True] * 2
    assert band.fill == "toself"


def test_rows_break_after_the_last_column(rows):
    many = pd.concat([rows[rows["panel"] == "a"].assign(panel=str(n)) for n in range(COLUMNS + 1)])
    order = [str(n) for n in range(COLUMNS + 1)]
    titles = trace(panels(many, order, dict.fromkeys(order, "x"), DAY("2018-01-01")), "titles")
    assert list(titles.x) == [0, 1, 2, 3, 0]
    assert titles.y[4] - titles.y[0] == pytest.approx(1)


def test_the_figure_beside_the_name_says_what_it_rests_on(rows):
    assert told(rows, DAY("2018-01-01")) == {"a": "5", "b": "mind. 2"}
    assert told(rows, DAY("2018-02-01")) == {"a": "≈ 4", "b": "fehlt"}


@pytest.mark.parametrize(
    ("months", "chosen", "said"),
    [
        ({1: (40, "reported"), 4: (60, "reported")}, 1, "40 · Jan 2018: 40 → Apr 2018: 60"),
        ({1: (40, "reported"), 4: (6, "partial")}, 1, "40; sonst nur Mindestwerte"),
        # the chosen month has only a minimum, another one the whole count
        ({1: (40, "reported"), 3: (5, "partial"), 4: (6, "partial")}, 3, "mind. 5 · Jan 2018: 40"),
        ({3: (5, "partial"), 4: (6, "partial")}, 3, "mind. 5 · Mär 2018: mind. 5 → Apr 2018: mind. 6"),
        ({1: (40, "reported")}, 1, "40; sonst fehlt die Zahl"),
        ({1: (40, "reported")}, 3, "fehlt · Jan 2018: 40"),
    ],
)
def test_a_panel_in_words_never_compares_a_minimum_with_a_count(months, chosen, said):
    own = [
        {"month": DAY(2018, month, 1), "value": float(value), "basis": basis, "unit": "persons", "is_protected": False}
        for month, (value, basis) in months.items()
    ]
    shown = next((_figure(row) for row in own if row["month"].month == chosen), "fehlt")
    assert _moved(own, shown, DAY(2018, chosen, 1)) == said


def test_a_page_draws_a_panel_for_everybody_who_ever_counted(run):
    app = run("overview")
    assert charts(app, "time")
    assert any(c.value.startswith("In der ganzen Zeit ohne Zahl (1)") and "Wettringen" in c.value for c in app.caption)
    app = run("overview", verlauf="places")
    assert app.segmented_control(key="verlauf").value == "places"
    assert any("Plätze am Ort von Januar 2017 bis Januar 2019" in caption.value for caption in app.caption)


def sides() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ags": ["1", "2"],
            "title": ["Adorf", "Bedorf"],
            "told": ["+6", "innerhalb der Spanne"],
            "verdict": ["more", "within"],
            "basis_then": "reported",
            "basis_now": "reported",
            "low_then": [2.0, 1.0],
            "value_then": [2.0, 5.0],
            "high_then": [2.0, 9.0],
            "low_now": [8.0, 2.0],
            "value_now": [8.0, 6.0],
            "high_now": [8.0, np.nan],
        }
    )


def test_then_is_hollow_and_now_filled():
    figure = then_and_now(sides())
    assert (trace(figure, "then").marker.color, trace(figure, "now").marker.color) == (theme.PAPER, theme.ACCENT)
    assert (list(trace(figure, "then").x), list(trace(figure, "now").x)) == ([2, 5], [8, 6])
    assert [note.text for note in figure.layout.annotations] == ["+6", "innerhalb der Spanne"]


def test_bounds_that_leave_the_picture_end_in_an_arrow():
    """The picture ends at 8 × 1.25 = 10: up to 9 and 8 they lie within, open above or up to 11 they do not."""
    figure = then_and_now(sides())
    assert (list(trace(figure, "beyond_now").x), list(trace(figure, "beyond_now").y)) == ([10], [1.22])
    assert list(trace(figure, "beyond_then").x) == []
    further = then_and_now(sides().assign(high_then=[11.0, 9.0]))
    assert list(trace(further, "beyond_then").y) == [-0.22]


def test_only_a_certain_change_is_a_thick_line():
    figure = then_and_now(sides())
    assert list(trace(figure, "more").x) == [2, 8, None]
    assert list(trace(figure, "within").x) == [5, 6, None]
    assert trace(figure, "within").line.width < trace(figure, "more").line.width


def test_where_units_differ_each_row_runs_to_its_own_largest_value():
    figure = then_and_now(sides(), own_scale=True)
    assert list(trace(figure, "now").x) == pytest.approx([1 / 1.05, 1 / 1.05])
    assert figure.layout.xaxis.showticklabels is False
