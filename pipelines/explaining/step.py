"""One line of a ledger, and what every line is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import nan
from typing import NamedTuple

import pandas as pd

from pipelines.facts import Facts
from pipelines.planning.law import Parameter
from pipelines.wording import Words

# Steps show four decimals of a percent; a formula needs two more to give the same four on a pocket calculator.
DIGITS = 6


class Place(NamedTuple):
    """Where a figure stands: file under data/raw, line, and what the source is called."""

    file: str
    line: int
    source: str


class Step(NamedTuple):
    """One line of the ledger: formula is the rule with its numbers or the reason why there is none.

    unit: share, persons, ratio or factor; low and high equal value where it is sure, NaN where not known.
    """

    code: str
    title: str
    formula: str
    value: float
    low: float
    high: float
    unit: str
    basis: str
    places: tuple[Place, ...] = ()
    law: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class Case:
    """A municipality on a day: the facts, its row of the ledger (row) and of the key inputs (told), the language."""

    facts: Facts
    ags: str
    row: pd.Series
    told: pd.Series
    words: Words

    def say(self, key: str, /, **values: object) -> str:
        """A text of the ledger."""
        return self.words.say(f"ledger.{key}", **values)

    def law(self, *names: str, day: date | None = None) -> tuple[Parameter, ...]:
        """The rows of the law in force on a day, the ledger's unless said otherwise."""
        rows = (self.facts.law.oldest(name, day or self.facts.as_of) for name in names)
        return tuple(row for row in rows if row is not None)

    def step(self, code: str, formula: str, unit: str, basis: str, figure: str | float | None = None, **more) -> Step:
        """A step whose value and bounds are a column of the row (with _low and _high), one sure number, or missing."""
        title = more.pop("title", None) or self.say(f"{code}.title")
        if isinstance(figure, str):
            numbers = tuple(float(self.row[f"{figure}{end}"]) for end in ("", "_low", "_high"))
        else:
            numbers = (nan if figure is None else float(figure),) * 3
        return Step(code, title, formula, *numbers, unit, basis, **more)


def place_of(row: pd.Series) -> tuple[Place, ...]:
    """Where a row of file, line and source stands; nothing where it stands nowhere."""
    if pd.isna(row.get("line")) or pd.isna(row.get("file")):
        return ()
    return (Place(row["file"], int(row["line"]), row.get("source") or ""),)


def noted_place_of(row: pd.Series, words: Words) -> tuple[Place, ...]:
    """The same with the note of the row, which is the reporter's and so in German."""
    if pd.isna(row.get("note")):
        return place_of(row)
    note = words.say("ledger.quoted", text=row["note"])
    return tuple(place._replace(source=f"{place.source}; {note}") for place in place_of(row))
