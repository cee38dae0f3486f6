"""Names and keys of areas above a municipality: Kreis, Regierungsbezirk, Land. No such name is a municipality's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines.places.spelling import words

BRACKETED = re.compile(r"\(([^()]*)\)")
DISTRICTS = {"Düsseldorf": "051", "Köln": "053", "Münster": "055", "Detmold": "057", "Arnsberg": "059"}
DISTRICT_WORDS = ("regierungsbezirk", "regbezirk", "bezirksregierung")
REGIONS = {
    "nordrheinwestfalen": ("05",),
    "landnordrheinwestfalen": ("05",),
    "nordrheinwestfalenland": ("05",),
    "westfalen": ("055", "057", "059"),
    "rheinland": ("051", "053"),
}
KREIS_WORDS = ("kreis", "region")

# Städteregion Aachen, the only Kreis of NRW whose key is in the range of the independent cities.
KREIS_IN_CITY_RANGE = "05334"
WRAPPED = re.compile(r"=?[\"'’`]*([0-9][0-9 \u00a0]*?)(?:[.,]0+)?[\"'’`]*")
LAST_LAND = 16
LENGTHS = (2, 3, 5, 8)


@dataclass(frozen=True)
class Areas:
    """Areas by spelling: `prefixes` of the keys in them, and names of Kreise without the word Kreis (`bare`)."""

    prefixes: dict[str, tuple[str, ...]]
    bare: frozenset[str]

    @classmethod
    def of(cls, municipalities: Iterable[Mapping[str, str]]) -> Areas:
        """The areas that a municipality list names; an independent city is no area."""
        kreise = {row["kreis_name"]: row["kreis_ags"] for row in municipalities if "Kreisfreie" not in row["kind"]}
        prefixes = dict(REGIONS)
        for name, prefix in DISTRICTS.items():
            spoken = "".join(words(name))
            prefixes |= {part: (prefix,) for word in DISTRICT_WORDS for part in (word + spoken, spoken + word)}
        for name, prefix in kreise.items():
            prefixes |= dict.fromkeys(_kreis_spellings(name), (prefix,))
        return cls(prefixes, frozenset("".join(words(_plain(name))) for name in kreise))

    def qualified(self, text: str) -> str:
        """The text with the word Kreis before the name of one in brackets: Neuenkirchen (Steinfurt)."""

        def kreis(found: re.Match[str]) -> str:
            return f" (Kreis {found[1]})" if "".join(words(found[1])) in self.bare else found[0]

        return BRACKETED.sub(kreis, text)


def _plain(kreis_name: str) -> str:
    return BRACKETED.sub("", kreis_name).strip()


def _kreis_spellings(name: str) -> set[str]:
    spoken = words(_plain(name))
    whole = "".join(spoken)
    found = {"".join(words(name)), "kreis" + whole}
    if not any(word.endswith(KREIS_WORDS) for word in spoken):
        return found - {whole} | {whole + "kreis"}
    rest = [word for word in spoken if not word.endswith(KREIS_WORDS)]
    own = [word for word in spoken if word.endswith(KREIS_WORDS)]
    return found | {whole, "".join([*rest, *own])}


def key(text: str) -> str | None:
    """The key of an area as 2, 3, 5 or 8 digits, mended where a spreadsheet or publisher broke it; None: no key.

    Puts back a lost leading zero (5566068), appends 000 to an independent city of NRW (05111), shortens the
    twelve-digit ARS, takes off blanks, quotes, ="…" and a decimal zero. Whether such an area exists is not asked.
    """
    found = WRAPPED.fullmatch(text.strip())
    digits = re.sub(r"[ \u00a0]", "", found[1]) if found else ""
    if len(digits) in (11, 12):
        digits = digits.zfill(12)
        digits = digits[:5] + digits[9:]
    elif len(digits) in (4, 7):
        digits = "0" + digits
    if len(digits) not in LENGTHS or not 1 <= int(digits[:2]) <= LAST_LAND:
        return None
    return eight_digits(digits)


def eight_digits(digits: str) -> str:
    """The key of a town of NRW that is its own Kreis, printed with five digits, as a municipality's; others as is."""
    is_city = len(digits) == 5 and digits[:2] == "05" and int(digits[3:]) <= 50 and digits != KREIS_IN_CITY_RANGE
    return digits + "000" if is_city else digits
