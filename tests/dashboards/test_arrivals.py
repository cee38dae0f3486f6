"""Whoever sent a file sees what became of it: recognised as what, for which period, how many rows."""

from __future__ import annotations

import pytest

from dashboards.queries import arrivals as ask
from dashboards.sections.arrivals import span
from pipelines.receiving.receipts import receipts

FIGURES = "landeszahlen_nrw.csv"


def arrivals(app):
    [rows] = [frame.value for frame in app.dataframe if "recognised_as" in frame.value]
    return rows


def test_the_page_on_the_data_shows_the_files_taken_in_last(run):
    row = arrivals(run("data_status")).set_index("file").loc[FIGURES]
    assert row["recognised_as"] == "Landeswerte NRW"
    assert row["period"] == "31.12.2013 bis 31.12.2024"
    assert (row["rows_taken"], row["rows_set_aside"]) == (38, 0)


def test_the_page_that_takes_files_shows_them_too(run, monkeypatch):
    monkeypatch.setenv("BEDARFSATLAS_UPLOAD", "1")
    assert FIGURES in set(arrivals(run("upload"))["file"])


def test_only_the_newest_are_shown_and_it_is_said_of_how_many(run, snapshot, data):
    received = receipts(data)
    assert len(arrivals(run("data_status"))) == 10 < len(received)
    assert f"Die letzten 10 von {len(received)} Dateien." in " ".join(one.value for one in run("data_status").caption)
    newest = ask.newest(snapshot, 100)
    assert newest["received_at"].is_monotonic_decreasing
    assert newest["rows_taken"].sum() == sum(receipt.rows_taken for receipt in received)


def test_on_a_phone_each_file_is_a_sentence(run):
    told = " ".join(html.body for html in run("data_status").get("html"))
    assert f"<b>{FIGURES}</b><span>Landeswerte NRW · 31.12.2013 bis 31.12.2024 · " in told
    assert "38 Zeilen übernommen, 0 beiseitegelegt · 22.11.2026" in told


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2018-01-01/2018-01-01", "01.01.2018"),
        ("", ""),
        (None, ""),
        ("2018-01-01/2018-02-01", "01.01.2018 bis 01.02.2018"),
    ],
)
def test_a_period_is_said_in_days(period, said):
    assert span(period) == said
