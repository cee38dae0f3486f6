"""Checks curated relations against their contracts, in the database, before anything is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from pipelines.contracts.base import Column, Contract, Rule

SHOWN_ROWS = 3


@dataclass(frozen=True)
class Breach:
    """A broken promise: which relation, which rule, how many rows, and the first of them."""

    relation: str
    rule: str
    severity: str
    sentence: str
    rows: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        shown = "; ".join(self.examples)
        return (
            f"curated.{self.relation} hält seinen Vertrag nicht ein, Regel {self.rule}: {self.sentence} "
            f"({self.rows} {'Zeile' if self.rows == 1 else 'Zeilen'}, zuerst: {shown})"
        )


def breaches(con: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract]) -> list[Breach]:
    """Every broken rule of every relation: errors first, and among them tables kept by hand, the cause of the rest."""
    found = [
        breach
        for contract in contracts.values()
        for rule in rules_of(contract)
        if (breach := _breach(con, contract, rule)) is not None
    ]
    by_hand = {name for name, contract in contracts.items() if {"file", "is_own"} <= set(contract.names)}
    return sorted(found, key=lambda breach: (breach.severity != "error", breach.relation not in by_hand))


def rules_of(contract: Contract) -> Iterator[Rule]:
    """All rules of a contract: key, columns, and those across columns or relations."""
    table = f"curated.{contract.relation}"
    key = ", ".join(contract.key)
    yield Rule(
        "key",
        f"Je {contract.grain} darf es nur eine Zeile geben.",
        f"select {key}, count(*) as zeilen from {table} group by {key} having count(*) > 1",
    )
    for column in contract.columns:
        yield from _column_rules(table, key, column)
    yield from contract.rules


def _column_rules(table: str, key: str, column: Column) -> Iterator[Rule]:
    name = column.name

    def rule(kind: str, sentence: str, predicate: str) -> Rule:
        return Rule(f"{name}_{kind}", sentence, f"select {key}, {name} from {table} where {predicate}")

    if column.required:
        yield rule("required", f"{name} darf nicht leer sein.", f"{name} is null")
    if column.minimum is not None:
        yield rule("minimum", f"{name} darf nicht unter {column.minimum:g} liegen.", f"{name} < {column.minimum}")
    if column.maximum is not None:
        yield rule("maximum", f"{name} darf nicht über {column.maximum:g} liegen.", f"{name} > {column.maximum}")
    if column.choices:
        allowed = ", ".join(f"'{choice}'" for choice in column.choices)
        yield rule("choice", f"{name} muss einer dieser Werte sein: {allowed}.", f"{name} not in ({allowed})")
    if column.type == "number":
        yield rule("finite", f"{name} muss eine endliche Zahl sein.", f"not isfinite({name})")
    if column.references:
        relation, other = column.references.split(".")
        yield rule(
            "reference",
            f"{name} muss in curated.{relation} stehen.",
            f"{name} is not null and {name} not in (select {other} from curated.{relation} where {other} is not null)",
        )


def _breach(con: duckdb.DuckDBPyConnection, contract: Contract, rule: Rule) -> Breach | None:
    result = con.execute(rule.violations)
    names = [column[0] for column in result.description]
    rows = result.fetchall()
    if not rows:
        return None
    examples = tuple(
        ", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True)) for row in rows[:SHOWN_ROWS]
    )
    return Breach(contract.relation, rule.name, rule.severity, rule.sentence, len(rows), examples)
