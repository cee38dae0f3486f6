"""Every promise of a contract is checked: break one, and relation, rule and rows are named, nothing is published."""

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines import build as steps
from pipelines import checks, warehouse
from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import BASIS, Contract, Rule
from pipelines.problems import NotPublished
from pipelines.snapshot import latest
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE, SmallKreis, offer, reported, stock

CODE = Path(warehouse.__file__).parent
NAMED = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)


@pytest.fixture(scope="module")
def curated(tmp_path_factory) -> steps.Run:
    """A build that has come as far as the check, on a data folder that has a snapshot already."""
    kreis = SmallKreis(tmp_path_factory.mktemp("curated"))
    rows = [
        stock(ags, "2018-01", measure, 100) for ags in (RHEINE, ALTENBERGE) for measure in ("fluag_stock", "wsa_stock")
    ]
    kreis.add("allocation_report", *rows)
    kreis.add("inventory_report", *reported(RHEINE, ALTENBERGE))
    kreis.add("offer_inventory", offer("haus", RHEINE, "WOH", 50, "beds"), offer("kurs", RHEINE, "SPR-IK", 25))
    kreis.build()
    return steps.curate(steps.clean(steps.receive(kreis.data)))


@pytest.fixture
def broken(curated, tmp_path):
    """Runs a statement on a copy of the work database and checks it; the sentence of the refusal."""
    run = replace(curated, data=str(shutil.copytree(curated.data, tmp_path / "data")))

    def say(statement: str) -> str:
        with warehouse.connect(run.database) as con:
            con.execute(statement)
        before = latest(Path(run.data))
        with pytest.raises(NotPublished) as refusal:
            steps.check(run)
        assert latest(Path(run.data)) == before
        return str(refusal.value)

    return say


@pytest.mark.parametrize(
    ("statement", "relation", "rule", "rows"),
    [
        ("insert into curated.offer select * from curated.offer", "offer", "key", "offer_id=haus, zeilen=2"),
        ("update curated.offer set name = null where offer_id = 'haus'", "offer", "name_required", "offer_id=haus"),
        (
            "update curated.offer set capacity = -1 where offer_id = 'kurs'",
            "offer",
            "capacity_minimum",
            "capacity=-1.0",
        ),
        ("update curated.municipality set lat = 90", "municipality", "lat_maximum", "(4 Zeilen, zuerst: ags=05566004"),
        ("update curated.offer set status = 'läuft'", "offer", "status_choice", "status=läuft"),
        ("update curated.offer set capacity = 'nan'::double", "offer", "capacity_finite", "capacity=nan"),
        ("update curated.gap set ags = '99999999' where ags = '05566096'", "gap", "ags_reference", "ags=99999999"),
        (
            "update curated.allocation_key set key = key * 1.01",
            "allocation_key",
            "sum_is_one",
            "key_year=2015, summe=1.01",
        ),
        (
            "update curated.gap set local_gap = 5 where need_basis = 'missing'",
            "gap",
            "no_figure_without_report",
            "local_gap=5.0",
        ),
        (
            "update curated.stock set persons = 0 where basis = 'missing'",
            "stock",
            "missing_is_empty",
            "basis=missing, persons=0.0",
        ),
        ("update curated.need set need_low = need + 1", "need", "bounds", "need_low="),
        ("delete from curated.month where month = '2016-06-01'", "month", "spine", "monate=36"),
        ("update curated.month set is_opening = true", "month", "one_opening", "monate=37"),
        ("delete from curated.boundary where ags = '05566076'", "boundary", "kreis_complete", "name=Rheine"),
        ("update curated.persons set persons = persons + 1", "persons", "parts_make_total", "bestand=100.0"),
        ("delete from curated.access_right where category = 'WOH'", "access_right", "no_hole", "category=WOH"),
    ],
)
def test_a_broken_promise_names_relation_rule_and_rows(broken, statement, relation, rule, rows):
    sentence = broken(statement)
    assert sentence.startswith(f"curated.{relation} hält seinen Vertrag nicht ein, Regel {rule}: ")
    assert rows in sentence


def test_only_three_of_many_rows_are_shown(broken):
    sentence = broken("update curated.municipality set lat = 90")
    assert sentence.count("ags=") == 3


def test_a_relation_that_keeps_its_promises_breaks_no_rule(curated):
    with warehouse.connect(curated.database, read_only=True) as con:
        assert checks.breaches(con, CONTRACTS) == []


def test_a_warning_becomes_a_finding_and_does_not_stop_the_build(kreis):
    """1.200 beds may have been meant as twelve hundred."""
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100))
    kreis.add("offer_inventory", offer("haus", RHEINE, "WOH", "1.200", "beds"))
    [found] = kreis.ask("select severity, source, file, column_name, value from curated.finding")
    assert found == (
        "warn",
        "contract",
        "curated.offer",
        "whole_places",
        "offer_id=haus, capacity=1.2, capacity_unit=beds",
    )


@NAMED
def test_every_rule_runs_and_returns_nothing_on_the_shipped_data(contract, snapshot):
    own = [rule for rule in checks.rules_of(contract) if "clean." not in rule.violations]
    for rule in own:
        assert snapshot(rule.violations) == [] or rule.severity == "warn", rule.name


@NAMED
def test_a_contract_lies_in_the_file_of_its_name(contract):
    assert (CODE / "contracts" / f"{contract.relation}.py").is_file()


@NAMED
def test_key_and_references_name_columns_that_exist(contract):
    assert set(contract.key) <= set(contract.names)
    assert len(set(contract.names)) == len(contract.names)
    for column in contract.columns:
        if column.references:
            relation, _, name = column.references.partition(".")
            assert name in CONTRACTS[relation].names


@NAMED
def test_every_key_column_is_required_or_part_of_a_longer_key(contract):
    optional = [name for name in contract.key if not contract.column(name).required]
    assert len(optional) < len(contract.key)


@NAMED
def test_every_column_has_a_meaning_and_a_basis_only_known_words(contract: Contract):
    for column in contract.columns:
        assert len(column.meaning) > 3
        if column.name.endswith("basis") and column.choices:
            assert set(column.choices) <= {*BASIS, "own"}


def test_errors_come_before_warnings_and_causes_before_consequences():
    con = duckdb.connect()
    con.execute("create schema curated")
    contracts = {}
    for relation, hand, severity in (
        ("a", "", "warn"),
        ("b", "", "error"),
        ("c", "'x' as file, true as is_own, ", "error"),
    ):
        con.execute(f"create table curated.{relation} as select {hand}1 as x")
        rule = Rule("nie", "Nie.", f"select x from curated.{relation}", severity)
        base = CONTRACTS["category" if hand else "month"]
        columns = tuple(c for c in base.columns if c.name in ("file", "is_own"))
        contracts[relation] = replace(base, relation=relation, key=("x",), columns=columns, rules=(rule,))
    assert [breach.relation for breach in checks.breaches(con, contracts)] == ["c", "b", "a"]
