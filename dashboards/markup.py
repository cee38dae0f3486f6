"""Words of others inside sentences that are read as Markdown: no sign in them means anything."""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What turns text into a link, a picture, a colour or a formula; commas and brackets of a plain name stay as they are.
MEANING = re.compile(r"([\\`*_\[\]<>$:~#|!{}])")


def as_text(text: str, longest: int = 2000) -> str:
    """The text so that no sign in it is read as markup; one line, cut with an ellipsis."""
    return PUNCTUATION.sub(r"\\\1", _line(text, longest))


def as_name(text: str, longest: int = 300) -> str:
    """A name or a title as `as_text`, but with the punctuation of plain language left alone."""
    return MEANING.sub(r"\\\1", _line(text, longest))


def _line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    # between two words, unless that would leave little
    whole = line[:longest].rpartition(" ")[0]
    return f"{whole if len(whole) > longest / 2 else line[: longest - 1]}…"
