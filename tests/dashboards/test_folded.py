"""A folded table is drawn while it is open, and only then."""

from __future__ import annotations

import re

import pytest

from tests.dashboards.conftest import FOLDED

WITHOUT_NEED = {"monat": "2024-12", "kategorie": "DOL"}
RHEINE = {"monat": "2018-01", "gemeinde": "05566076"}
OTHER_FOLDS = ("woher-zahlen", "belege-")


def closed(app, *but: str):
    """The page again, everything folded away except `but`."""
    for key in FOLDED:
        app.session_state[key] = key in but
    return app.run()


@pytest.mark.parametrize("address", [{"monat": "2018-01"}, WITHOUT_NEED, RHEINE])
def test_a_closed_overview_draws_no_grid(run, address):
    assert not closed(run("overview", **address)).dataframe


@pytest.mark.parametrize(
    ("key", "rows", "column"),
    [
        ("tabelle-alle", 192, "coverage_percent"),
        ("tabelle-kategorie", 24, "coverage_percent"),
        ("tabelle-verlauf", 600, "basis_name"),
        ("liste-enden", 9, "ends_on"),
    ],
)
def test_each_fold_opens_its_own_table(run, key, rows, column):
    """24 municipalities; 8 categories with a need; 25 months around January 2018; 9 offers end within a year of it."""
    [opened] = closed(run("overview", monat="2018-01"), key).dataframe
    assert column in opened.value.columns
    assert len(opened.value) == rows


def test_an_open_table_stays_open_when_the_category_changes(run):
    app = closed(run("overview", monat="2018-01", kategorie="SCH"), "tabelle-kategorie")
    before = set(app.dataframe[0].value["category_name"])
    app.selectbox(key="kategorie").select_index(1).run()
    [after] = app.dataframe
    assert set(after.value["category_name"]).isdisjoint(before)


@pytest.mark.parametrize(("page", "address"), [("overview", {}), ("overview", WITHOUT_NEED), ("municipality", RHEINE)])
def test_every_fold_with_a_table_is_opened_by_the_other_tests(run, page, address):
    """A new fold belongs into FOLDED, or nobody looks into it."""
    keys = [
        found[1]
        for one in run(page, **address).expander
        if (found := re.search(r"\$\$ID-[0-9a-f]+-(.+)", one.proto.id))
    ]
    assert keys
    assert [key for key in keys if key not in FOLDED and not key.startswith(OTHER_FOLDS)] == []
