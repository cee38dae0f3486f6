"""Tables that stand for charts, by what they hold: the heat map and the ranking."""

from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from dashboards import theme
from dashboards.charts.heat import heat_table, rules
from dashboards.charts.ranking import counts, dumbbells


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


def table(gaps):
    drawn = heat_table(gaps, ["1", "2"], gaps.iloc[[0]], "Was fehlt", lambda ags, code: f"/g?{ags}&{code}")
    return ElementTree.fromstring(f"<div>{drawn}</div>")


def words(element):
    return "".join(element.itertext())


def test_heat_table_hatches_what_is_missing_and_says_so(gaps):
    drawn = table(gaps)
    assert [words(row) for row in drawn.iterfind(".//tbody/tr")] == ["Summe4", "Adorf4", "Bedorffehlt"]
    cells = drawn.findall(".//tbody//td[@class]")
    assert [cell.get("class") for cell in cells] == ["c-50_75", "c-no_figure"]
    assert [cell.find("a").get("href") for cell in cells] == ["/g?1&SCH", "/g?2&SCH"]
    assert [one.text for one in drawn.iterfind(".//td/a/b")] == ["4"], "what is certainly short stands bold"
    assert cells[1].get("title").endswith("nicht gemeldet, deshalb keine Zahl")


def test_heat_table_is_a_table_to_those_who_hear_it(gaps):
    drawn = table(gaps)
    assert drawn.find(".//caption").text == "Was fehlt"
    assert [head.get("scope") for head in drawn.iterfind(".//thead//th")] == ["col", "col"]
    assert [head.get("scope") for head in drawn.iterfind(".//tbody//th")] == ["row"] * 3


def test_heat_table_marks_a_minimum(gaps):
    gaps.loc[0, "coverage_class"] = "minimum"
    assert table(gaps).find(".//td[@class='c-minimum']/a/b").text == "mind. 4"


def test_heat_table_shows_a_name_with_markup_as_text(gaps):
    gaps.loc[0, "name"] = "<i>Adorf</i>"
    assert table(gaps).find(".//tbody/tr[2]/th").text == "<i>Adorf</i>"


def test_every_class_of_coverage_has_its_colours():
    assert {f".heat .c-{name}" for name in theme.COVERAGE} == {line.partition(" {")[0] for line in rules().splitlines()}


def ranking(drawn):
    return ElementTree.fromstring(f"<div>{drawn}</div>")


def gap_ranking(gaps):
    return ranking(dumbbells(gaps, ("Gemeinde", "Lücke"), "Rangfolge", lambda ags: f"/g?{ags}&SCH"))


def marks(drawn):
    """Class of each mark of the first row -> its style."""
    return {one.get("class"): one.get("style") for one in drawn.iterfind(".//tbody/tr[1]//i")}


def test_dumbbell_spans_local_and_shared_with_bounds(gaps):
    """7 at home and 4 shared on a picture that reaches to 7 × 1.25 = 8.75, which is drawn on 96 of 100 parts."""
    drawn = gap_ranking(gaps)
    assert marks(drawn) == {
        "bounds beyond": "left:0.0%;right:4.0%",  # from 0 to 32, which leaves the picture
        "received": "left:43.9%;right:23.2%",
        "local": "left:76.8%",
        "gap": "left:43.9%",
    }
    assert [words(row) for row in drawn.iterfind(".//tbody/tr")] == ["Adorf7 → 4 sicher zu wenig", "Bedorffehlt"]
    assert drawn.find(".//tbody/tr[1]//b").text == "7 → 4", "what is certainly short stands bold"


def test_dumbbell_tells_giving_from_receiving(gaps):
    gaps.loc[0, ["local_gap", "shared_gap"]] = [0.0, 2.0]
    assert "given" in marks(gap_ranking(gaps))
    assert "received" not in marks(gap_ranking(gaps))


def test_dumbbell_draws_one_mark_where_both_gaps_are_the_same(gaps):
    drawn = gap_ranking(gaps.assign(local_gap=4.0))
    assert set(marks(drawn)) == {"bounds beyond", "gap"}
    assert words(drawn.find(".//tbody/tr[1]")) == "Adorf4 sicher zu wenig"


def test_ranking_is_a_table_to_those_who_hear_it_and_every_name_a_link(gaps):
    drawn = gap_ranking(gaps)
    assert drawn.find(".//caption").text == "Rangfolge"
    assert [(head.get("scope"), head.text) for head in drawn.iterfind(".//thead//th")] == [
        ("col", "Gemeinde"),
        ("col", "Lücke"),
    ]
    assert [head.get("scope") for head in drawn.iterfind(".//tbody//th")] == ["row"] * 2
    assert [link.get("href") for link in drawn.iterfind(".//tbody//a")] == ["/g?1&SCH", "/g?2&SCH"]
    assert {one.get("aria-hidden") for one in drawn.iterfind(".//span[@class='track']")} == {"true"}


def test_ranking_shows_a_name_with_markup_as_text_and_tells_withheld_from_missing(gaps):
    gaps.loc[0, "name"] = "<i>Adorf</i>"
    gaps.loc[1, "coverage_class"] = "protected"
    drawn = gap_ranking(gaps)
    assert drawn.find(".//tbody/tr[1]//a").text == "<i>Adorf</i>"
    assert drawn.find(".//span[@class='gone']").text == "geschützt"


def test_where_people_are_known_in_part_and_offers_not_the_figure_is_missing_and_not_withheld(gaps):
    drawn = gap_ranking(gaps.assign(is_protected=True))
    assert drawn.find(".//span[@class='gone']").text == "fehlt"


def test_counts_put_the_missing_last_with_the_word(gaps):
    rows = gaps.assign(is_protected=False)
    drawn = ranking(counts(rows, "need", ("Gemeinde", "Personen"), "Zahl", lambda ags: f"/g?{ags}"))
    assert [words(row) for row in drawn.iterfind(".//tbody/tr")] == ["Adorf12", "Bedorffehlt"]
    assert marks(drawn) == {"count": "left:0.0%;right:4.0%"}


def test_counts_of_nothing_but_zero_draw_no_bar(gaps):
    rows = gaps.assign(is_protected=False, need=0.0)
    drawn = ranking(counts(rows, "need", ("Gemeinde", "Personen"), "Zahl", lambda ags: f"/g?{ags}"))
    assert marks(drawn) == {"count": "left:0.0%;right:100.0%"}
    assert words(drawn.find(".//tbody/tr[1]")) == "Adorf0"
