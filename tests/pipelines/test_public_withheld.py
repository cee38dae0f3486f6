"""A count that the public file withholds: told from a missing one, kept, and in no extract."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines import snapshot
from pipelines.cli import main
from pipelines.contracts.public import PUBLIC
from tests.fixtures.public_file import STOCKS, public
from tests.fixtures.small_kreis import (
    ALTENBERGE,
    EMSDETTEN,
    RHEINE,
    WETTRINGEN,
    SmallKreis,
    published_bases,
    reported,
    stock,
)

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def withheld(kreis: SmallKreis) -> SmallKreis:
    """Altenberge reports 30 in 2018-01 and 2 in 2018-03, Rheine reports 100 in 2018-01 only."""
    kreis.add(
        "allocation_report",
        stock(ALTENBERGE, "2018-01", "fluag_stock", 30),
        stock(ALTENBERGE, "2018-03", "fluag_stock", 2),
        stock(RHEINE, "2018-01", "fluag_stock", 101),
        stock(RHEINE, "2018-05", "wsa_stock", 101),
    )
    kreis.add("inventory_report", *reported(ALTENBERGE, RHEINE))
    kreis.add("state_figure", *published_bases())
    kreis.build()
    return kreis


def test_a_withheld_count_is_told_from_a_missing_one_and_no_guess_fills_it(withheld: SmallKreis):
    rows = public(
        withheld.data,
        """select month, ags, basis, is_protected, persons is null from curated.stock
        where legal_group = 'fluag' and ags in (?, ?) and month between '2018-01-01' and '2018-04-01'
        order by ags, month""",
        ALTENBERGE,
        RHEINE,
    )
    assert [(month.month, *rest) for month, _, *rest in rows] == [
        (1, "reported", False, False),
        (2, "estimated", False, False),
        (3, "missing", True, True),
        # the last count is withheld: whatever followed from it stays out as well
        (4, "missing", False, True),
        (1, "reported", False, False),
        (2, "estimated", False, False),
        (3, "estimated", False, False),
        (4, "estimated", False, False),
    ]
    gap = "select need, need_basis, is_protected from curated.gap where month = ? and ags = ? and category = 'WOH'"
    assert public(withheld.data, gap, "2018-03-01", ALTENBERGE) == [(None, "missing", True)]
    owed = """select stock, stock_basis, stock_is_protected from curated.obligation
        where scheme = 'fluag' and as_of = ? and ags = ?"""
    assert public(withheld.data, owed, "2018-03-01", ALTENBERGE) == [(None, "missing", True)]
    assert public(withheld.data, owed, "2018-03-01", EMSDETTEN) == [(None, "missing", False)]
    assert public(
        withheld.data, "select count(*) from curated.month where reported_fluag = 1 and month = '2018-03-01'"
    ) == [(1,)]


def test_a_day_that_is_asked_for_shows_no_withheld_count_either(withheld: SmallKreis):
    from pipelines.facts import facts_on
    from pipelines.ledgers import settled

    with snapshot.opened(snapshot.latest(withheld.data), snapshot.PUBLIC_DATABASE) as con:
        row = settled(facts_on(con, date(2018, 3, 1))).loc[ALTENBERGE]
        later = settled(facts_on(con, date(2018, 3, 20))).loc[ALTENBERGE]
    assert (row["stock_basis"], row["stock"] == row["stock"]) == ("missing", False)
    assert (later["stock_basis"], later["stock"] == later["stock"]) == ("missing", False)


def test_what_was_published_stays_until_its_count_changes(withheld: SmallKreis):
    """Over rebuilds, other reports, other rules, deleted snapshots and pictures of an earlier day."""
    before = set(public(withheld.data, STOCKS))
    withheld.own(
        "parameter",
        "parameter;value;unit;valid_from;valid_to;source;note\nlow_occupancy;0,4;share;2015-01-01;;Kreis;\n",
    )
    withheld.add(
        "allocation_report",
        stock(EMSDETTEN, "2018-03", "fluag_stock", 1),
        stock(WETTRINGEN, "2018-03", "fluag_stock", 7),
        now=RECEIVED,
    )
    withheld.build()
    after = set(public(withheld.data, STOCKS))
    assert before < after
    for folder in (withheld.data / "curated").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    withheld.build()
    assert set(public(withheld.data, STOCKS)) == after
    day = date(2026, 3, 1)
    steps.build(withheld.data, as_known_on=day)
    assert set(public(withheld.data, STOCKS, day=day)) == before
    withheld.add(
        "allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 113), now=datetime(2026, 7, 1, tzinfo=UTC)
    )
    withheld.build()
    changed = after ^ set(public(withheld.data, STOCKS))
    assert {(row[0], row[1], row[4]) for row in changed} == {("fluag", RHEINE, 100), ("fluag", RHEINE, 115)}


def test_a_snapshot_without_its_public_half_is_not_whole(withheld: SmallKreis):
    assert steps.is_current(withheld.data)
    (snapshot.latest(withheld.data) / snapshot.PUBLIC_DATABASE).unlink()
    assert steps.is_current(withheld.data) is None


def test_the_name_of_a_build_tells_nothing_of_its_inputs(withheld: SmallKreis):
    folder = snapshot.latest(withheld.data)
    assert snapshot.record_of(folder)["input_hash"][:8] not in folder.name


def test_public_extracts_come_from_the_command_line(withheld: SmallKreis, tmp_path: Path, capsys):
    assert main(["extract", "--public", "--data", str(withheld.data), "--out", str(tmp_path / "auszug")]) == 0
    assert "Personen geschützt" in capsys.readouterr().out
    names = {path.stem for path in (tmp_path / "auszug" / "rfc4180").iterdir()}
    assert names - {"datenwoerterbuch", "angaben"} == set(PUBLIC)
    text = (tmp_path / "auszug" / "rfc4180" / "reported_stock.csv").read_text("utf-8")
    assert "101" not in text
    assert ",100," in text.replace("100.0", "100")
