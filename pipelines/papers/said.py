"""Words, amounts and bounds of the papers: the texts of text/<language>.toml with the numbers of the house."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from math import isnan
from pathlib import Path

from babel.dates import format_date

from pipelines.wording import Words, fill

# Units counted in whole pieces; parts of a post are worth a digit.
DIGITS = {"fte": 1}


class Said(Words):
    """One language with the texts of the papers beside those of the house."""

    def __init__(self, language: str = "de") -> None:
        super().__init__(language)
        self._texts = self._texts | _own(language)

    def label(self, table: str, code: str) -> str:
        """What a code is called; the code itself where it has no name."""
        return self.named(table).get(code, code)

    def quantity(self, value: float | None, unit: str) -> str:
        """An amount in the digits its unit deserves; what rounds to zero but is none says so."""
        digits = 0 if value == 0 else DIGITS.get(unit, 0)
        smallest = 10.0**-digits
        if value is not None and 0 < value < smallest / 2:
            return f"<\u202f{self.number(smallest, digits)}"
        return self.number(value, digits)

    def with_unit(self, value: float, unit: str) -> str:
        """`2 Stellen`."""
        return fill(self.label("with_unit", unit), {"amount": self.quantity(value, unit)})

    def lacking(self, value: float, unit: str) -> str:
        """What is missing, with its unit: `Plätze für 271 Personen im Jahr`."""
        return fill(self.label("missing_amount", unit), {"amount": self.quantity(value, unit)})

    def between(self, low: float | None, high: float | None, unit: str = "persons") -> str:
        """Bounds in words: `4 bis 20`, `mindestens 4`, or that nobody knows any."""
        if is_gone(low):
            return self.say("paper.no_bounds" if is_gone(high) else "paper.at_most", high=self.quantity(high, unit))
        if is_gone(high):
            return self.say("paper.at_least", low=self.quantity(low, unit))
        return self.say("paper.between", low=self.quantity(low, unit), high=self.quantity(high, unit))

    def month(self, month: date) -> str:
        """`Januar 2018`."""
        return format_date(month, "LLLL yyyy", locale=self.language)


def is_gone(value: float | None) -> bool:
    """Whether there is no number."""
    return value is None or isnan(value)


@cache
def _own(language: str) -> dict:
    return tomllib.loads((Path(__file__).parent / "text" / f"{language}.toml").read_text("utf-8"))
