"""Figures of the shipped data against figures that somebody printed."""

import csv
from datetime import date
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden" / "population_totals.csv"
TOTALS = list(csv.DictReader(GOLDEN.read_text("utf-8").splitlines()))


@pytest.mark.parametrize("total", TOTALS, ids=lambda total: f"{total['as_of']} {total['census_base']}")
def test_municipalities_add_up_to_the_totals(snapshot, total):
    """Without the values that the publisher did not print (six municipalities in 2016)."""
    [row] = snapshot(
        """select count(*), sum(persons) from curated.population
           where as_of = ? and census_base = ? and (basis = 'reported' or rounded_to > 1)""",
        total["as_of"], total["census_base"],
    )  # fmt: skip
    assert row == (int(total["municipalities"]), int(total["nrw"]))
    kreis = "select sum(persons) from curated.population where as_of = ? and census_base = ? and ags like '05566%'"
    assert snapshot(kreis, total["as_of"], total["census_base"]) == [(int(total["kreis_steinfurt"]),)]


def test_january_2018_has_5703_people_in_23_of_24_municipalities(snapshot):
    """FlüAG 2,339 (mean of Q4 2017) and residence rule 3,364 (1.1.2018)."""
    rows = snapshot(
        """select legal_group, sum(persons), count(persons), count(*) from curated.stock
           where month = '2018-01-01' and legal_group <> 'asylblg_other' group by 1 order by 1"""
    )
    assert rows == [("fluag", 2339, 23, 24), ("wohnsitz", 3364, 23, 24)]
    assert 2339 + 3364 == 5703


def test_wettringen_is_missing_everywhere_and_never_zero(snapshot):
    where = "where month = '2018-01-01' and ags = '05566096'"
    assert snapshot(f"select distinct persons, basis from curated.stock {where}") == [(None, "missing")]
    assert snapshot(f"select distinct persons from curated.persons {where}") == [(None,)]
    assert snapshot(f"select distinct need, basis from curated.need {where}") == [(None, "missing")]
    answers = snapshot(f"select distinct local_gap, coverage, coverage_class, answer from curated.gap {where}")
    assert answers == [(None, None, "no_figure", "no_figure")]
    day = "where ags = '05566096' and as_of = '2018-01-01' order by 1"
    stocks = snapshot(f"select scheme, stock, stock_basis from curated.obligation {day}")
    assert stocks == [("fluag", None, "missing"), ("wohnsitz", None, "missing")]


def test_the_dashboard_opens_on_january_2018(snapshot):
    rows = snapshot("select month, municipalities, reported_both, fluag_means from curated.month where is_opening")
    assert rows == [(date(2018, 1, 1), 24, 23, 23)]


def test_the_time_series_runs_without_a_hole_from_2015_to_the_newest_report(snapshot):
    assert snapshot("select min(month), max(month), count(*) from curated.month") == [
        (date(2015, 1, 1), date(2024, 12, 1), 120)
    ]


def test_rheine_on_26_january_2024_stands_as_published(snapshot):
    """1,209 people, obligation 1,314, 92.04 %, 105 still to come; the key gives 1,313.6 by itself."""
    [row] = snapshot(
        """select stock, obligation, fulfilment, outstanding, obligation_computed from curated.obligation
           where scheme = 'fluag' and ags = '05566076' and as_of = '2024-01-26'"""
    )
    assert row[:4] == (1209, 1314, pytest.approx(0.9204), 105)
    assert row[4] == pytest.approx(1313.6, abs=0.5)  # the base is known to about ±100


def test_recipients_of_december_2024_are_the_printed_sum_and_no_need(snapshot):
    """IT.NRW prints 2,435 for the Kreis, each municipality rounded to 5; Ibbenbüren 555 includes a state facility."""
    rows = "from curated.stock where month = '2024-12-01' and legal_group = 'asylblg_other'"
    assert snapshot(f"select sum(persons), count(persons) {rows}") == [(2435, 24)]
    assert snapshot(f"select persons {rows} and ags = '05566028'") == [(555,)]
    assert snapshot("select count(need) from curated.need where month = '2024-12-01'") == [(0,)]


def test_every_key_sums_to_one_over_all_396_municipalities(snapshot):
    rows = snapshot("select key_year, count(*), sum(key), sum(is_capped::int) from curated.allocation_key group by 1")
    assert {year for year, *_ in rows} == set(range(2014, 2027))
    for _, municipalities, total, capped in rows:
        assert municipalities == 396
        assert total == pytest.approx(1, abs=1e-12)
        assert 77 <= capped <= 84


@pytest.mark.parametrize(("key_year", "share"), [(2015, 0.02737), (2024, 0.02780)])
def test_kreis_steinfurt_takes_its_share(snapshot, key_year, share):
    [(key,)] = snapshot(
        "select sum(key) from curated.allocation_key where key_year = ? and ags like '05566%'", key_year
    )
    assert round(key, 5) == share


def test_no_base_before_the_first_known_day(snapshot):
    early = "select count(obligation_computed) from curated.obligation where as_of < '2015-12-31' and scheme = 'fluag'"
    assert snapshot(early) == [(0,)]


def test_the_shipped_offers_say_that_they_are_invented(snapshot):
    assert snapshot("select distinct is_synthetic from curated.offer") == [(True,)]
    assert snapshot("select distinct is_synthetic from curated.gap where supply_basis <> 'missing'") == [(True,)]
