"""How people write what a column means: German days, decimal commas, keys without their zero, ja and nein.

Each function turns one cell into the canonical text, or leaves it alone where it does not understand it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from pipelines.forms.form import Lookup
from pipelines.places import areas
from pipelines.receiving.layout import Field

GERMAN_DAY = re.compile(r"([0-3]?[0-9])\.\s?([01]?[0-9])\.\s?((?:19|20)?[0-9]{2})")
WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+")
DECIMAL = re.compile(r"(-?[0-9]+),([0-9]+)")
THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
THOUSANDS_ONLY = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
# 25.000 is as likely twenty-five thousand as twenty-five
WHOLE = re.compile(r"(-?[0-9]+)(?:,0+|\.0{1,2}|\.0{4,})")
AMBIGUOUS = re.compile(r"(-?[1-9][0-9]{0,2})\.([0-9]{3})")
FLAGS = {"ja": "1", "j": "1", "x": "1", "wahr": "1", "true": "1", "nein": "0", "n": "0", "falsch": "0", "false": "0"}
# Of years with two digits: what lies further ahead than any offer was meant to begin or end in the last century.
LAST_SHORT_YEAR = 45
OPEN_END = ("unbefristet", "laufend", "auf weiteres", "bis auf weiteres", "offen", "dauerhaft", "fortlaufend")
EVERYWHERE = ("kreis", "kreisweit", "ganzer kreis", "gesamter kreis", "kreisgebiet", "alle gemeinden")


@lru_cache(maxsize=20_000)  # every source asks anew what each heading may mean
def label_words(label: str) -> str:
    """A label reduced to its words: „Plätze*“ and „ PLÄTZE “ are the same."""
    text = unicodedata.normalize("NFC", label).casefold().replace("\u00ad", "")
    return " ".join(re.sub(r"[^\w§%/]+", " ", text.replace("_", " ")).split())


def day(text: str) -> str:
    """1.3.2018, 01.03.18 and 2018-03-01T00:00:00 as 2018-03-01; 01.09.98 is 1998, unbefristet no day."""
    if match := GERMAN_DAY.fullmatch(text):
        date, month, year = match.groups()
        century = "" if len(year) == 4 else "19" if int(year) > LAST_SHORT_YEAR else "20"
        return f"{century}{year}-{int(month):02}-{int(date):02}"
    if label_words(text) in OPEN_END:
        return ""
    match = WITH_TIME.fullmatch(text)
    return match[1] if match else text


def number(text: str) -> str:
    """1,5 and 1.200,50 with a decimal point, 1.200.000 without; 1.200 stays, it could be either."""
    text = re.sub(r"(?<=[0-9])[\u00a0\u202f ](?=[0-9]{3})", "", text)
    if THOUSANDS.fullmatch(text) or THOUSANDS_ONLY.fullmatch(text):
        text = text.replace(".", "")
    match = DECIMAL.fullmatch(text)
    return f"{match[1]}.{match[2]}" if match else text


def both_meanings(text: str) -> str:
    """1.200 as „1200 oder 1,2“, which is no number; empty where a text has one meaning."""
    match = AMBIGUOUS.fullmatch(text)
    if match is None:
        return ""
    whole, places = match.groups()
    return f"{whole}{places} oder {whole},{places.rstrip('0')}".removesuffix(",")


def integer(text: str) -> str:
    """25,0 as 25."""
    match = WHOLE.fullmatch(number(text))
    return match[1] if match else number(text)


def key(text: str, lookup: Lookup) -> str:
    """A key with its leading zero, a kreisfreie Stadt with eight digits, a name as its key."""
    return areas.key(text) or lookup(text).ags or text


def area(text: str, lookup: Lookup) -> str:
    """Keys or names parted by comma, semicolon or blank; `kreis` for all of the Kreis."""
    if label_words(text) in EVERYWHERE:
        return "kreis"
    parts = [part.strip() for part in re.split(r"[,;/\n]", text) if part.strip()]
    keys = [key(part, lookup) if not re.search(r"[0-9]\s+[0-9]", part) else part for part in parts]
    return " ".join(keys)


def writer(column: Field, lookup: Lookup, choices: Mapping[str, str]) -> Callable[[str], str] | None:
    """What to do with the cells of one column; None where any text is right."""
    by_kind: dict[str, Callable[[str], str]] = {
        "day": day,
        "number": number,
        "integer": integer,
        "ags": lambda text: key(text, lookup),
        "area_list": lambda text: area(text, lookup),
        "flag": lambda text: FLAGS.get(label_words(text), text),
        "choice": lambda text: choices.get(label_words(text), text),
        "category": lambda text: (
            choices.get(label_words(text)) or _only(lookup.category_words.get(label_words(text))) or text
        ),
    }
    return by_kind.get(column.kind)


def _only(codes: tuple[str, ...] | None) -> str:
    return codes[0] if codes and len(codes) == 1 else ""


def explained(column: Field, text: str, lookup: Lookup) -> tuple[str, str] | None:
    """Why a name or word stands for no key, with its candidates, and what to do; None: nothing more to say."""
    if column.kind == "ags" and text and not areas.key(text):
        return lookup(text).reason, "Schreiben Sie den AGS, oder ergänzen Sie den Namen in data/own/alias.csv."
    codes = lookup.category_words.get(label_words(text), ())
    if column.kind == "category" and len(codes) > 1:
        said = "Schreiben Sie den Code, oder legen Sie das Wort in data/own/category_word.csv fest."
        return f"ist mehrdeutig; gemeint sein kann: {', '.join(codes)}", said
    return None
