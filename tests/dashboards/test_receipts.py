"""Every figure leads to the received file and line on request, with fingerprint, publisher and licence."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from dashboards.queries import receipts as ask
from pipelines.receiving.receipts import receipts, sha256

RHEINE = "05566076"


def opened(run, page: str, key: str, **address: str):
    """The table behind one *Woher?*."""
    app = run(page, **address)
    app.session_state[key] = True
    app.run()
    assert not app.exception
    return next(frame.value for frame in app.dataframe if "sha256" in frame.value.columns)


def line_of(data: Path, file: str, line: str) -> dict[str, str]:
    """The row that stands in a line of a received CSV."""
    with (data / "raw" / file).open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text)
        return next(row for row in reader if reader.line_num == int(line))


def test_a_municipalitys_stock_leads_to_the_line_that_holds_it(run, data):
    app = run("municipality", gemeinde=RHEINE, monat="2018-01")
    app.session_state["belege-bestand"] = True
    app.run()
    told = next(html.body for html in app.get("html") if "Prüfsumme" in html.body)
    found = re.search(r"<b>Rheine: Wohnsitzauflage: (\d+)</b>.*?: (\S+), Zeile (\d+) · (.*?) · Prüfsumme (\w+)", told)
    value, file, line, days, digest = found.groups()
    there = line_of(data, file, line)
    assert (there["ags"], there["measure"], float(there["value"])) == (RHEINE, "wsa_stock", float(value))
    assert digest == sha256(data / "raw" / file)[:12]
    receipt = next(one for one in receipts(data) if one.file == file)
    received, known = (f"{day[8:10]}.{day[5:7]}.{day[:4]}" for day in (receipt.received_at, receipt.known_on))
    assert days == f"empfangen {received}, bekannt seit {known}"
    assert there["publisher"]


def test_the_overview_names_a_receipt_for_every_count(run, snapshot):
    rows = opened(run, "overview", "belege-bestand", monat="2018-01")
    assert len(rows) == len(ask.stocks(snapshot, date(2018, 1, 1), None))
    assert rows["sha256"].str.fullmatch("[0-9a-f]{12}").all()


def test_an_offer_leads_to_its_line(run, data):
    rows = opened(run, "offers", "belege-angebote", monat="2018-01")
    row = rows.iloc[0]
    there = line_of(data, row["file"], row["line"])
    assert row["what"] == f"{there['name']} ({there['offer_id']})"


def test_the_ledger_leads_to_received_files_and_to_tables_kept_by_hand(run):
    rows = opened(run, "allocation", "belege-rechnung", gemeinde=RHEINE, tag="2018-01-01", verfahren="fluag")
    received = rows[rows["sha256"] != "von Hand gepflegte Tabelle"]
    assert {"Bevölkerung und Fläche", "Landeswerte NRW"} <= set(received["title"])
    law = rows[rows["what"].str.startswith("Recht: ")]
    assert set(law["sha256"]) == {"von Hand gepflegte Tabelle"}
    assert law["file"].str.endswith("parameter.csv").all()


def test_on_a_phone_more_than_a_few_receipts_are_sentences_too(run, snapshot):
    app = run("overview", monat="2018-01")
    app.session_state["belege-bestand"] = True
    app.run()
    told = next(html.body for html in app.get("html") if "Prüfsumme" in html.body)
    assert told.count("Prüfsumme") == len(ask.stocks(snapshot, date(2018, 1, 1), None)) > 6


@pytest.mark.parametrize("page", ["overview", "offers"])
def test_unopened_it_asks_and_shows_nothing(run, page):
    assert not [frame for frame in run(page).dataframe if "sha256" in frame.value.columns]
