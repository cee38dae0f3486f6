"""Sentences, numbers and days for whatever is printed without a page: the ledger on a terminal, on screen, on paper.

words = Words("de"); words.say("ledger.key.title"); words.number(1313.56, 1)
"""

from __future__ import annotations

import math
import string
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from pipelines.wording.sentences import english

# The first is spoken where nobody asked for another.
LANGUAGES = ("de", "en")


class _Sentence(string.Formatter):
    """`{count:offer|offers}` takes the first word for 1 and the second for every other count."""

    def format_field(self, value: object, spec: str) -> str:
        one, choice, many = spec.partition("|")
        if not choice:
            return super().format_field(value, spec)
        return one if str(value) == "1" else many


_SENTENCE = _Sentence()


def dictionary_key(name: str) -> str:
    """What names are sorted by, so that Hörstel stands before Horstmar."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


def fill(text: str, values: Mapping[str, object]) -> str:
    """A text with `{name}` filled in, `{name:one|many}` by its number. Raises KeyError without a value."""
    return _SENTENCE.vformat(text, (), values) if "|" in text else text.format(**values)


class Words:
    """One language: what is said, and how its numbers and days are written."""

    def __init__(self, language: str = "de") -> None:
        self.language = language
        self._texts = _texts(language)

    def say(self, key: str, /, **values: object) -> str:
        """The text of a dotted key with `{name}` filled in. Raises KeyError when there is none."""
        text: object = self._texts
        for part in key.split("."):
            text = text[part]  # type: ignore[index]
        if not isinstance(text, str):
            raise KeyError(key)
        return fill(text, values) if values else text

    def named(self, table: str) -> dict[str, str]:
        """What each code of a table of the file is called. Raises KeyError when there is none."""
        return dict(self._texts[table])

    def told(self, sentence: str) -> str:
        """A sentence or title the snapshot holds in German, in this language; as it stands where it has no twin."""
        return sentence if self.language == LANGUAGES[0] else english(sentence) or sentence

    def number(self, value: float | None, digits: int = 0) -> str:
        """A figure with that many decimals; missing is a word."""
        if value is None or math.isnan(value):
            return self.say("missing")
        # no minus before a zero
        rounded = round(value, digits) + 0.0
        text = format_decimal(rounded, f"#,##0.{'0' * digits}" if digits else "#,##0", locale=self.language)
        return text.replace("-", "−")

    def share(self, value: float | None, digits: int = 4) -> str:
        """A share of 1 as a percentage."""
        if value is None or math.isnan(value):
            return self.say("missing")
        return self.say("share", number=self.number(100 * value, digits))

    def factor(self, value: float) -> str:
        """A factor of the law without trailing zeros."""
        return format_decimal(value, "0.######", locale=self.language)

    def day(self, day: date) -> str:
        """A day in the form the pages have too: `01.03.2024`, `1 Mar 2024`."""
        return format_date(day, "dd.MM.yyyy" if self.language == "de" else "d MMM yyyy", locale=self.language)


@cache
def _texts(language: str) -> dict:
    return tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text("utf-8"))
