"""Which characters the papers' fonts can draw: PDF/UA forbids a box for one they cannot, so another stands for it."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# All but those that hold two words together.
BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
INSTEAD = "□"
# A word longer than any may be broken, at its signs or after so many letters, or it would leave its column.
LONGEST_WORD, BREAK = 28, "\u200b"
# What changes the order of the letters around it, without a letter of its own.
TURNING = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"}


def drawable(text: str) -> str:
    """The text in one line of characters that can be drawn; others become INSTEAD, invisible ones go.

    Words longer than LONGEST_WORD may be broken.
    """
    letters = "".join(_drawn(letter) for letter in unicodedata.normalize("NFC", BLANKS.sub(" ", text)))
    return " ".join(BREAK.join(_pieces(word)) for word in letters.split(" ") if word)


def _pieces(word: str) -> list[str]:
    if len(word) <= LONGEST_WORD:
        return [word]
    parts = re.split(r"(?<=[/_-])", word)
    return [part[start : start + LONGEST_WORD] for part in parts for start in range(0, len(part), LONGEST_WORD)]


def _drawn(letter: str) -> str:
    if ord(letter) in _covered():
        return "" if letter in TURNING else letter
    # marks, joiners and controls without a shape of their own
    return "" if unicodedata.category(letter)[0] in "CM" else INSTEAD


@cache
def _covered() -> frozenset[int]:
    """The characters that every font of the papers has a shape for."""
    return frozenset.intersection(*(frozenset(_characters(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))))


def _characters(font: bytes) -> set[int]:
    """The characters of a TrueType font: the ranges of its table `cmap` in format 12."""
    [tables] = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for name, _, offset, _ in entries if name == b"cmap")
    [count] = struct.unpack_from(">H", font, start + 2)
    for number in range(count):
        [offset] = struct.unpack_from(">I", font, start + 4 + 8 * number + 4)
        [form] = struct.unpack_from(">H", font, start + offset)
        if form == 12:
            return _ranges(font, start + offset)
    raise ValueError("no table of all characters")


def _ranges(font: bytes, start: int) -> set[int]:
    [groups] = struct.unpack_from(">I", font, start + 12)
    found: set[int] = set()
    for number in range(groups):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * number)
        found.update(range(first, last + 1))
    return found
