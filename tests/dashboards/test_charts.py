"""Charts by their traces."""

import itertools

import numpy as np
import pandas as pd
import pytest

from dashboards import theme
from dashboards.charts import shades
from dashboards.charts.ages import age_bars
from dashboards.charts.area_map import Ground, area_map
from dashboards.charts.timeline import timeline
from dashboards.sections.view import seen
from tests.dashboards.test_text import ROOT


@pytest.fixture
def gaps() -> pd.DataFrame:
    """Two municipalities, one of which has not reported."""
    return pd.DataFrame(
        {
            "ags": ["1", "2"],
            "name": ["Adorf", "Bedorf"],
            "category": "SCH",
            "category_name": "Schule",
            "unit": "places",
            "need_low": [10.0, np.nan],
            "need": [12.0, np.nan],
            "need_high": [40.0, np.nan],
            "local_supply": [5.0, 3.0],
            "local_gap": [7.0, np.nan],
            "shared_gap": [4.0, np.nan],
            "gap": [4.0, np.nan],
            "gap_low": [0.0, np.nan],
            "gap_high": [32.0, np.nan],
            "is_shared": True,
            "coverage": [0.6, np.nan],
            "coverage_class": ["50_75", "no_figure"],
            "answer": ["certainly_short", "no_figure"],
        }
    )


def trace(figure, name):
    return next(one for one in figure.data if one.name == name)


def test_view_at_home_classes_coverage_as_the_contract_does(gaps):
    rows = pd.concat([gaps.iloc[[0]]] * 5, ignore_index=True).assign(local_supply=[2.9, 3, 6, 9, 12], coverage=1.0)
    assert list(seen(rows, "ort")["coverage_class"]) == ["under_25", "25_50", "50_75", "75_100", "full"]
    assert seen(gaps, "ort").loc[0, "gap"] == 7
    assert seen(gaps, "ort").loc[1, "coverage_class"] == "no_figure"


def test_map_takes_geometry_by_address_only(gaps):
    ground = Ground("/karte/x.geojson", ["9"], {"1": (7.4, 52.1), "2": (7.5, 52.2)}, (7, 8), (52, 53))
    rows = gaps.assign(
        figure=["4", "fehlt"], colour=["#111111", "#222222"], ink="#000000", missing=[False, True], hover=""
    )
    figure = area_map(rows, ground, selected="1")
    assert {one.geojson for one in figure.data if one.type == "choropleth"} == {"/karte/x.geojson"}
    assert list(trace(figure, "labels").text) == ["<b>Adorf<br>4</b>", "Bedorf<br>fehlt"]
    assert figure.layout.geo.projection.type == "mercator"
    assert figure.layout.geo.visible is False


def test_a_name_that_leaves_its_area_takes_the_colour_of_the_area_along(gaps):
    """Adorf's area is 0.02 degrees wide, some seven pixels; its name lies on its neighbour as well."""
    narrow = [[[7.39, 52.0], [7.39, 52.2], [7.41, 52.2], [7.41, 52.0], [7.39, 52.0]]]
    ground = Ground("", [], {"1": (7.4, 52.1), "2": (7.8, 52.6)}, (7, 8), (52, 53), {"1": narrow})
    rows = gaps.assign(figure="4", colour=["#14406F", "#F5F1E6"], ink=["#FFFFFF", "#1D2733"], missing=False, hover="")
    font = trace(area_map(rows, ground), "labels").textfont
    assert font.color[0] == "#FFFFFF"
    assert set(font.shadow[0].split(", ")) >= {"-2px -2px 1px #14406F", "2px 2px 1px #14406F"}
    assert '[style*="-2px -2px"]' in (ROOT / "styles/page.css").read_text("utf-8")


def test_timeline_draws_points_without_lines_and_names_the_silence():
    day = pd.Timestamp
    stocks = pd.DataFrame(
        {"as_of": [day("2018-01-01")], "legal_group": ["fluag"], "basis": "reported", "persons": [10.0]}
    )
    obligations = pd.DataFrame(
        {
            "scheme": ["fluag", "wohnsitz"],
            "as_of": [day("2018-01-01")] * 2,
            "obligation": [20.0, np.nan],
            "obligation_low": [15.0, np.nan],
            "obligation_high": [25.0, np.nan],
            "obligation_published": [np.nan, np.nan],
        }
    )
    breaks = pd.DataFrame({"valid_from": [day("2017-01-01")], "word": ["monatlich"]})
    figure = timeline(stocks, obligations, breaks, day("2015-01-01"), day("2018-06-01"))
    assert [(one.name, one.mode) for one in figure.data] == [
        ("Verpflichtung FlüAG", "markers"),
        ("Bestand FlüAG", "markers"),
        ("Bestand fehlt", "lines"),
    ]
    assert [note.text for note in figure.layout.annotations] == ["Bestand fehlt", "monatlich"]
    lines = [shape for shape in figure.layout.shapes if shape.name == "break"]
    assert [(line.x0, line.x1) for line in lines] == [(day("2017-01-01"), day("2017-01-01"))]


