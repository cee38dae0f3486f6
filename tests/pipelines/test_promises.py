"""A broken promise is found, named with its rule and its first rows, and nothing is published."""

from __future__ import annotations

import re
from dataclasses import replace

import duckdb
import pytest

from pipelines import build as steps
from pipelines import warehouse
from pipelines.build import build
from pipelines.checks import Breach, breaches, rules_of
from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import SQL_TYPES, Column, Contract, Rule
from pipelines.failure import NOTE
from pipelines.problems import NotPublished
from tests.fixtures.small_kreis import RHEINE, ask, stock

PLACE = Contract(
    relation="place",
    title="",
    grain="Ort",
    meaning="",
    key=("code",),
    columns=(
        Column("code", "text", "", references="known.code"),
        Column("kind", "text", "", choices=("course", "house"), required=False),
        Column("beds", "integer", "", minimum=0, maximum=100, required=False),
        Column("share", "number", "", required=False),
        Column("name", "text", ""),
    ),
    rules=(
        Rule("courses_hold_no_beds", "In einem Kurs schläft niemand.",
             "select code, beds from curated.place where kind = 'course' and beds > 0"),
        Rule("full_house", "Das Haus ist voll.", "select code from curated.place where share = 1", severity="warn"),
    ),
)  # fmt: skip
GOOD = "('a', 'house', 5, 0.5, 'Haus')"


def found(*rows: str, known: str = "('a'), ('b'), ('c'), ('d')") -> list[Breach]:
    """What is broken in a relation of these rows, each as SQL text."""
    with duckdb.connect() as con:
        con.execute("create schema curated")
        con.execute(f"create table curated.known as select * from (values {known}) as k (code)")
        columns = ", ".join(f"{column.name} {SQL_TYPES[column.type]}" for column in PLACE.columns)
        con.execute(f"create table curated.place ({columns})")
        con.execute(f"insert into curated.place values {', '.join(rows)}")
        return breaches(con, {"place": PLACE})


def test_rows_that_keep_every_promise_are_no_breach():
    assert found(GOOD, "('b', null, null, null, 'leer')", "('c', 'course', 0, -1e300, '')") == []


@pytest.mark.parametrize(
    ("row", "rule", "example"),
    [
        (GOOD, "key", "code=a, zeilen=2"),
        ("('b', 'house', 5, 0.5, null)", "name_required", "code=b, name=None"),
        ("('b', 'house', -1, 0.5, 'x')", "beds_minimum", "code=b, beds=-1"),
        ("('b', 'house', 101, 0.5, 'x')", "beds_maximum", "code=b, beds=101"),
        ("('b', 'Haus', 5, 0.5, 'x')", "kind_choice", "code=b, kind=Haus"),
        ("('z', 'house', 5, 0.5, 'x')", "code_reference", "code=z"),
        ("('b', 'house', 5, 'nan'::double, 'x')", "share_finite", "code=b, share=nan"),
        ("('b', 'house', 5, '-inf'::double, 'x')", "share_finite", "code=b, share=-inf"),
        ("('b', 'course', 3, 0.5, 'x')", "courses_hold_no_beds", "code=b, beds=3"),
    ],
)
def test_a_broken_rule_is_named_with_the_row_that_breaks_it(row, rule, example):
    [breach] = found(GOOD, row)
    assert (breach.relation, breach.rule, breach.severity, breach.rows) == ("place", rule, "error", 1)
    assert breach.examples[0].startswith(example)


def test_a_breach_is_one_sentence_with_the_first_three_rows():
    [breach] = found(*[f"('{code}', 'house', {-number}, 0.5, 'x')" for number, code in enumerate("abcd", 1)])
    assert str(breach) == (
        "curated.place hält seinen Vertrag nicht ein, Regel beds_minimum: beds darf nicht unter 0 liegen. "
        "(4 Zeilen, zuerst: code=a, beds=-1; code=b, beds=-2; code=c, beds=-3)"
    )


def test_errors_come_before_warnings():
    broken = found("('a', 'house', 5, 1, 'x')", "('b', 'house', -1, 0.5, 'x')")
    assert [(breach.rule, breach.severity) for breach in broken] == [("beds_minimum", "error"), ("full_house", "warn")]


def test_a_reference_to_a_relation_with_an_empty_key_still_finds_the_stranger():
    """`not in` finds nothing once the other side holds a null."""
    assert [breach.rule for breach in found("('z', 'house', 5, 0.5, 'x')", known="('a'), (null)")] == ["code_reference"]


def test_every_relation_has_a_contract_and_every_contract_a_relation():
    assert {path.stem for path in warehouse.relation_files("curated")} == set(CONTRACTS)
    assert [name for name, contract in CONTRACTS.items() if contract.relation != name] == []


@pytest.mark.parametrize("layer", ["clean", "curated"])
def test_no_relation_has_two_files(layer):
    stems = [path.stem for path in warehouse.relation_files(layer)]
    assert len(stems) == len(set(stems))


@pytest.mark.parametrize("layer", ["clean", "curated"])
def test_every_relation_comes_after_those_it_reads(layer):
    order = warehouse.build_order(layer)
    for path in warehouse.relation_files(layer):
        reads = {read for read in warehouse.reads_of(path) if read.startswith(f"{layer}.")}
        assert reads <= set(order[: order.index(f"{layer}.{path.stem}")])


