"""The public file beside every snapshot: what stands in it, what does not, and that it tells one story."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines import build as steps
from pipelines import snapshot, warehouse
from pipelines.cli import main
from pipelines.contracts import CONTRACTS
from pipelines.contracts.public import INTERNAL, PUBLIC, is_public, made
from pipelines.protecting.public_half import CLEAN, EMPTY
from tests.fixtures.small_kreis import (
    ALTENBERGE,
    EMSDETTEN,
    RHEINE,
    WETTRINGEN,
    SmallKreis,
    offer,
    published_bases,
    reported,
    stock,
)

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)
# Who reported, and what is offered, does not depend on how many people were counted.
WITHOUT_PEOPLE = {"month", "offer"}
STOCKS = "select legal_group, ags, as_of, persons_low, persons, persons_high, is_protected from curated.reported_stock"


def public(data: Path, query: str, *values: object, day: date | None = None) -> list[tuple]:
    with snapshot.opened(snapshot.latest(data, day), snapshot.PUBLIC_DATABASE) as con:
        return con.execute(query, list(values)).fetchall()


def everything(data: Path) -> dict[str, list[tuple]]:
    """All rows of the public file, without the day and name of its build."""
    with snapshot.opened(snapshot.latest(data), snapshot.PUBLIC_DATABASE) as con:
        return {name: _rows(con, name) for name in PUBLIC if name != "build"}


def test_every_relation_is_either_public_or_internal_and_says_why():
    assert set(PUBLIC) | set(INTERNAL) == set(CONTRACTS)
    assert set(PUBLIC) & set(INTERNAL) == set()
    assert all(shown.why for shown in PUBLIC.values())
    assert all(INTERNAL.values())
    assert is_public("gap")
    assert not is_public("finding")


def test_the_file_holds_the_public_relations_and_nothing_else(data: Path):
    tables = public(
        data,
        """select schema_name, table_name from duckdb_tables()
        union select schema_name, view_name from duckdb_views() where not internal""",
    )
    assert set(tables) == {("curated", name) for name in PUBLIC}


def test_a_public_relation_has_the_columns_of_its_contract(data: Path):
    rows = public(
        data,
        """select table_name, list(column_name order by column_index) from duckdb_columns()
        where not internal group by 1""",
    )
    assert {name: tuple(columns) for name, columns in rows} == {name: CONTRACTS[name].names for name in PUBLIC}


def reads() -> dict[str, set[str]]:
    return {path.stem: warehouse.reads_of(path) for path in warehouse.relation_files("curated")}


def test_what_stands_there_as_it_is_follows_from_no_count():
    by_name, people = reads(), {"reported_stock", *made("derived"), *INTERNAL}
    counted = {
        "clean.allocation_report",
        "clean.asylblg_recipients",
        "clean.age_report",
        "clean.legal_group_report",
        "clean.statistic",
    }
    for name in set(made("as_is")) - WITHOUT_PEOPLE:
        read = by_name[name]
        assert read & counted == set(), name
        assert {table.removeprefix("curated.") for table in read} & people == set(), name


def test_what_is_computed_again_reads_nothing_but_what_is_protected():
    by_name = reads()
    for name in made("derived"):
        for table in by_name[name]:
            layer, _, relation = table.partition(".")
            assert relation in PUBLIC if layer == "curated" else relation in {*CLEAN, *EMPTY, "state_figure"}, (
                name,
                table,
            )


def test_shipped_counts_are_rounded_and_small_ones_withheld(data: Path):
    # counted in the shipped data: Rheine 1,209 on 26.1.2024, Westerkappeln 96 on 15.2.2018 after 114 in the mean
    where = "where legal_group = 'fluag' and ags = ? and as_of = ?"
    assert public(data, f"select persons from curated.reported_stock {where}", RHEINE, "2024-01-26") == [(1210,)]
    westerkappeln = f"select persons_low, persons, persons_high from curated.reported_stock {where}"
    assert public(data, westerkappeln, "05566092", "2018-01-01") == [(92.5, 115, 117.5)]
    assert public(data, westerkappeln, "05566092", "2018-02-15") == [(93, 95, 97)]
    small = "select ags, persons from curated.reported_stock where is_protected order by ags"
    with snapshot.opened(snapshot.latest(data)) as con:
        expected = con.execute(
            "select ags, null from curated.reported_stock where persons < 7.5 order by ags"
        ).fetchall()
    assert public(data, small) == expected
    assert len(expected) == 2


def test_what_is_certain_in_public_is_certain_where_the_counts_are_whole(data: Path, snapshot):
    """Rounding makes answers open, never certain: Ladbergen, 49 people in January 2018 and 49 beds, is shown as 50."""
    answers = "select month, ags, category, answer from curated.gap"
    counted = {tuple(key): answer for *key, answer in snapshot(answers)}
    claims = f"{answers} where answer in ('certainly_short', 'certainly_enough')"
    certain = {tuple(key): answer for *key, answer in public(data, claims)}
    assert {key: answer for key, answer in certain.items() if counted[key] != answer} == {}
    assert set(certain.values()) == {"certainly_short", "certainly_enough"}
    beds = """select g.need_low, g.need, g.need_high, g.local_supply, g.answer from curated.gap as g
        inner join curated.municipality as m using (ags)
        where m.name = 'Ladbergen' and g.month = '2018-01-01' and g.category = 'WOH'"""
    assert public(data, beds) == [(47.5, 50, 99.5, 49, "open")]


def test_a_mean_is_shown_of_a_calendar_quarter_only(kreis: SmallKreis):
    """100, 101 and 102 by quarter, and their mean over nine months: 101 × 9 would give the months back."""
    periods = {RHEINE: ("2017-04-01", "2017-12-31"), EMSDETTEN: ("2017-07-01", "2017-12-31")}
    periods |= {ALTENBERGE: ("2017-10-01", "2017-12-31"), WETTRINGEN: ("2017-11-01", "2018-01-31")}
    rows = [
        stock(ags, "2017-10", "fluag_stock_avg", 101, period_start=first, period_end=last)
        for ags, (first, last) in periods.items()
    ]
    kreis.add("allocation_report", *rows)
    kreis.build()
    shown = public(kreis.data, "select ags, persons, is_protected from curated.reported_stock")
    assert set(shown) == {
        (RHEINE, None, True), (EMSDETTEN, None, True), (ALTENBERGE, 100, False), (WETTRINGEN, None, True)
    }  # fmt: skip


def test_the_same_people_stand_in_stock_need_gap_district_and_steps(data: Path):
    """Housing needs a bed per person counted under FlüAG."""
    rows = public(
        data,
        """select s.persons, n.need, g.need, p.value, o.stock, l.persons, l.amount_eur / l.euro_per_person_month
        from curated.stock as s
        inner join curated.need as n using (month, ags) inner join curated.gap as g using (month, ags, category)
        inner join curated.gap_step as p using (month, ags, category)
        inner join curated.obligation as o on o.ags = s.ags and o.as_of = s.month and o.scheme = 'fluag'
        inner join curated.lump_sum as l on l.ags = s.ags and l.month = s.month
        where s.month = '2018-01-01' and s.legal_group = 'fluag' and n.category = 'WOH' and p.item = 'fluag'
            and p.kind = 'people'""",
    )
    assert len(rows) == 23
    assert all(len({round(value, 6) for value in row}) == 1 and row[0] % 5 == 0 for row in rows)
    [(total,)] = public(data, "select need from curated.district_gap where month = '2018-01-01' and category = 'WOH'")
    assert total == sum(row[0] for row in rows)


def test_it_says_how_people_are_protected(data: Path, snapshot):
    columns = "select protection, rounded_to, suppressed_below, withheld_up_to, input_hash from curated.build"
    assert public(data, columns) == [("protected", 5, 3, 7, None)]
    assert snapshot(columns)[0][:4] == ("none", None, None, None)


def test_offers_name_no_contact_and_count_nobody(data: Path):
    counts = "select count(contact), count(occupied), count(waiting), count(*) from curated.offer"
    assert public(data, counts) == [(0, 0, 0, 264)]
    assert public(data, "select volunteers from curated.offer where volunteers % 5 <> 0 or volunteers < 8") == []
    assert (
        public(data, "select capacity from curated.offer where capacity_unit = 'volunteers' and capacity % 5 <> 0")
        == []
    )


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


def fill(kreis: SmallKreis, more: int, words: str) -> None:
    """A Kreis with everything that counts people; `more` is added to each count, `words` stands in every free text."""
    told = {"note": words, "source": f"{words} Quelle", "publisher": words}
    counts = [(RHEINE, 58), (ALTENBERGE, 3), (EMSDETTEN, 38), (WETTRINGEN, 0)]
    month = "2018-01"
    rows = [
        stock(ags, month, measure, count + more, **told)
        for ags, count in counts
        for measure in ("fluag_stock", "wsa_stock")
    ]
    rows += [
        stock(RHEINE, month, "fluag_gap", 40 - more, **told),
        stock(RHEINE, month, "fluag_quota_pct", 61.5 + more, unit="percent", **told),
        stock(RHEINE, month, "fluag_soll", 98, **told),
        stock(RHEINE, "2017-10", "fluag_stock_avg", 58.2 + more, **told),
    ]
    day = f"{month}-01"
    kreis.add_text(text_of("allocation_report", rows), f"liste {words}", now=RECEIVED)
    kreis.add("asylblg_recipients", {"ags": RHEINE, "as_of": day, "recipients": str(18 + more), **told}, now=RECEIVED)
    group = {
        "month": day,
        "legal_group": "fluag_1",
        "persons": str(33 + more),
        "persons_past_limit": str(2 + more),
        "register_persons": str(30 + more),
    }
    kreis.add(
        "legal_group_report",
        {"ags": RHEINE, **group, "publisher": words, "licence": "x", "source": words},
        now=RECEIVED,
    )
    bands = ("0_2", "3_5", "6_17", "18_64", "65_plus")
    age = {"ags": RHEINE, "as_of": day, "legal_group": "fluag", "publisher": words, "licence": "x", "source": words}
    kreis.add(
        "age_report",
        *({**age, "age_band": band, "persons": str(11 + more * place)} for place, band in enumerate(bands)),
        now=RECEIVED,
    )
    kreis.add(
        "offer_inventory",
        offer(
            "a",
            RHEINE,
            "WOH",
            40,
            "beds",
            occupied=str(20 + more),
            waiting=str(3 + more),
            volunteers=str(28 + more),
            contact=f"Frau {words}",
            source=words,
        ),
        now=RECEIVED,
    )
    kreis.add("inventory_report", *reported(*(ags for ags, _ in counts)), now=RECEIVED)
    kreis.build()


def text_of(source: str, rows: list[dict[str, str]]) -> str:
    from tests.fixtures.small_kreis import csv_text

    return csv_text(source, rows)


def test_counts_that_look_alike_and_other_words_give_the_same_public_file(tmp_path: Path):
    """Every column of every relation: nothing of what is withheld has an effect on what is shown."""
    folders = {}
    for more, words in ((0, "eins"), (4, "zwei 62 und 7")):
        kreis = SmallKreis(tmp_path / str(more))
        fill(kreis, more, words)
        folders[more] = kreis.data
    first, second = (everything(folder) for folder in folders.values())
    assert first["reported_stock"] != []
    assert first["lump_sum"] != []
    assert {name: rows for name, rows in first.items() if rows != second[name]} == {}
    with snapshot.opened(snapshot.latest(folders[0])) as one, snapshot.opened(snapshot.latest(folders[4])) as other:
        differ = [name for name in PUBLIC if name != "build" and _rows(one, name) != _rows(other, name)]
    assert {"reported_stock", "gap", "lump_sum", "obligation", "offer", "persons", "published_figure"} <= set(differ)


def _rows(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple]:
    return con.execute(f"select * from curated.{name}").fetchall()


def test_no_text_of_the_public_file_repeats_a_word_of_a_sender(kreis: SmallKreis):
    fill(kreis, 0, "Kennwort 2731")
    with snapshot.opened(snapshot.latest(kreis.data), snapshot.PUBLIC_DATABASE) as con:
        told = "similar to '.*(2731|Kennwort).*'"
        said = {
            (name, column.name): rows
            for name in PUBLIC
            for column in CONTRACTS[name].columns
            if column.type == "text"
            and (rows := con.execute(f"from curated.{name} where {column.name} {told}").fetchall())
        }
    assert said == {}
    folder = snapshot.latest(kreis.data)
    assert b"Kennwort" not in (folder / snapshot.PUBLIC_DATABASE).read_bytes()
    assert b"Kennwort" in (folder / snapshot.DATABASE).read_bytes()


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
