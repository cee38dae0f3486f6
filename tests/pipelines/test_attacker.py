"""Whoever knows the method and has every public figure still cannot tell three persons apart in any cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines import build as steps
from pipelines import snapshot
from pipelines.contracts import CONTRACTS
from pipelines.planning.disclosure import LEAST_INTERVAL
from tests.fixtures.attack import Figure, Seen, fitting_a_quota, intervals, seen, unexplained
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

PLACES = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)
MONTHS = [f"{year}-{month:02}" for year in (2016, 2017) for month in range(1, 13)]
EVERY_FIGURE = {
    "stock", "age", "people", "need_low", "need", "need_high", "gap", "bound_low", "bound_high", "scenario", "course",
    "district", "step", "owed", "outstanding", "fulfilment", "euro", "load", "per",
}  # fmt: skip
# Snapshots of two days: the second knows corrections.
FIRST, CORRECTED, BETWEEN = date(2026, 1, 10), date(2026, 4, 10), date(2026, 2, 1)
RECEIVED = datetime(2026, 6, 1, tzinfo=UTC)


def of_public(data: Path, day: date | None = None) -> Seen:
    with snapshot.opened(snapshot.latest(data, day), snapshot.PUBLIC_DATABASE) as con:
        return seen(con)


@contextmanager
def naive(data: Path, *changes: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A file that somebody might publish: the relations as counted, changed by these statements."""
    with snapshot.opened(snapshot.latest(data)) as con:
        con.execute("use memory")
        con.execute("create schema memory.curated")
        for name in CONTRACTS:
            con.execute(f"create table memory.curated.{name} as select * from snapshot.curated.{name}")
        for change in changes:
            con.execute(change)
        yield con


def narrowest(found: dict) -> float:
    return min(high - low for low, high in found.values())


def test_the_shipped_data_leaves_every_count_open(data: Path) -> None:
    file = of_public(data)
    assert {figure.name.split()[0] for figure in file.figures} >= EVERY_FIGURE
    assert unexplained(file) == []
    found = intervals([file])
    assert len(found) == 457
    assert narrowest(found) >= LEAST_INTERVAL


def test_no_base_of_the_public_file_gives_a_count_back_by_a_whole_percent(data: Path) -> None:
    """15.2.2018: base 102,200 was inferred from Westerkappeln, 96 people = 121 %; shown are 95."""
    with snapshot.opened(snapshot.latest(data), snapshot.PUBLIC_DATABASE) as con:
        file = seen(con)
        assert fitting_a_quota(file, con) == {}
        # of twelve inferred bases three are of a day on which somebody was counted
        assert con.execute("select count(*) from curated.state_figure where basis = 'implied'").fetchall() == [(9,)]
    with snapshot.opened(snapshot.latest(data)) as con:
        assert fitting_a_quota(file, con)["fluag", "05566092", "2018-02-15"] == {96}


def test_a_published_figure_that_stayed_in_would_give_the_count_back(data: Path) -> None:
    # Rheine, 26.1.2024: 1,314 owed, 105 still to come, 1,209 there
    with snapshot.opened(snapshot.latest(data), snapshot.PUBLIC_DATABASE) as con:
        file = seen(con)
    cell = ("fluag", RHEINE, "2024-01-26")
    told = Figure("published outstanding", 1314 - 105, {cell: 1.0})
    found = intervals([file], beside=[told])
    assert {span for (variable, _), span in found.items() if variable == cell} == {(1209, 1209)}


@pytest.fixture
def small_numbers(kreis: SmallKreis) -> SmallKreis:
    """Every count from 0 to 23 in every municipality, by one more from month to month; not all report all the time."""
    rows = [
        stock(ags, month, measure, (number + 6 * place) % 24)
        for place, ags in enumerate(PLACES)
        for number, month in enumerate(MONTHS)
        for measure in ("fluag_stock", "wsa_stock")
        if (number + place) % 7
    ]
    kreis.add("allocation_report", *rows)
    kreis.add("inventory_report", *reported(*PLACES))
    kreis.add("state_figure", *published_bases())
    return kreis


def test_small_numbers_that_change_by_one_stay_open(small_numbers: SmallKreis) -> None:
    small_numbers.build()
    file = of_public(small_numbers.data)
    assert unexplained(file) == []
    assert "last" in {figure.name.split()[0] for figure in file.figures}
    found = intervals([file])
    assert len(found) == 2 * (24 * 4 - 13)
    assert narrowest(found) >= LEAST_INTERVAL


