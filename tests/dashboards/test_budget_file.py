"""The shopping list of the page Budget as a file: for a German Excel, every row with all it rests on."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from dashboards.queries.snapshot import latest
from dashboards.roles import PUBLIC
from dashboards.sections import budget_file, budget_prices
from dashboards.sections.budget_answer import answer
from dashboards.sections.budget_asked import Asked
from dashboards.widgets import Selection
from pipelines.budgets import Wish, bought

JANUARY = date(2018, 1, 1)


def wanted(snapshot: str, **more: object) -> Asked:
    prices, _ = budget_prices.on_sale(budget_prices.table(budget_prices.shipped(snapshot), {}))
    wish = Wish(200_000, prices, **more)
    return Asked(Selection(snapshot, JANUARY, "", None), "most", 200_000, wish, ())


def test_the_file_says_what_every_row_rests_on(snapshot):
    """German dialect: semicolons, a key that keeps its zero; price, basis, floor and reach in every row."""
    asked = wanted(snapshot, floor=2.0, reach="home")
    text = budget_file.content(asked).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    found = answer(snapshot, JANUARY, asked.wish)
    assert len(rows) == len(bought(found.asked, found.placed["most"])) > 0
    assert all(re.fullmatch('="05566[0-9]{3}"', row["ags"]) for row in rows)
    assert {(row["floor"], row["floor_unit"], row["reach"], row["max_km"]) for row in rows} == {
        ("2", "persons", "home", "")
    }
    posts = {(row["price"], row["price_basis"]) for row in rows if row["category"] == "BER-SOZ"}
    places = {(row["price"], row["price_basis"]) for row in rows if row["category"].startswith("FRB")}
    assert posts <= {("57000", "assumption")}
    assert places <= {("4800", "derived")}
    assert posts | places
    assert all("unit_cost.csv:" in row["price_source"] for row in rows)


def test_the_name_of_the_file_says_invented_and_protected(snapshot):
    assert budget_file.file_name(wanted(snapshot)) == "Beispielrechnung_budget_2018-01_200000.csv"
    public = latest(PUBLIC)
    assert budget_file.file_name(wanted(public)) == "Beispielrechnung_budget_2018-01_200000_geschuetzt.csv"
