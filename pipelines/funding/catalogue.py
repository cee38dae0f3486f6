"""Reads the funding programmes of a snapshot."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pipelines.funding.programme import Amount, Deadline, Place, Programme

if TYPE_CHECKING:
    import duckdb

_DEADLINES = """
select d.*, coalesce(d.area <> b.kreis_ags, false) as is_elsewhere
from curated.programme_deadline as d cross join curated.build as b
order by d.programme, d.closes_on nulls last, d.call
"""
_AMOUNTS = """
select * from curated.programme_amount order by programme, unit like 'euro_total%', known_for desc nulls first, line
"""
_WAYS = "select programme, category, way from curated.programme_category order by all"
_PROGRAMMES = "select * from curated.programme order by line"


def programmes_in(cursor: duckdb.DuckDBPyConnection, language: str = "de") -> tuple[Programme, ...]:
    """All programmes with amounts, deadlines and categories, in the order of the table.

    The cursor must see schema `curated`. Raises duckdb.Error where the snapshot holds no programmes.
    """
    ways, amounts, deadlines = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in _rows(cursor, _WAYS):
        ways[row["programme"]].append((row["category"], row["way"]))
    for row in _rows(cursor, _AMOUNTS):
        amounts[row["programme"]].append(_amount(row, language))
    for row in _rows(cursor, _DEADLINES):
        deadlines[row["programme"]].append(_deadline(row))
    return tuple(
        _programme(row, language, tuple(ways[code]), tuple(amounts[code]), tuple(deadlines[code]))
        for row in _rows(cursor, _PROGRAMMES)
        for code in [row["programme"]]
    )


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    answer = cursor.execute(sql)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _place(row: dict[str, Any]) -> Place:
    return Place(row["source"], row["file"], row["line"])


def _amount(row: dict[str, Any], language: str) -> Amount:
    return Amount(
        row[f"item_{language}"],
        row["amount_low"],
        row["amount_high"],
        row["unit"],
        row["per_unit_of"],
        row["known_for"],
        row["note"],
        _place(row),
    )


def _deadline(row: dict[str, Any]) -> Deadline:
    same = ("call", "for_year", "opens_on", "closes_on", "rhythm", "certainty", "area_name", "is_elsewhere", "note")
    return Deadline(**{name: row[name] for name in same}, place=_place(row))


def _programme(
    row: dict[str, Any],
    language: str,
    ways: tuple[tuple[str, str], ...],
    amounts: tuple[Amount, ...],
    deadlines: tuple[Deadline, ...],
) -> Programme:
    translated = ("name", "applicant", "pays", "figures", "ask")
    same = (
        "programme", "level", "status", "for_groups", "own_share_low", "own_share_high", "valid_from", "valid_to",
        "known_from", "known_to", "confidence", "note",
    )  # fmt: skip
    return Programme(
        **{name: row[name] for name in same},
        **{name: row[f"{name}_{language}"] for name in translated},
        place=_place(row),
        ways=ways,
        amounts=amounts,
        deadlines=deadlines,
    )