def test_two_days_of_knowledge_leave_every_count_open(kreis: SmallKreis) -> None:
    before = [stock(ags, month, "fluag_stock", number) for ags in PLACES for number, month in enumerate(MONTHS)]
    after = [row | {"value": str(int(row["value"]) + 1)} for row in before[::2]]
    kreis.add("allocation_report", *before, now=RECEIVED, known_on=FIRST)
    kreis.add("allocation_report", *after, now=RECEIVED, known_on=CORRECTED)
    kreis.build()
    steps.build(kreis.data, as_known_on=BETWEEN)
    found = intervals([of_public(kreis.data), of_public(kreis.data, BETWEEN)])
    assert len(found) > 4 * 24
    assert narrowest(found) >= LEAST_INTERVAL


def test_the_attack_finds_one_person_where_only_small_cells_are_left_out_and_totals_are_exact(
    kreis: SmallKreis,
) -> None:
    kreis.add(
        "allocation_report", stock(RHEINE, "2017-01", "fluag_stock", 1), stock(ALTENBERGE, "2017-01", "fluag_stock", 83)
    )
    kreis.add("inventory_report", *reported(*PLACES))
    kreis.build()
    rest = [
        "need",
        "gap",
        "gap_step",
        "persons",
        "obligation",
        "lump_sum",
        "volunteer_load",
        "course_group",
        "scenario_gap",
    ]
    hidden = [
        f"update curated.{name} set persons = null, persons_low = null, persons_high = null where persons < 3"
        for name in ("reported_stock", "stock")
    ]
    with naive(kreis.data, *hidden, *(f"delete from curated.{name}" for name in rest)) as con:
        found = intervals([seen(con)])
    assert {span for ((_, ags, _), _), span in found.items() if ags == RHEINE} == {(1, 1)}


def test_the_attack_finds_the_count_where_one_sum_of_money_is_exact(kreis: SmallKreis) -> None:
    kreis.add(
        "allocation_report", stock(RHEINE, "2017-01", "fluag_stock", 4), stock(ALTENBERGE, "2017-01", "fluag_stock", 83)
    )
    kreis.build()
    assert narrowest(intervals([of_public(kreis.data)])) >= LEAST_INTERVAL
    with snapshot.opened(snapshot.latest(kreis.data), snapshot.PUBLIC_DATABASE) as con:
        public = seen(con)
    with snapshot.opened(snapshot.latest(kreis.data)) as con:
        euro = [figure for figure in seen(con).figures if figure.name.startswith("euro")]
    found = intervals([public], beside=euro)
    assert {(cell[1], span) for (cell, _), span in found.items()} == {(RHEINE, (4, 4)), (ALTENBERGE, (83, 83))}


def asylblg(ags: str, count: int) -> dict[str, str]:
    return {"ags": ags, "as_of": "2017-12-31", "recipients": str(count), "rounded_to": "1"}


@pytest.mark.parametrize(("counts", "stays"), [((7, 12, 17, 22), False), ((2, 9, 16, 23), True)])
def test_a_sum_for_the_whole_state_stays_only_where_it_gives_no_part_away(
    kreis: SmallKreis, counts: tuple[int, ...], stays: bool
) -> None:
    day, total = "2017-12-31", sum(counts)
    kreis.add("asylblg_recipients", *(asylblg(ags, count) for ags, count in zip(PLACES, counts, strict=True)))
    kreis.add(
        "state_figure", {"measure": "asylblg_recipients", "period_start": day, "period_end": day, "value": str(total)}
    )
    kreis.build()
    with snapshot.opened(snapshot.latest(kreis.data), snapshot.PUBLIC_DATABASE) as con:
        file = seen(con)
        held = con.execute("select value from curated.state_figure where measure = 'asylblg_recipients'").fetchall()
    assert held == ([(total,)] if stays else [])
    told = Figure("sum", total, {("asylblg_other", ags, day): 1.0 for ags in PLACES})
    assert (narrowest(intervals([file], beside=[told])) >= LEAST_INTERVAL) is stays
    assert narrowest(intervals([file])) >= LEAST_INTERVAL
