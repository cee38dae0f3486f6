"""Finds parameter rows that break what parameter_rules declares, row by row and on every day of a change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from pipelines.planning.law import Law, Parameter
from pipelines.reference.parameter_rules import RULES, TOGETHER, ParameterRule, Together

# Weights are typed with few decimals; their sum carries the rounding of binary fractions.
TOLERANCE = 1e-9


class Breach(NamedTuple):
    """A row that breaks a rule: where it stands, the column at fault, its text, and what is wrong (no full stop)."""

    is_own: bool
    line: int
    column: str
    value: str
    reason: str


def breaches(rows: pd.DataFrame) -> Iterator[Breach]:
    """What is wrong with the parameters, shipped and own together; the rows are text with `line` and `is_own`."""
    texts = [{str(name): str(value) for name, value in row.items()} for row in rows.to_dict("records")]
    for text in texts:
        yield from _alone(text)
    known = [text for text in texts if text["parameter"] in RULES]
    parameters = [_parameter(text) for text in known]
    for name, rule in RULES.items():
        if rule.lasting:
            yield from _holes([row for row in parameters if row.parameter == name])
    law = Law(parameters)
    for group in TOGETHER:
        yield from _together(group, law, [row for row in parameters if row.parameter in group.names])


def _alone(text: dict[str, str]) -> Iterator[Breach]:
    rule, name = RULES.get(text["parameter"]), text["parameter"]

    def broken(column: str, reason: str) -> Breach:
        return Breach(text["is_own"] == "1", int(text["line"]), column, text[column], reason)

    if rule is None:
        near = get_close_matches(name, RULES, n=1)
        hint = f", gemeint sein kann {near[0]}" if near else "; die Namen stehen in pipelines/reference/parameter.csv"
        yield broken("parameter", f"ist kein Parameter{hint}")
        return
    if text["unit"] != rule.unit:
        yield broken("unit", f"geht nicht, die Einheit von {name} ist {rule.unit}")
    if not rule.allows(float(text["value"])):
        yield broken("value", f"geht nicht, {_must(name, rule)}")


def _must(name: str, rule: ParameterRule) -> str:
    return f"{name} muss {rule.allowed} sein"


def _parameter(text: dict[str, str]) -> Parameter:
    return Parameter(
        text["parameter"],
        float(text["value"]),
        text["unit"],
        date.fromisoformat(text["valid_from"]),
        date.fromisoformat(text["valid_to"]) if text["valid_to"] else None,
        line=int(text["line"]),
        is_own=text["is_own"] == "1",
    )


def _holes(rows: list[Parameter]) -> Iterator[Breach]:
    """The rows of one name after whose last day no row is in force."""
    for row in rows:
        after = _day_after(row)
        if after and not any(other.valid_from <= after and (_day_after(other) or date.max) > after for other in rows):
            reason = f"lässt eine Lücke, {row.parameter} braucht ab dem {after:%d.%m.%Y} eine weitere Zeile"
            yield Breach(row.is_own, row.line, "valid_to", str(row.valid_to), reason)


def _day_after(row: Parameter) -> date | None:
    """The first day without the row; None: it lasts as long as the calendar."""
    return None if row.valid_to in (None, date.max) else row.valid_to + timedelta(days=1)


def _together(group: Together, law: Law, rows: list[Parameter]) -> Iterator[Breach]:
    """The first day on which the group does not hold."""
    days = {row.valid_from for row in rows} | {_day_after(row) for row in rows} - {None}
    for day in sorted(days):
        found = [row for name in group.names if (row := law.on(name, day))]
        if len(found) == len(group.names):
            wrong = _wrong(group, [row.value for row in found])
            if wrong:
                newest = max(found, key=_weight)
                reason = f"geht nicht, {', '.join(group.names)} {wrong} (am {day:%d.%m.%Y})"
                yield _told(newest, "value", f"{newest.value:g}", reason)
                return
        elif found and group.needs_all:
            yield _left_alone(group, found, [row for row in rows if row.valid_to and row.valid_to < day], day)
            return


def _left_alone(group: Together, found: list[Parameter], ended: list[Parameter], day: date) -> Breach:
    """Told of the row whose end left others alone, else of the one that began alone."""
    names = [row.parameter for row in found]
    gone = [row for row in ended if row.parameter not in names]
    must = f"am {day:%d.%m.%Y} gelten nicht alle, die zusammengehören: {', '.join(group.names)}"
    if gone:
        last = max(gone, key=_weight)
        return _told(last, "valid_to", str(last.valid_to), f"geht für {last.parameter} nicht, {must}")
    newest = max(found, key=_weight)
    return _told(newest, "valid_from", str(newest.valid_from), f"geht für {newest.parameter} nicht, {must}")


def _weight(row: Parameter) -> tuple[bool, date]:
    """An own row is at fault before a shipped one, a later before an earlier."""
    return row.is_own, row.valid_from


def _told(row: Parameter, column: str, value: str, reason: str) -> Breach:
    return Breach(row.is_own, row.line, column, value, reason)


def _wrong(group: Together, values: list[float]) -> str:
    total = f"{sum(values):.10g}".replace(".", ",")
    if group.rule == "sum_is_one" and abs(sum(values) - 1) > TOLERANCE:
        return f"müssen zusammen 1 ergeben, nicht {total}"
    if group.rule == "sum_up_to_one" and sum(values) > 1 + TOLERANCE:
        return f"dürfen zusammen höchstens 1 ergeben, nicht {total}"
    if group.rule == "rising" and any(later < earlier for earlier, later in pairwise(values)):
        return "dürfen in dieser Reihenfolge nicht kleiner werden"
    return ""
