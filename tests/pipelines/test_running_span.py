"""When offers run and what they hold month by month: steps added up, each worked out on paper."""

import duckdb
import pytest

from pipelines import warehouse
from tests.fixtures.small_kreis import EMSDETTEN, RHEINE, SmallKreis, offer, reported, stock

SUPPLY = """select strftime(month, '%Y-%m'), capacity, offers, basis, is_synthetic from curated.supply
            where ags = ? and category = ? and month >= '2018-01-01' order by month"""
OWN_RATIO = """category,ratio,role,target_group,unit,low,value,high,demand_effect,basis,valid_from,valid_to,source,note
SPR-IK,persons_per_line_and_year,supply_multiply,adults,people a year,43,43,43,down,own,2015-01-01,2018-02-28,Kreis,
SPR-IK,persons_per_line_and_year,supply_multiply,adults,people a year,50,50,50,down,own,2018-03-01,,Kreis,
"""
KEYS = {"ags": "ags_code", "category": "category_code"}


@pytest.fixture
def half_year(kreis: SmallKreis) -> SmallKreis:
    """January to June 2018, so that there are months to count in."""
    kreis.add(
        "allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 40), stock(RHEINE, "2018-06", "wsa_stock", 1)
    )
    return kreis


def test_offers_that_begin_and_end_within_months(half_year):
    """What runs on the first day of a month counts, in posts:

    from 15.1. on, 0.1:              February on
    1.1. to 31.3., 0.2:              January to March
    ended, told on 10.2., 0.3:       until February
    2.2. to 27.2., 0.7:              on no first day
    January 0.5, February 0.6, March 0.3, then 0.1 to the last digit: 0.1 + 0.2 + 0.3 − 0.3 − 0.2 of doubles is another.
    """
    half_year.add("inventory_report", *reported(RHEINE))
    half_year.add(
        "offer_inventory",
        offer("ab Mitte Januar", RHEINE, "BER-SOZ", 0.1, "fte", valid_from="2018-01-15"),
        offer("ein Quartal", RHEINE, "BER-SOZ", 0.2, "fte", valid_from="2018-01-01", valid_to="2018-03-31"),
        offer("beendet", RHEINE, "BER-SOZ", 0.3, "fte", status="ended", as_of="2018-02-10"),
        offer("zwischendurch", RHEINE, "BER-SOZ", 0.7, "fte", valid_from="2018-02-02", valid_to="2018-02-27"),
        offer("geplant", RHEINE, "BER-SOZ", 5, "fte", status="planned"),
    )
    held = [row[:3] for row in half_year.ask(SUPPLY, RHEINE, "BER-SOZ")]
    assert held == [
        ("2018-01", 0.5, 2), ("2018-02", 0.6, 3), ("2018-03", 0.3, 2),
        ("2018-04", 0.1, 1), ("2018-05", 0.1, 1), ("2018-06", 0.1, 1),
    ]  # fmt: skip
    spans = half_year.ask("select offer_id, runs_from::text, runs_to::text from curated.running_span order by 2, 1")
    assert spans == [
        ("beendet", "2015-01-01", "2018-02-10"),
        ("ein Quartal", "2018-01-01", "2018-03-31"),
        ("ab Mitte Januar", "2018-01-15", None),
        ("zwischendurch", "2018-02-02", "2018-02-27"),
    ]
    months = half_year.ask(
        "select offer_id, count(*) from curated.running_offer where month >= '2018-01-01' group by all"
    )
    assert dict(months) == {"beendet": 2, "ein Quartal": 3, "ab Mitte Januar": 5}


