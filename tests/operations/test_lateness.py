"""Missing reports are named, never guessed."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.lateness import STATE, STATES, MissingReport, missing_reports, write_missing_reports
from pipelines.problems import Problem

SNAPSHOT = """
create schema curated;
create table curated.build as select '05566' as kreis_ags;
create table curated.municipality as
    select '05566008' as ags, 'Emsdetten' as name, '05566' as kreis_ags
    union all select '05566012', 'Greven', '05566'
    union all select '05111000', 'Düsseldorf', '05111';
create table curated.source_status as
    select 'state_figure' as source, '2026-09' as period,
        date '2026-10-30' as due_on, date '2026-11-13' as overdue_on, date '2026-11-29' as delinquent_on,
        30 as cadence_days
    union all
    select 'population', '2025', date '2027-01-01', date '2027-01-15', date '2027-01-31', 365
    union all select 'offer_inventory', '', null, null, null, 30
    union all select 'allocation_report', '', null, null, null, 28;
create table curated.gap as
    select date '2026-10-01' as month, '05566008' as ags, 'language' as category, 'missing' as supply_basis
    union all select date '2026-10-01', '05566008', 'housing', 'missing'
    union all select date '2026-10-01', '05566012', 'housing', 'reported'
    union all select date '2026-11-01', '05566012', 'housing', 'missing';
create table curated.obligation as
    select 'fluag' as scheme, date '2026-11-01' as as_of, '05566008' as ags, 'missing' as stock_basis
    union all select 'fluag', date '2026-11-01', '05566012', 'reported'
    union all select 'fluag', date '2026-11-01', '05111000', 'missing'
    union all select 'fluag', date '2026-10-01', '05566012', 'missing';
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    snapshot = tmp_path / "curated" / "20261122"
    snapshot.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{snapshot / 'curated.duckdb'}' as target; use target;")
        connection.execute(SNAPSHOT)
    (tmp_path / "curated" / "latest").write_text("20261122\n", encoding="utf-8")
    return tmp_path


def test_late_sources_and_silent_municipalities_of_the_kreis_are_named(data: Path) -> None:
    assert missing_reports(data, date(2026, 11, 22)) == [
        MissingReport("state_figure", "", "", "2026-09", date(2026, 10, 30), "overdue"),
        MissingReport("inventory_report", "05566008", "Emsdetten", "2026-10-01", date(2026, 10, 31), "missing"),
        MissingReport("allocation_report", "05566008", "Emsdetten", "fluag 2026-11-01", date(2026, 11, 29), "missing"),
    ]


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 10, 30), "due"), (date(2026, 11, 13), "overdue"), (date(2026, 11, 29), "delinquent")],
)
def test_the_state_follows_the_day_it_is_asked(data: Path, today: date, state: str) -> None:
    assert missing_reports(data, today)[0].state == state


def test_status_list_and_page_ask_the_same_way_and_a_source_without_a_rhythm_has_a_word_of_its_own() -> None:
    with duckdb.connect() as connection:
        connection.execute(SNAPSHOT)
        rows = connection.execute(
            f"select source, {STATE} as state from curated.source_status order by source", {"today": date(2026, 11, 13)}
        ).fetchall()
    assert [(source, STATES[state]) for source, state in rows] == [
        ("allocation_report", "kein fester Rhythmus"),
        ("offer_inventory", "kein fester Rhythmus"),
        ("population", "aktuell"),
        ("state_figure", "überfällig"),
    ]


def test_a_source_is_not_late_before_its_day(data: Path) -> None:
    assert all(report.ags for report in missing_reports(data, date(2026, 10, 29)))


def test_the_log_says_who_and_since_when() -> None:
    late = MissingReport("state_figure", "", "", "2026-09", date(2026, 10, 30), "overdue")
    assert late.sentence == ("state_figure, ganze Quelle, Zeitraum 2026-09: überfällig, fällig seit 30.10.2026.")


def test_the_list_is_replaced_whole_and_leaves_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "missing_reports.csv"
    target.write_text("old", encoding="utf-8")
    write_missing_reports([MissingReport("gap", "05566008", "Emsdetten", "2026-10", None, "missing")], target)
    assert target.read_text(encoding="utf-8").splitlines() == [
        "source,ags,name,period,due_on,state",
        "gap,05566008,Emsdetten,2026-10,,missing",
    ]
    assert list(tmp_path.iterdir()) == [target]


def test_before_the_first_build_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="bedarfsatlas build"):
        missing_reports(tmp_path, date(2026, 11, 22))
