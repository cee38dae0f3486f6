"""The page Datenlage: states are worked out for the day somebody looks; what is missing is drawn and said."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboards.charts.status import TOLD, coverage_strip, runs_of
from dashboards.queries import data_status as ask


@pytest.fixture
def on_day(monkeypatch):
    def pretend(day: date) -> None:
        monkeypatch.setattr(ask, "today", lambda: day)

    return pretend


def lead(app) -> str:
    return " ".join(html.body for html in app.get("html"))


def test_the_page_names_the_source_that_is_longest_late(run, on_day):
    on_day(date(2026, 11, 22))
    app = run("data_status")
    assert "3 von 11 Quellen" in lead(app)
    assert "Bestände, Verpflichtungen und Erfüllungsquoten" in lead(app)
    assert "996 Tagen" in lead(app)


def test_a_late_source_has_a_reminder_ready_to_copy(run, on_day):
    on_day(date(2026, 11, 22))
    app = run("data_status")
    assert "fällig; zuletzt liegt uns vor: 01.09.2012 bis 31.01.2024" in app.code[0].value
    assert "Quelle: Landeswerte NRW" in app.selectbox(key="erinnern").options


def test_a_silent_municipality_has_a_reminder_that_the_address_opens(run, on_day, monkeypatch):
    monkeypatch.setenv("BEDARFSATLAS_CONTACT", "amt@example.org")
    on_day(date(2026, 11, 22))
    app = run("data_status", erinnern="05566004")
    assert "für Altenberge fehlt im Bedarfsatlas noch:" in app.code[0].value
    assert "Bitte senden Sie die Datei an amt@example.org." in app.code[0].value
    assert app.get("link_button")[0].proto.url.startswith(
        "mailto:?subject=Bedarfsatlas%3A%20Meldung%20aus%20Altenberge"
    )


def test_the_chosen_municipality_is_reminded_first(run, on_day):
    on_day(date(2026, 11, 22))
    assert "für Lienen fehlt" in run("data_status", gemeinde="05566044").code[0].value


def test_before_anything_is_due_the_page_says_so(run, on_day):
    on_day(date(2024, 2, 1))
    app = run("data_status")
    assert "Keine von 11 Quellen" in lead(app)
    assert not [name for name in app.selectbox(key="erinnern").options if name.startswith("Quelle")]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 12, 17), "fresh"),
        (date(2026, 12, 18), "due"),
        (date(2027, 1, 1), "overdue"),
        (date(2027, 1, 17), "delinquent"),
    ],
)
def test_a_source_grows_old_on_its_days(snapshot, day, state):
    rows = ask.sources(snapshot, day).set_index("source")
    assert rows.loc["offer_inventory", "state"] == state


def test_the_worst_source_comes_first(snapshot):
    states = ask.sources(snapshot, date(2026, 11, 22))["state"].tolist()
    assert states == sorted(states, key=["missing", "delinquent", "overdue", "due", "fresh", "no_rhythm"].index)


def test_on_a_phone_a_source_says_only_what_is_known_of_it(run, on_day):
    on_day(date(2026, 11, 22))
    told = lead(run("data_status"))
    assert "<b>Eigene Alterszählungen</b><span>fehlt</span>" in told
    assert "<b>Landeswerte NRW</b><span>stark überfällig · 31.12.2013 bis 31.12.2024 · fällig am 30.01.2025" in told


def test_findings_are_summed_up_and_shown_on_their_own_page(run):
    app = run("data_status")
    assert "7 Angaben sind zweifelhaft." in [element.value for element in app.markdown]
    assert not [table for table in app.dataframe if "reason" in table.value]


def test_coverage_has_a_state_for_every_municipality_and_month(snapshot):
    rows = ask.stock_coverage(snapshot)
    assert len(rows) == 24 * rows["month"].nunique()
    opening = rows[rows["month"] == "2018-01-01"]
    assert opening["state"].value_counts().to_dict() == {"both": 23, "missing": 1}


def test_whether_stocks_or_offers_are_shown_is_in_the_address(run):
    app = run("data_status", meldungen="inventory")
    assert app.segmented_control(key="meldungen").value == "inventory"
    app.segmented_control(key="meldungen").set_value("stock").run()
    assert "meldungen" not in app.query_params


def test_equal_months_join_into_one_bar_and_missing_is_hatched():
    months = pd.DataFrame(
        {
            "name": ["A"] * 3 + ["B"],
            "month": pd.to_datetime(["2018-01-01", "2018-02-01", "2018-03-01", "2018-01-01"]),
            "state": ["missing", "missing", "both", "both"],
        }
    )
    runs = runs_of(months)
    assert runs[["name", "state"]].values.tolist() == [["A", "missing"], ["A", "both"], ["B", "both"]]
    assert runs["end"].dt.strftime("%Y-%m").tolist() == ["2018-03", "2018-04", "2018-02"]
    strip = coverage_strip(months, {"both": "gemeldet", "missing": "fehlt"})
    assert [trace.name for trace in strip.data] == ["gemeldet", "fehlt"]
    assert strip.data[1].marker.pattern.shape == "/"


def test_only_what_a_municipality_told_counts_as_reported(run, snapshot):
    """Turn 2015/16: one; turn 2017/18: 23; February 2018 and January 2024: one. The rest is estimated or published."""
    rows = ask.stock_coverage(snapshot)
    told = rows[rows["state"].isin(TOLD)]
    assert told.groupby(told["month"].dt.strftime("%Y-%m")).size().to_dict() == {
        "2016-01": 1,
        "2018-01": 23,
        "2018-02": 1,
        "2024-01": 1,
    }
    june = rows[(rows["month"] == "2018-06-01") & (rows["name"] != "Wettringen")]
    assert set(june["state"]) == {"estimated"}
    app = run("data_status")
    assert any("In 4 von 120 Monaten hat mindestens eine" in caption.value for caption in app.caption)
