"""Two sides compared: only what both counted, and only what leaves its bounds is called a change."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.comparison import changes, in_words, sentence, signed
from dashboards.queries.change import figures
from tests.dashboards.test_overview import charts


def figure(measure: str, value: float, *, ags: str = "1", low: float | None = None, high: float | None = None, **more):
    """One row of `queries.change.figures`."""
    row = {
        "ags": ags,
        "category": "" if measure == "people" else "SPR-IK",
        "measure": measure,
        "name": f"Ort {ags}",
        "category_name": "Integrationskurs",
        "unit": "persons" if measure == "people" else "persons_per_year",
        "low": value if low is None else low,
        "value": value,
        "high": value if high is None else high,
        "basis": "reported",
        "groups": "fluag wohnsitz" if measure == "people" else "",
    }
    return row | more


def compared(then: list[dict], now: list[dict]) -> pd.DataFrame:
    return changes(pd.DataFrame(then), pd.DataFrame(now))


def one(then: dict, now: dict) -> pd.Series:
    return compared([then], [now]).iloc[0]


def test_a_gap_nobody_can_bound_has_no_bounds(snapshot):
    """January 2018: Greven lacks 0.454 posts for volunteering, without bounds; Wettringen reported nothing."""
    month = date(2018, 1, 1)
    rows = figures(snapshot, month, month, category="EHR", measure="gap").set_index("name")
    assert round(rows.loc["Greven", "value"], 3) == 0.454
    assert rows.loc[["Greven", "Wettringen"], ["low", "high"]].isna().all(axis=None)


def test_a_change_inside_the_bounds_is_none():
    row = one(figure("need", 20, low=10, high=30), figure("need", 28, low=25, high=40))
    assert (row["difference"], row["verdict"]) == (8, "within")
    assert in_words(row, "Mai", "Juni") == "innerhalb der Spanne"


def test_a_change_beyond_both_bounds_is_one():
    row = one(figure("gap", 20, low=10, high=24), figure("gap", 28, low=25, high=40))
    assert (row["verdict"], in_words(row, "Mai", "Juni")) == ("more", "+8")
    back = one(figure("gap", 28, low=25, high=40), figure("gap", 20, low=10, high=24))
    assert (back["verdict"], in_words(back, "Mai", "Juni")) == ("fewer", "−8")


def test_without_an_upper_bound_nothing_is_certainly_more_later():
    row = one(figure("need", 5, high=np.nan), figure("need", 500, low=400, high=600))
    assert row["verdict"] == "within"


@pytest.mark.parametrize(
    ("basis", "said"), [("missing", "fehlt"), ("estimated", "nur geschätzt"), ("partial", "nur ein Mindestwert")]
)
def test_what_one_side_did_not_count_has_no_difference_but_a_word(basis, said):
    row = one(figure("people", 5, basis=basis), figure("people", 9))
    assert np.isnan(row["difference"])
    assert in_words(row, "Mai 2017", "Juni 2017") == f"Mai 2017: {said}"


def test_sums_of_different_legal_groups_are_not_compared():
    row = one(figure("people", 5, groups="fluag"), figure("people", 9))
    assert (row["verdict"], np.isnan(row["difference"])) == ("other_groups", True)


def test_a_municipality_only_one_side_knows_is_uncounted():
    rows = compared([figure("people", 5)], [figure("people", 9), figure("people", 7, ags="2")])
    assert rows.set_index("ags").loc["2", "verdict"] == "uncounted"


bounded = st.tuples(*[st.floats(0, 1000)] * 3).map(sorted)


@settings(max_examples=40)
@given(bounded, bounded)
def test_more_means_that_no_value_within_the_bounds_is_less(then, now):
    row = one(figure("need", then[1], low=then[0], high=then[2]), figure("need", now[1], low=now[0], high=now[2]))
    if row["verdict"] == "more":
        assert now[0] > then[2]
    if row["verdict"] == "fewer":
        assert now[2] < then[0]
    mirrored = one(figure("need", now[1], low=now[0], high=now[2]), figure("need", then[1], low=then[0], high=then[2]))
    turned = {"more": "fewer", "fewer": "more"}
    assert mirrored["verdict"] == turned.get(row["verdict"], row["verdict"])


def test_sentence_adds_only_what_both_sides_counted():
    """Ort 1: 100 → 312 and Ort 2: 50 → 150 are 312 more; Ort 3 was not counted now. Places 60 → 20."""
    then = [figure("people", 100), figure("people", 50, ags="2"), figure("people", 9, ags="3"), figure("places", 60)]
    now = [
        figure("people", 312),
        figure("people", 150, ags="2"),
        figure("people", 0, ags="3", basis="missing"),
        figure("places", 20),
    ]
    assert sentence(compared(then, now), "Seit Januar 2017") == (
        "Seit Januar 2017: 312 Menschen mehr in den 2 von 3 Gemeinden, die zweimal gezählt haben; "
        "Plätze für 40 Personen im Jahr weniger."
    )


def test_sentence_speaks_of_one_person_in_the_singular():
    assert sentence(compared([figure("people", 5)], [figure("people", 4)]), "Seit Mai") == "Seit Mai: 1 Mensch weniger."


def test_sentence_says_when_people_cannot_be_compared():
    rows = compared([figure("people", 5, basis="estimated")], [figure("people", 4)])
    assert sentence(rows, "Seit Mai") == "Seit Mai: die Menschen sind nicht auf beiden Seiten gezählt."


def told(app) -> str:
    return " ".join([*(text.value for text in app.markdown), *(text.value for text in app.caption)])


def test_rheine_since_2018_by_address(run):
    """182 + 382 at the turn of 2017/18, 1.209 + 589 in January 2024: 1.234 more."""
    app = run("municipality", gemeinde="05566076", monat="2024-01", vergleich="2018-01")
    assert "Seit Januar 2018: 1.234 Menschen mehr; mehr Plätze in 6" in told(app)
    assert "Wohnsitz: neuer Schlüssel (01.04.2021)" in told(app), "what is counted differently in between is named"
    assert charts(app, "change")


def test_the_kreis_names_whom_it_cannot_compare(run):
    app = run("overview", monat="2024-01", vergleich="2018-01")
    assert "1.234 Menschen mehr in der einen von 24 Gemeinden, die zweimal gezählt hat" in told(app)
    assert "Nicht verglichen (Januar 2024: fehlt)" in told(app)


def test_choosing_a_month_writes_it_into_the_address(run):
    app = run("overview")
    assert not charts(app, "change")
    app.selectbox(key="vergleich-auswahl").set_value("2024-01").run()
    assert not app.exception
    assert app.query_params["vergleich"] in ("2024-01", ["2024-01"])
    assert "Gegenüber Januar 2024" in told(app)


def test_nothing_is_compared_with_a_month_that_is_none(run):
    assert run("overview", vergleich="2999-13").selectbox(key="vergleich-auswahl").value == ""


@pytest.mark.parametrize(
    ("difference", "unit", "said"),
    [
        (0.3, "places", "unter +1"), (-0.3, "places", "über −1"), (0.7, "places", "+1"), (-40.2, "places", "−40"),
        (0.04, "fte", "unter +0,1"), (-0.04, "fte", "über −0,1"), (0.06, "fte", "+0,1"),
    ],
)  # fmt: skip
def test_a_change_below_what_is_written_is_said_in_words(difference, unit, said):
    """Places are written whole, posts to tenths; less than half of that would be zero."""
    assert signed(difference, unit) == said
