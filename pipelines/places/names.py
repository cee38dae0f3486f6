"""Names of municipalities to their key (AGS). What is ambiguous or incomplete gets candidates, never a guess.

names = Names.of(municipalities, aliases)
names.lookup("Stadt Ochtrup").ags                    "05566068"
names.lookup("Kreis Steinfurt").reason               "ist ein Kreis oder ein anderes Gebiet, keine Gemeinde"
names.lookup("Halle").candidates                     Halle (Westf.) only: Halle alone may be another
names.lookup("Halle", within="05").ags               "05754012"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from pipelines.places.areas import Areas, key
from pipelines.places.spelling import words

__all__ = ["Candidate", "Match", "Names", "key"]

Candidate = tuple[str, str, str]

KINDS = frozenset({
    "stadt", "gemeinde", "kreisfreie", "kreisangehoerige", "grosse", "mittlere", "kreisstadt", "hansestadt",
    "universitaetsstadt", "landeshauptstadt", "bundesstadt", "stadtverwaltung", "gemeindeverwaltung",
})  # fmt: skip
SIMILAR, SHOWN = 84, 5
LONGEST, MOST_WORDS = 200, 12

AREA = "ist ein Kreis oder ein anderes Gebiet, keine Gemeinde"
ALSO_A_KREIS = "heißt auch ein Kreis; gemeint ist die Gemeinde"
UNKNOWN = "ist keine bekannte Gemeinde in NRW"


@dataclass(frozen=True)
class Match:
    """What a name stands for.

    `ags` is None where nothing fits or several do; `candidates` are (ags, name, kreis) then. `reason` says why there
    is no key, in words that follow the name; with a key it is empty or says what to mind.
    """

    ags: str | None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Names:
    """All spellings of the municipalities known. Made by `Names.of`; looking up changes nothing."""

    known: dict[str, Candidate]
    independent: frozenset[str]
    spellings: dict[str, set[str]]
    exact: frozenset[tuple[str, ...]]
    short: dict[str, set[str]]
    notes: dict[str, str]
    areas: Areas = field(repr=False)

    @classmethod
    def of(cls, municipalities: Iterable[Mapping[str, str]], aliases: Iterable[Mapping[str, str]] = ()) -> Names:
        """Spellings from municipality lists of any years (later rows name a municipality) and other names (`alias`).

        Rows need ags, name, name_official, kind, kreis_ags, kreis_name; aliases need alias, ags, note.
        """
        rows, others = list(municipalities), list(aliases)
        known = {row["ags"]: (row["ags"], row["name"], row["kreis_name"]) for row in rows}
        written = [(spelling, row["ags"]) for row in rows for spelling in _official(row)]
        written += [(words(row["alias"]), row["ags"]) for row in others if row["ags"] in known]
        return cls(
            known=known,
            independent=frozenset(row["ags"] for row in rows if _is_independent(row)),
            spellings=_gathered(written),
            exact=frozenset(spelling for spelling, _ in written),
            short=_gathered([(short, row["ags"]) for row in rows for short in _shortened(row["name"])]),
            notes={"".join(words(row["alias"])): row["note"] for row in others if row["note"]},
            areas=Areas.of(rows),
        )

    def lookup(self, name: str, *, within: str | None = None) -> Match:
        """The municipality that a name as found in a file stands for, searched in the area `within` (AGS prefix)."""
        text = " ".join(name.split())
        spoken = words(self.areas.qualified(text[: LONGEST + 1]))
        whole = "".join(spoken)
        if not whole:
            return Match(None, (), "ist leer")
        if len(text) > LONGEST or len(spoken) > MOST_WORDS:
            return Match(None, (), UNKNOWN)
        if whole in self.areas.prefixes or (whole in self.areas.bare and whole not in self.spellings):
            return Match(None, (), AREA)
        found, elsewhere = self._meant(spoken, within)
        if len(found) == 1:
            return Match(min(found), (), self._caution(whole))
        if found:
            return self._open(found, "ist mehrdeutig")
        if elsewhere:
            return self._open(elsewhere, "liegt nicht in dem genannten Gebiet")
        near = self._named_inside(spoken)
        if near:
            return self._open(near, "ist mit seinen Zusätzen kein bekannter Name")
        return self._similar(spoken)

    def _meant(self, spoken: tuple[str, ...], within: str | None) -> tuple[set[str], set[str]]:
        """Municipalities whose name, with words around it that are all understood, is the text; and those elsewhere."""
        inside: set[str] = set()
        outside: set[str] = set()
        for start, end in _spans(len(spoken)):
            around = self._understood((*spoken[:start], "", *spoken[end:]))
            if around is None:
                continue
            hits = self._spelled(spoken[start:end])
            if within:
                hits = hits or self.short.get("".join(spoken[start:end]), set())
            wanted = [(within,), *around] if within else around
            for ags in hits:
                fits = all(ags.startswith(area) for area in wanted) and self._kind_fits(ags, spoken, start, end)
                (inside if fits else outside).add(ags)
        return inside, outside - inside

    def _spelled(self, part: tuple[str, ...]) -> set[str]:
        # "Stadt Lohn" is not Stadtlohn
        if part[0] in KINDS and part not in self.exact:
            return set()
        return self.spellings.get("".join(part), set())

    def _kind_fits(self, ags: str, spoken: tuple[str, ...], start: int, end: int) -> bool:
        return "kreisfreie" not in spoken[:start] + spoken[end:] or ags in self.independent

    def _understood(self, rest: tuple[str, ...]) -> list[tuple[str, ...]] | None:
        """The areas that the words around a name speak of; None when one of them is not understood."""
        areas, at = [], 0
        while at < len(rest):
            if rest[at] in KINDS or not rest[at]:
                at += 1
                continue
            gap = rest.index("", at) if "" in rest[at:] else len(rest)
            ends = (end for end in range(gap, at, -1) if "".join(rest[at:end]) in self.areas.prefixes)
            end = next(ends, None)
            if end is None:
                return None
            areas.append(self.areas.prefixes["".join(rest[at:end])])
            at = end
        return areas

    def _named_inside(self, spoken: tuple[str, ...]) -> set[str]:
        spans = sorted(_spans(len(spoken)), key=lambda span: span[0] - span[1])
        found: set[str] = set()
        taken: set[int] = set()
        for start, end in spans:
            whole = "".join(spoken[start:end])
            hits = self._spelled(spoken[start:end]) | self.short.get(whole, set())
            if hits and not taken & set(range(start, end)):
                found |= hits
                taken |= set(range(start, end))
        return found

    def _similar(self, spoken: tuple[str, ...]) -> Match:
        text = "".join(word for word in spoken if word not in KINDS)
        near = process.extract(text, self.spellings.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=SHOWN)
        found = {ags for spelling, _, _ in near for ags in self.spellings[spelling]}
        return self._open(found, UNKNOWN) if found else Match(None, (), UNKNOWN)

    def _open(self, found: set[str], reason: str) -> Match:
        candidates = tuple(self.known[ags] for ags in sorted(found))
        shown = "; ".join(f"{ags} {name} ({kreis})" for ags, name, kreis in candidates[:SHOWN])
        return Match(None, candidates, f"{reason}; gemeint sein kann: {shown}")

    def _caution(self, whole: str) -> str:
        return self.notes.get(whole, "") or (ALSO_A_KREIS if whole in self.areas.bare else "")


def _is_independent(row: Mapping[str, str]) -> bool:
    # Aachen is counted among them, though it lies in a Kreis: Städteregion Aachen (einschl. Stadt Aachen)
    return "Kreisfreie" in row["kind"] or f"(einschl. Stadt {row['name']})" in row["kreis_name"]


def _spans(length: int) -> list[tuple[int, int]]:
    return [(start, end) for start in range(length) for end in range(start + 1, length + 1)]


def _official(row: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The official names as words; an epithet also before the name: Burggemeinde Brüggen."""
    name, _, epithet = row["name_official"].partition(", ")
    turned = [words(f"{epithet.removesuffix(', Stadt')} {name}")] if words(epithet) not in ((), ("stadt",)) else []
    return [words(row["name"]), words(name), words(row["name_official"]), *turned]


def _shortened(name: str) -> list[tuple[str, ...]]:
    """What people say for short: Halle for Halle (Westf.), Emmerich for Emmerich am Rhein."""
    head = re.split(r" \(| am | an der | bei ", name)[0]
    return [words(head)] if head != name else []


def _gathered(pairs: Iterable[tuple[tuple[str, ...], str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for spelling, ags in pairs:
        found.setdefault("".join(spelling), set()).add(ags)
    return found
