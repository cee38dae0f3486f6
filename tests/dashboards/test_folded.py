"""A folded table is drawn while it is open, and only then."""

from __future__ import annotations

import re

import pytest

from dashboards.sections import why_figures
from tests.dashboards.conftest import FOLDED
from tests.dashboards.test_text import ROOT

WITHOUT_NEED = {"monat": "2024-12", "kategorie": "DOL"}
JANUARY = {"monat": "2018-01"}
RHEINE = {"monat": "2018-01", "gemeinde": "05566076"}
COMPARED = {"monat": "2018-01", "vergleich": "2017-01"}
CALL = re.compile(r"folded(?:_table\(|\((?:t\([^()]*\)|head), )([^,]+),")
# Opened by the tests of receipts and findings.
ELSEWHERE = {"key", 'f"grund-{group.reason_key}"'}


def closed(app, *but: str):
    """The page again, everything folded away except `but`."""
    for key in FOLDED:
        app.session_state[key] = key in but
    return app.run()


@pytest.mark.parametrize("address", [JANUARY, WITHOUT_NEED, RHEINE, COMPARED])
def test_a_closed_overview_draws_no_grid(run, address):
    assert not closed(run("overview", **address)).dataframe


@pytest.mark.parametrize(
    ("key", "address", "rows", "column"),
    [
        ("tabelle-alle", JANUARY, 192, "coverage_percent"),
        ("tabelle-kategorie", JANUARY, 24, "coverage_percent"),
        ("tabelle-verlauf", JANUARY, 600, "basis_name"),
        ("tabelle-vergleich", COMPARED, 24, "value_then"),
        ("tabelle-asylblg", WITHOUT_NEED, 24, "asylblg"),
        ("tabelle-angebote", WITHOUT_NEED, 24, "offers_here"),
        ("liste-enden", JANUARY, 9, "ends_on"),
    ],
)
def test_each_fold_opens_its_own_table(run, key, address, rows, column):
    """24 municipalities; 8 categories with a need; 25 months around January 2018; 9 offers end within a year of it."""
    [opened] = closed(run("overview", **address), key).dataframe
    assert column in opened.value.columns
    assert len(opened.value) == rows


def test_an_open_table_stays_open_when_the_category_changes(run):
    app = closed(run("overview", monat="2018-01", kategorie="SCH"), "tabelle-kategorie")
    before = set(app.dataframe[0].value["category_name"])
    app.selectbox(key="kategorie").select_index(1).run()
    [after] = app.dataframe
    assert set(after.value["category_name"]).isdisjoint(before)


def test_every_fold_is_opened_by_the_tests_of_the_pages():
    """A new one belongs into FOLDED, or nobody looks into it."""
    keys = {key for path in (ROOT / "sections").glob("*.py") for key in CALL.findall(path.read_text("utf-8"))}
    assert keys == {f'"{key}"' for key in FOLDED if key != why_figures.KEY} | {"KEY"} | ELSEWHERE
    assert why_figures.KEY in FOLDED
