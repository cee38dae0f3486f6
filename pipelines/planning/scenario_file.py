"""A scenario as a file (JSON) and as part of an address; what can be wrong with either is one code with values."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

from pipelines.planning.scenario import (
    GROUPS,
    Growth,
    NewFacility,
    Opening,
    OtherRatio,
    People,
    Scenario,
)

VERSION = 2
MARK = "bedarfsatlas_scenario"
# 200 assumptions have about a third of that.
LONGEST_TEXT = 100_000
# Servers and mail programs cut addresses off somewhere above this.
LONGEST_TOKEN = 6_000
MOST_ENTRIES = 200
LONGEST_WORD = 200
LARGEST = 1_000_000.0
HALF_SIGN = re.compile("[\ud800-\udfff]")
LISTS = ("people", "closed", "grown", "opened", "facilities", "ratios")
FIELDS = (MARK, "name", "month", "made_on", "age_mix", *LISTS)


class Unfit(ValueError):
    """A text that is no scenario, or an assumption that cannot be made: the code of a sentence and its values."""

    def __init__(self, code: str, **values: str | float) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


def write(scenario: Scenario) -> str:
    """The file of a scenario."""
    people = [
        {"ags": one.ags, "percent" if one.is_percent else "persons": one.amount, "group": one.group}
        for one in scenario.people
    ]
    told: dict[str, Any] = {MARK: VERSION} | asdict(scenario) | {"people": people, "age_mix": dict(scenario.age_mix)}
    kept = {name: value for name, value in told.items() if value or name in ("name", "month", "made_on")}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> tuple[Scenario, tuple[Unfit, ...]]:
    """The scenario of a file, and what was assumed because its version is older. Raises Unfit."""
    if len(text) > LONGEST_TEXT:
        raise Unfit("too_long", longest=str(LONGEST_TEXT // 1000))
    told = _parsed(text)
    version = told.get(MARK)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Unfit("no_scenario")
    if version > VERSION:
        raise Unfit("newer", version=str(version)[:9], known=str(VERSION))
    notes: list[Unfit] = []
    if version == 1:
        told, notes = _from_first(told)
    if unknown := sorted(set(told) - set(FIELDS)):
        raise Unfit("unknown_field", field=short(unknown[0]))
    return _scenario(told), tuple(notes)


def as_token(scenario: Scenario) -> str | None:
    """The scenario as part of an address; None where it is too long for one."""
    packed = zlib.compress(json.dumps(json.loads(write(scenario)), ensure_ascii=False).encode(), 9)
    token = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return token if len(token) <= LONGEST_TOKEN else None


def from_token(token: str) -> tuple[Scenario, tuple[Unfit, ...]]:
    """The scenario of an address. Raises Unfit."""
    if len(token) > LONGEST_TOKEN:
        raise Unfit("broken_link")
    try:
        packed = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
        # a few bytes can unpack to gigabytes
        text = zlib.decompressobj().decompress(packed, LONGEST_TEXT * 4).decode()
    except (binascii.Error, UnicodeError, zlib.error) as error:
        raise Unfit("broken_link") from error
    return read(text)


def short(text: object) -> str:
    """So much of what a file holds is repeated in a sentence: one line without control signs."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in str(text)).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _parsed(text: str) -> dict[str, Any]:
    def refuse(_: str) -> None:
        """Raises Unfit: NaN and the infinities are no JSON."""
        raise Unfit("no_json", line="1")

    try:
        told = json.loads(text.removeprefix("\ufeff"), parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise Unfit("no_json", line=str(error.lineno)) from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("no_json", line="1") from error
    if not isinstance(told, dict):
        raise Unfit("no_scenario")
    return told


def _from_first(told: dict[str, Any]) -> tuple[dict[str, Any], list[Unfit]]:
    """Version 1 knew neither legal groups (people by AGS) nor the area of a new offer."""
    notes = []
    people = told.get("people", {})
    if not isinstance(people, Mapping):
        raise Unfit("bad_field", field="people")
    if people:
        notes.append(Unfit("assumed_group"))
    if any(isinstance(one, Mapping) and "area" not in one for one in _list(told, "opened")):
        notes.append(Unfit("assumed_area"))
    rows = [{"ags": ags, "persons": persons, "group": "both"} for ags, persons in people.items()]
    return told | {"people": rows}, notes


def _scenario(told: Mapping[str, Any]) -> Scenario:
    if sum(len(_list(told, name)) for name in LISTS) > MOST_ENTRIES:
        raise Unfit("too_many", most=str(MOST_ENTRIES))
    return Scenario(
        name=_text(told, "name", ""),
        month=_text(told, "month"),
        made_on=_text(told, "made_on", ""),
        people=_each(told, "people", _people),
        age_mix=_mix(told),
        closed=tuple(_word(one, "closed") for one in _list(told, "closed")),
        grown=_each(told, "grown", lambda one: Growth(_text(one, "offer"), _number(one, "places"))),
        opened=_each(told, "opened", _opening),
        facilities=_each(told, "facilities", _facility),
        ratios=_each(
            told, "ratios", lambda one: OtherRatio(_text(one, "category"), _text(one, "ratio"), _number(one, "value"))
        ),
    )


def _people(one: Mapping[str, Any]) -> People:
    if ("persons" in one) == ("percent" in one):
        raise Unfit("bad_field", field="people")
    unit = "percent" if "percent" in one else "persons"
    group = _text(one, "group", "both")
    if group not in GROUPS:
        raise Unfit("bad_group", group=short(group), known=", ".join(GROUPS))
    return People(_text(one, "ags"), _number(one, unit), unit == "percent", group)  # type: ignore[arg-type]


def _opening(one: Mapping[str, Any]) -> Opening:
    area = tuple(_word(ags, "area") for ags in _list(one, "area"))
    return Opening(_text(one, "name", ""), _text(one, "category"), _text(one, "ags"), _number(one, "places"), area)


def _facility(one: Mapping[str, Any]) -> NewFacility:
    return NewFacility(_text(one, "ags"), _text(one, "kind"), _number(one, "places"), _text(one, "opened_on"))


def _mix(told: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    mix = told.get("age_mix", {})
    if not isinstance(mix, Mapping):
        raise Unfit("bad_field", field="age_mix")
    return tuple((_word(band, "age_mix"), _number(mix, band)) for band in mix)


def _each(told: Mapping[str, Any], field: str, make: Callable[[Mapping[str, Any]], Any]) -> tuple[Any, ...]:
    rows = _list(told, field)
    if not all(isinstance(one, Mapping) for one in rows):
        raise Unfit("bad_field", field=field)
    return tuple(make(one) for one in rows)


def _list(told: Mapping[str, Any], field: str) -> list[Any]:
    rows = told.get(field, [])
    if not isinstance(rows, list):
        raise Unfit("bad_field", field=field)
    return rows


def _text(told: Mapping[str, Any], field: str, default: str | None = None) -> str:
    value = told.get(field, default)
    if value is None:
        raise Unfit("missing_field", field=field)
    return _word(value, field)


def _word(value: Any, field: str) -> str:
    # half of a sign is text to JSON, but to nobody else
    if not isinstance(value, str) or len(value) > LONGEST_WORD or HALF_SIGN.search(value):
        raise Unfit("bad_field", field=short(field))
    return value


def _number(told: Mapping[str, Any], field: str) -> float:
    value = told.get(field)
    if value is None:
        raise Unfit("missing_field", field=short(field))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit("bad_number", field=short(field), value=short(value))
    # as it may be an integer of any length, compared before it becomes a float
    if not -LARGEST <= value <= LARGEST or not isfinite(value):
        raise Unfit("bad_number", field=short(field), value=short(str(value)[:80]))
    return float(value)