def test_relations_that_read_each_other_are_named(tmp_path, monkeypatch):
    (tmp_path / "clean").mkdir()
    for name, other in (("hen", "egg"), ("egg", "hen")):
        (tmp_path / "clean" / f"{name}.sql").write_text(f"select * from clean.{other}", "utf-8")
    monkeypatch.setattr(warehouse, "HERE", tmp_path)
    with pytest.raises(NotPublished, match=r"lesen einander im Kreis: clean\.(hen|egg) → "):
        warehouse.build_order("clean")


@pytest.mark.parametrize(
    "path", [path for path in warehouse.relation_files("curated") if path.suffix == ".py"], ids=lambda path: path.stem
)
def test_a_relation_in_python_says_what_it_reads(path):
    asked = set(re.findall(r"(?:from|join)\s+((?:raw|reference|clean|curated)\.\w+)", path.read_text("utf-8")))
    assert {read for read in asked if read != "pipelines.curated"} <= warehouse.reads_of(path)


def test_every_reference_of_a_contract_leads_to_a_column():
    for contract in CONTRACTS.values():
        for column in contract.columns:
            if column.references:
                relation, other = column.references.split(".")
                assert CONTRACTS[relation].column(other).type == column.type, f"{contract.relation}.{column.name}"


def test_every_contract_says_what_it_means():
    for contract in CONTRACTS.values():
        assert contract.title, contract.relation
        assert contract.grain, contract.relation
        assert contract.meaning.endswith("."), contract.relation
        assert [column.name for column in contract.columns if not column.meaning] == []
        assert set(contract.key) <= set(contract.names)


def test_a_key_is_never_empty():
    """Except where an empty part says something: no end known, no single line."""
    empty = {(name, key) for name, one in CONTRACTS.items() for key in one.key if not one.column(key).required}
    assert empty == {("finding", "line")}


def test_no_rule_of_a_contract_has_the_name_of_another():
    for contract in CONTRACTS.values():
        names = [rule.name for rule in rules_of(contract)]
        assert len(names) == len(set(names)), contract.relation


def test_every_column_of_the_snapshot_carries_its_meaning_and_unit(snapshot):
    kept = snapshot(
        """select table_name, column_name, data_type, comment from duckdb_columns()
           where database_name = 'snapshot' and schema_name = 'curated' order by table_name, column_index"""
    )
    promised = [
        (
            name,
            column.name,
            SQL_TYPES[column.type].upper(),
            column.meaning + (f" [{column.unit}]" if column.unit else ""),
        )
        for name, contract in sorted(CONTRACTS.items())
        for column in contract.columns
    ]
    assert kept == promised


def test_every_relation_of_the_snapshot_says_what_a_row_is(snapshot):
    kept = snapshot("select table_name, comment from duckdb_tables() where database_name = 'snapshot' order by 1")
    assert kept == [(name, f"Eine Zeile je {one.grain}. {one.meaning}") for name, one in sorted(CONTRACTS.items())]


def test_the_snapshot_lies_in_the_order_of_its_keys(snapshot):
    for name, contract in CONTRACTS.items():
        key = ", ".join(contract.key)
        assert snapshot(f"select {key} from curated.{name}") == snapshot(
            f"select {key} from curated.{name} order by {key}"
        )


@pytest.fixture
def published(kreis):
    """A small Kreis with one snapshot and a new file waiting for the next."""
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 10))
    kreis.build()
    kreis.add("allocation_report", stock(RHEINE, "2018-02", "fluag_stock", 11))
    return kreis


def promise(monkeypatch: pytest.MonkeyPatch, rule: Rule) -> None:
    """Adds a rule to the contract of curated.stock."""
    contract = CONTRACTS["stock"]
    stricter = replace(contract, rules=(*contract.rules, rule))
    monkeypatch.setattr("pipelines.build.CONTRACTS", CONTRACTS | {"stock": stricter})


def test_a_broken_contract_publishes_nothing_but_the_reason(published, monkeypatch):
    promise(monkeypatch, Rule("nobody", "Niemand ist da.", "select ags, persons from curated.stock where persons = 11"))
    before = sorted(path.name for path in (published.data / "curated").glob("[!.]*"))
    with pytest.raises(NotPublished) as refusal:
        build(published.data)
    assert str(refusal.value) == (
        "curated.stock hält seinen Vertrag nicht ein, Regel nobody: Niemand ist da. "
        f"(1 Zeile, zuerst: ags={RHEINE}, persons=11.0)"
    )
    assert sorted(path.name for path in (published.data / "curated").glob("[!.]*")) == sorted([*before, NOTE])
    assert ask(published.data, "select persons from curated.stock where persons is not null") == [(10,)]


def test_a_doubtful_contract_publishes_and_leaves_a_finding(published, monkeypatch):
    promise(
        monkeypatch, Rule("few", "Das sind wenige.", "select persons from curated.stock where persons = 11", "warn")
    )
    steps.build(published.data)
    found_there = (
        "select severity, source, file, column_name, value, reason from curated.finding where source = 'contract'"
    )
    assert ask(published.data, found_there) == [
        ("warn", "contract", "curated.stock", "few", "persons=11.0", "Das sind wenige. (Zeilen: 1)")
    ]


def test_a_relation_without_a_contract_is_not_built(published, monkeypatch):
    others = {name: contract for name, contract in CONTRACTS.items() if name != "cliff"}
    monkeypatch.setattr("pipelines.warehouse.CONTRACTS", others)
    with pytest.raises(NotPublished, match=r"^curated\.cliff hat keinen Vertrag"):
        build(published.data)
