"""Names under which files from outside are kept: no path, nothing unprintable, short enough for every disk."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
# Most file systems end at 255 bytes; a note beside the file adds its ending to the same name.
MOST_BYTES = 200
# How browsers, mail programs and copying programs name what they have not finished.
PARTIAL = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp", ".!ut")
# What some file system, archive or shell takes for something else than part of a name.
SIGNS = frozenset('/\\:*?"<>|')
# Never shown where a name is read: unprintable, half a character, direction marks, private use.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(given: str) -> str:
    """The last part of a name as one may keep it, its ending saved: `../a/Mel\\0dung.csv` is `Mel_dung.csv`.

    At most 120 characters and 200 bytes; never empty, hidden, or taken for half a download.
    """
    last = unicodedata.normalize("NFC", given.replace("\\", "/")).rpartition("/")[2]
    text = "".join("_" if sign in SIGNS or unicodedata.category(sign) in UNPRINTABLE else sign for sign in last)
    text = " ".join(text.split()).lstrip(".~ ").rstrip(". ")
    return shortened(f"{text}_" if is_partial(text) else text or "datei")


def is_partial(name: str) -> bool:
    """Whether a file of that name is hidden, locked by an office program, or half a download."""
    return name.startswith((".", "~$")) or name.lower().endswith(PARTIAL)


def printable(text: str) -> str:
    """The text with a question mark for every sign that cannot be shown or written as UTF-8."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def shortened(name: str, more: str = "") -> str:
    """The name with `more` before its ending, cut in the stem where it would be too long."""
    ending = PurePosixPath(name).suffix
    ending = ending if len(ending) <= 12 else ""
    stem = name.removesuffix(ending) if ending else name
    while len(stem + more + ending) > LONGEST or len((stem + more + ending).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return stem + more + ending
