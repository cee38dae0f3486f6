"""The slider stops at months with a report; any other month is reachable and told apart."""

import pandas as pd

from dashboards.months import nearest_reported, stops


def months(**reported: tuple[int, int, int]) -> pd.DataFrame:
    """Months of a Kreis of four: `m2018_01=(fluag, wohnsitz, asylblg)`, newest first as in the query."""
    rows = [
        {
            "month": pd.Timestamp(f"{name[1:5]}-{name[6:]}-01"),
            "municipalities": 4,
            "reported_fluag": fluag,
            "reported_wohnsitz": wohnsitz,
            "reported_asylblg": asylblg,
            "is_opening": False,
            "code": f"{name[1:5]}-{name[6:]}",
        }
        for name, (fluag, wohnsitz, asylblg) in reported.items()
    ]
    return pd.DataFrame(rows).sort_values("month", ascending=False, ignore_index=True)


THREE = months(m2018_01=(4, 3, 0), m2018_02=(0, 0, 0), m2018_03=(0, 0, 2), m2018_04=(1, 0, 0))


def test_stops_are_the_months_with_a_report_from_the_oldest_on():
    assert stops(THREE, "2018-01") == {
        "2018-01": "Jan 2018 · 4 von 4",
        "2018-03": "Mär 2018 · nur AsylbLG",
        "2018-04": "Apr 2018 · 1 von 4",
    }


def test_a_chosen_month_without_report_is_a_stop_that_says_so():
    assert list(stops(THREE, "2018-02")) == ["2018-01", "2018-02", "2018-03", "2018-04"]
    assert stops(THREE, "2018-02")["2018-02"] == "Feb 2018 · keine Meldung"


def test_the_way_out_of_an_empty_month_leads_to_one_with_many_counts():
    """April is nearer to March, but only one of four counted; January has four."""
    assert nearest_reported(THREE, pd.Timestamp("2018-03-01"))["code"] == "2018-01"
    assert nearest_reported(months(m2018_02=(0, 0, 0)), pd.Timestamp("2018-02-01")) is None


def value(app, key):
    found = app.query_params[key]
    return found[0] if isinstance(found, list) else found


def test_moving_the_slider_changes_page_box_and_address(run):
    app = run("overview")
    slider = app.select_slider(key="monat-regler")
    assert slider.value == "2018-01"
    assert len(slider.options) == 11
    slider.set_value("2024-12").run()
    assert not app.exception
    assert value(app, "monat") == "2024-12"
    assert app.selectbox(key="monat").value == "2024-12"


def test_the_box_moves_the_slider_to_a_month_without_report(run):
    app = run("overview", monat="2019-07")
    slider = app.select_slider(key="monat-regler")
    assert slider.value == "2019-07"
    assert len(slider.options) == 12
    assert "Jul 2019 · keine Meldung" in slider.options