def test_two_reports_of_inventory_overlap_and_leave_a_month_open(half_year):
    """January and February from one report, February and March from an invented one, nothing for April, then May on.

    Of 0.1 + 0.2 posts that both end in February nothing is left: 0 posts in March, and no figure in April.
    """
    half_year.add(
        "inventory_report",
        {"ags": RHEINE, "covers_from": "2018-01-01", "covers_to": "2018-02-28"},
        {"ags": RHEINE, "covers_from": "2018-02-01", "covers_to": "2018-03-31", "is_synthetic": "1"},
        {"ags": RHEINE, "covers_from": "2018-04-02", "covers_to": "2025-12-31"},
    )
    half_year.add(
        "offer_inventory",
        offer("eins", RHEINE, "BER-SOZ", 0.1, "fte", valid_to="2018-02-28"),
        offer("zwei", RHEINE, "BER-SOZ", 0.2, "fte", valid_to="2018-02-28"),
    )
    assert half_year.ask(SUPPLY, RHEINE, "BER-SOZ") == [
        ("2018-01", 0.3, 2, "reported", False),
        ("2018-02", 0.3, 2, "reported", True),
        ("2018-03", 0.0, 0, "reported", True),
        ("2018-04", None, 0, "missing", False),
        ("2018-05", 0.0, 0, "reported", False),
        ("2018-06", 0.0, 0, "reported", False),
    ]
    assert {row[3] for row in half_year.ask(SUPPLY, EMSDETTEN, "BER-SOZ")} == {"missing"}


def test_a_new_factor_changes_what_the_same_places_supply(half_year):
    """25 places: 43 people a year, from the Kreis' own figure on, 1.3.2018, 50."""
    half_year.own("need_ratio", OWN_RATIO)
    half_year.add("inventory_report", *reported(RHEINE))
    half_year.add("offer_inventory", offer("kurs", RHEINE, "SPR-IK", 25))
    capacity = [row[1] for row in half_year.ask(SUPPLY, RHEINE, "SPR-IK")]
    assert capacity == [43, 43, 50, 50, 50, 50]


def test_a_capacity_counts_to_six_places(half_year):
    half_year.add("inventory_report", *reported(RHEINE))
    half_year.add("offer_inventory", offer("genau", RHEINE, "BER-SOZ", "0.1234567", "fte"))
    assert {row[1] for row in half_year.ask(SUPPLY, RHEINE, "BER-SOZ")} == {0.123457}


def test_views_on_coded_keys_give_the_rows_of_the_tables(half_year):
    """The way to large countries, nothing stored in between, two threads: to the last digit what a build stores."""
    half_year.add("inventory_report", *reported(RHEINE, EMSDETTEN))
    half_year.add(
        "offer_inventory",
        offer("haus", RHEINE, "WOH", 20.3, "beds", valid_from="2018-01-15"),
        offer("ohne Zahl", EMSDETTEN, "WOH", "", "beds", valid_to="2018-03-31"),
        offer("kurs", EMSDETTEN, "SPR-IK", 7, area=f"{RHEINE} {EMSDETTEN}"),
    )
    assert half_year.ask("select count(*) from curated.gap where local_gap > 0") > [(0,)]
    con = duckdb.connect(config={"threads": 2})
    con.execute(f"attach '{half_year.checked.database}' as built (read_only)")
    made = ("running_span", "supply", "need", "gap")
    _show_inputs(con, made)
    for name in made:
        warehouse.define(con, name, KEYS)
    for name in made[1:]:
        columns = con.execute(f"select columns(*)::varchar from built.curated.{name}").fetchall()
        assert sorted(con.execute(f"select columns(*)::varchar from curated.{name}").fetchall(), key=str) == sorted(
            columns, key=str
        )


def _show_inputs(con: duckdb.DuckDBPyConnection, made: tuple[str, ...]) -> None:
    for schema in ("clean", "curated"):
        con.execute(f"create schema {schema}")
    con.execute("create type ags_code as enum (select ags from built.curated.municipality order by 1)")
    con.execute("create type category_code as enum (select category from built.curated.category order by 1)")
    for schema, name, columns in con.execute(
        """select schema_name, table_name, list(column_name) from duckdb_columns()
        where database_name = 'built' and schema_name in ('clean', 'curated') group by all"""
    ).fetchall():
        # outside the Kreis there are distances and reports too, which no figure needs
        replaced = ", ".join(
            f"try_cast({column} as {KEYS[column]}) as {column}" for column in KEYS if column in columns
        )
        if name not in made or schema != "curated":
            shown = f"* replace ({replaced})" if replaced else "*"
            con.execute(f"create view {schema}.{name} as select {shown} from built.{schema}.{name}")
