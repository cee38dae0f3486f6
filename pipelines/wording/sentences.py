"""English twins of the sentences that stand in the snapshot in German: reasons, actions, titles, refusals.

english("ist keine Zahl") == "is not a number"; a sentence nobody has translated, or one quoted from a source, is None.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

GAP = re.compile(r"\{(\w+)\}")
# What stands in these places was written by others and stays as they wrote it.
QUOTED = ("note", "value")
# Longer ones are not the program's own.
LONGEST = 1_500


@lru_cache(maxsize=10_000)
def english(text: str) -> str | None:
    """The English of a German sentence, with what was filled into it; None where there is none."""
    exact, patterns = _known()
    if text in exact:
        return exact[text]
    if len(text) > LONGEST:
        return None
    for parts, said in patterns:
        if (values := _values(parts, text)) is not None:
            return said.format(**{name: _part(name, value) for name, value in values.items()})
    return None


@cache
def table() -> dict[str, dict[str, str]]:
    """All sentences by kind: German to English."""
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))


def _part(name: str, value: str) -> str:
    return value if name in QUOTED else english(value) or value


@cache
def _known() -> tuple[dict[str, str], list[tuple[list[str], str]]]:
    pairs = {german: said for kind in table().values() for german, said in kind.items()}
    exact = {german: said for german, said in pairs.items() if not GAP.search(german)}
    # the more is said, the surer it is meant
    open_ones = sorted(set(pairs) - set(exact), key=lambda german: (-len(GAP.sub("", german)), german))
    return exact, [(GAP.split(german), pairs[german]) for german in open_ones]


def _values(parts: list[str], text: str) -> dict[str, str] | None:
    """What stands in the gaps, each as short as can be; None where the sentence is another. Never looks back."""
    if not text.startswith(parts[0]) or not text.endswith(parts[-1]):
        return None
    values, place, end = {}, len(parts[0]), len(text) - len(parts[-1])
    for name, after in zip(parts[1:-2:2], parts[2:-1:2], strict=True):
        found = text.find(after, place + 1, end)
        if found < 0:
            return None
        values[name], place = text[place:found], found + len(after)
    return values | {parts[-2]: text[place:end]} if place < end else None
