"""The public file beside every snapshot: what stands in it, what does not, and that it tells one story."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines import snapshot, warehouse
from pipelines.contracts import CONTRACTS
from pipelines.contracts.public import INTERNAL, PUBLIC, is_public, made
from pipelines.protecting.public_half import CLEAN, EMPTY
from tests.fixtures.public_file import public
from tests.fixtures.small_kreis import (
    ALTENBERGE,
    EMSDETTEN,
    RHEINE,
    WETTRINGEN,
    SmallKreis,
    stock,
)

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)
# Who reported, and what is offered, does not depend on how many people were counted.
WITHOUT_PEOPLE = {"month", "offer"}


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