def silent(*days: str) -> list[str]:
    """The first and last day of every stretch hatched between 2018 and March 2019 with counts on these days."""
    stocks = pd.DataFrame({"as_of": pd.to_datetime(list(days)), "legal_group": "fluag", "basis": "reported"})
    obligations = pd.DataFrame(columns=["scheme", "as_of", "obligation"])
    breaks = pd.DataFrame({"valid_from": [pd.Timestamp("2018-07-01")], "word": ["monatlich gemeldet"]})
    ends = pd.Timestamp("2018-01-01"), pd.Timestamp("2019-03-01")
    figure = timeline(stocks.assign(persons=10.0), obligations, breaks, *ends)
    hatched = [one for one in figure.data if one.fill == "toself"]
    assert all(one.fillpattern.shape == "/" for one in hatched)
    # the strip never covers a mark, and gives the axis of the marks no odd ticks
    assert not hatched or (figure.layout.yaxis.overlaying, figure.layout.yaxis.tickmode) == ("y2", "auto")
    # upright words end above the plot: 18 letters of 6.2 pixels and a little air
    name = next(note for note in figure.layout.annotations if note.name == "break")
    assert (name.yanchor, figure.layout.margin.t) == ("bottom", 120)
    corners = [f"{pd.Timestamp(day):%Y-%m-%d}" for one in hatched for day in one.x if day is not None]
    return [day for place in range(0, len(corners), 5) for day in (corners[place], corners[place + 2])]


def test_timeline_hatches_every_stretch_of_more_than_half_a_year():
    """January 2024 to November 2024 said nothing: of ten months nobody knew that they are missing."""
    assert silent("2018-01-31", "2018-11-30", "2019-01-31") == ["2018-01-31", "2018-11-30"]
    assert silent("2018-01-31", "2018-06-30", "2018-12-30") == []
    assert silent() == ["2018-01-01", "2019-03-01"]


def test_timeline_draws_estimates_open_with_their_bounds():
    stocks = pd.DataFrame(
        {
            "as_of": pd.to_datetime(["2018-01-01", "2018-02-01"]),
            "legal_group": "fluag",
            "basis": ["reported", "estimated"],
            "persons": [10.0, 9.0],
            "persons_low": [10.0, 7.0],
            "persons_high": [10.0, 12.0],
        }
    )
    obligations = pd.DataFrame(columns=["scheme", "as_of", "obligation"])
    breaks = pd.DataFrame(columns=["valid_from", "word"])
    figure = timeline(stocks, obligations, breaks, pd.Timestamp("2018-01-01"), pd.Timestamp("2018-06-01"))
    reported, estimated = trace(figure, "Bestand FlüAG"), trace(figure, "Bestand FlüAG, geschätzt")
    assert reported.marker.color != estimated.marker.color
    assert (list(estimated.error_y.array), list(estimated.error_y.arrayminus)) == ([3.0], [2.0])


def test_ages_carry_their_bounds():
    ages = pd.DataFrame(
        {
            "age_band": ["0_2", "3_5"],
            "persons_low": [1.0, 2.0],
            "persons": [2.0, 3.0],
            "persons_high": [5.0, 4.0],
            "is_estimated": True,
        }
    )
    bars = age_bars(ages).data[0]
    assert list(bars.error_x.array)[:2] == [3, 1]
    assert list(bars.error_x.arrayminus)[:2] == [1, 1]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1234.4, "places", "1.234"),
        (0.2, "places", "<\u202f1"),
        (0.12, "fte", "0,1"),
        (0.01, "fte", "<\u202f0,1"),
        (0.0, "fte", "0"),
        (None, "fte", "fehlt"),
        (float("nan"), "places", "fehlt"),
    ],
)
def test_quantities_read_german(value, unit, shown):
    assert theme.quantity(value, unit) == shown


def test_shades_stay_apart_in_greyscale():
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    shades = [grey(theme.COVERAGE[code]) for code in ("under_25", "25_50", "50_75", "75_100", "full")]
    assert all(lighter - darker > 10 for darker, lighter in itertools.pairwise(shades))


def test_a_map_of_counts_says_what_its_shades_count():
    """0 to 8 of at most 8: none by itself, then steps of two; one municipality withheld, one not counted."""
    counts = pd.Series([0, 1, 2, 5, 7, 8, None, None])
    withheld = pd.Series([False] * 6 + [True, False])
    entries = shades.legend(counts, withheld)
    assert [name for name, _, _ in entries] == [
        "7 bis 8 (2 Gemeinden)",
        "5 (1 Gemeinde)",
        "1 bis 2 (2 Gemeinden)",
        "0 (1 Gemeinde)",
        "geschützt (1 Gemeinde)",
        "fehlt (1 Gemeinde)",
    ]
    assert [colour for _, colour, is_hatched in entries if not is_hatched] == [shades.STEPS[n] for n in (4, 3, 1, 0)]
    assert set(shades.colours(counts)) == {colour for _, colour, _ in entries}


def test_where_all_count_the_same_no_municipality_stands_out():
    assert set(shades.colours(pd.Series([3, 3, 3]))) == {shades.STEPS[2]}


@pytest.mark.parametrize("kind", [float, object, "Int64"])
def test_a_map_nobody_counted_for_is_hatched(kind):
    counts = pd.Series([None, None], dtype=kind)
    assert set(shades.colours(counts)) == {theme.MISSING}
    assert [name for name, _, _ in shades.legend(counts, pd.Series([True, False]))] == [
        "geschützt (1 Gemeinde)",
        "fehlt (1 Gemeinde)",
    ]
