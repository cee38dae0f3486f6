"""How names are compared: every spelling of one name gives the same words, two names never do.

"    Ochtrup, STADT" -> ochtrup stadt        "Mülheim a. d. Ruhr" -> muelheim ruhr
"""

from __future__ import annotations

import re
import unicodedata

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
FOOTNOTE = re.compile(r"(?:\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]|(?<=\s)\d\)))+\s*$")
SINCE = re.compile(r"\((?:ab|seit)\s[^)]*\)", re.I)  # IT.NRW: Aachen, krfr. Stadt (ab 21.10.2009)
WORD = re.compile(r"[a-z0-9]+")

# One word for all its abbreviations, as printed by publishers.
LONG_FORM = {
    "skt": "sankt", "kr": "kreis", "krs": "kreis", "lk": "kreis", "lkr": "kreis", "landkreis": "kreis",
    "kreisverwaltung": "kreis", "krfr": "kreisfreie", "kfr": "kreisfreie", "kreisfr": "kreisfreie",
    "kreisfrei": "kreisfreie", "gem": "gemeinde", "bez": "bezirk", "rb": "regierungsbezirk",
    "rhld": "rheinland", "rhl": "rheinland", "rheinl": "rheinland", "rh": "rhein", "westf": "westfalen",
    "w": "westfalen", "sauerl": "sauerland", "niederrh": "niederrhein", "nrw": "nordrheinwestfalen",
    "nw": "nordrheinwestfalen",
}  # fmt: skip
# Mülheim an der Ruhr, Mülheim a. d. Ruhr, Mülheim/Ruhr
LINKING = frozenset({"a", "an", "am", "d", "der", "dem", "b", "bei", "i", "im", "in"})


def fold(text: str) -> str:
    """The text in small letters without accents; umlauts as two letters, ß as ss."""
    small = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold().translate(UMLAUTS)
    return "".join(sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))


def words(text: str) -> tuple[str, ...]:
    """The words of a name, abbreviations written out, linking words left out (never the first word)."""
    found = WORD.findall(fold(SINCE.sub(" ", FOOTNOTE.sub("", text))))
    last = len(found) - 1
    return tuple(
        _written_out(word, at == last and at > 0) for at, word in enumerate(found) if at == 0 or word not in LINKING
    )


def _written_out(word: str, is_last: bool) -> str:
    # St. Augustin is Sankt Augustin, but Ochtrup, St. is a Stadt
    if word == "st":
        return "stadt" if is_last else "sankt"
    return LONG_FORM.get(word, word)
