"""Which offers may be one and the same, reported by several? Candidates with a score; a person decides.

Compared are offers of one category at one place whose times overlap, and such of one provider at places that serve
each other. Within a category and place offers are sorted by name and compared with their next NEIGHBOURS only, so
that the work grows with the number of offers and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from pipelines.planning.numbers import Floats

Places = NDArray[np.int64]

NEIGHBOURS = 60
BEST_OF_EACH = 10
# Name, place, provider and contact give 0.70: one provider's offers of one name are several unless more agrees.
PROPOSED_FROM = 0.72
SIMILAR_NAME = 70.0
WEIGHTS = {"name": 0.5, "place": 0.05, "provider": 0.1, "capacity": 0.15, "start": 0.15, "contact": 0.05}
UNKNOWN, DAYS_NEAR, ROUNDING = 0.5, 31, 1e-9

WORD = re.compile(r"[^\W_]+")
LONG_FORM = {"vhs": "volkshochschule", "awo": "arbeiterwohlfahrt", "drk": "rotes kreuz", "kita": "kindertagesstätte"}
EMPTY_WORDS = frozenset({
    "der", "die", "das", "des", "dem", "den", "in", "im", "an", "am", "für", "und", "mit", "von", "zu", "zum", "zur",
    "ein", "eine", "e", "v", "ev", "stadt", "gemeinde",
})  # fmt: skip
# Names that differ in one of these are two offers of one series: course 1 and 2, A1 and B1, Monday and Tuesday.
APART = re.compile(
    r"\w*\d\w*|i{1,3}|iv|v|vi|[a-f]|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|vormittags?|nachmittags?|abends?"
    r"|(?:allgemein|jugend|frauen|eltern|alpha|förder|intensiv)\w*|männer|kinder|mädchen|jungen|anfänger|fortgeschrittene"
)


@dataclass(frozen=True)
class Offers:
    """Columns of equal length. `starts`, `ends` in days, open end: a large number; capacity NaN: not known.

    `serves` are the first digits of the keys an offer serves; `town` is the name of the place.
    """

    category: Sequence[str]
    place: Sequence[str]
    town: Sequence[str]
    serves: Sequence[tuple[str, ...]]
    name: Sequence[str]
    provider: Sequence[str]
    contact: Sequence[str]
    capacity: Floats
    starts: Places
    ends: Places


@dataclass(frozen=True)
class Agreement:
    """How far the offers `a` and `b` (row numbers) agree: each part 0 to 1, `score` their weighted sum."""

    a: Places
    b: Places
    parts: Mapping[str, Floats]
    score: Floats


def candidates(offers: Offers) -> Agreement:
    """Pairs that may be one offer, at most BEST_OF_EACH with the same first one. Row `a` stands before row `b`."""
    names = _keys(offers)
    here = _codes(zip(offers.category, offers.place, strict=True))
    alike = _codes(
        zip(offers.category, offers.provider, names, offers.capacity.tolist(), offers.starts.tolist(), strict=True)
    )
    pairs = [_neighbours(here, _ranks(names)), _elsewhere(offers, here, _neighbours(alike, here))]
    a, b = np.concatenate(pairs, axis=1)
    together = (offers.starts[a] <= offers.ends[b]) & (offers.starts[b] <= offers.ends[a])
    a, b = a[together], b[together]
    # names and providers are compared only where they can still decide
    possible = _score(_plain_parts(offers, a, b)) + WEIGHTS["name"] + WEIGHTS["provider"] >= PROPOSED_FROM - ROUNDING
    a, b = a[possible], b[possible]
    one_course = ~_of_one_series(offers, a, b)
    return _best(_agreement(offers, names, a[one_course], b[one_course], SIMILAR_NAME))


def agreement(offers: Offers, a: Places, b: Places) -> Agreement:
    """How far each offer of `a` agrees with that of `b`."""
    return _agreement(offers, _keys(offers), a, b, 0.0)


def _agreement(offers: Offers, names: Sequence[str], a: Places, b: Places, least_name: float) -> Agreement:
    name = _alike(names, a, b, least_name)
    near = name > 0
    provider = np.zeros(len(a))
    provider[near] = _alike([_key(text) for text in offers.provider], a[near], b[near], 0)
    parts = {"name": name, "provider": provider, **_plain_parts(offers, a, b)}
    return Agreement(a, b, parts, _score(parts))


def _plain_parts(offers: Offers, a: Places, b: Places) -> dict[str, Floats]:
    days = np.abs(offers.starts[a] - offers.starts[b])
    place, contact = _codes(offers.place), _codes(offers.contact)
    no_contact = np.array([not text for text in offers.contact], dtype=bool)
    return {
        "place": (place[a] == place[b]).astype(float),
        "capacity": _same(offers.capacity[a] == offers.capacity[b], np.isnan(offers.capacity[a] + offers.capacity[b])),
        "start": np.where(days == 0, 1.0, np.where(days <= DAYS_NEAR, UNKNOWN, 0.0)),
        "contact": _same(contact[a] == contact[b], no_contact[a] | no_contact[b]),
    }


def _score(parts: Mapping[str, Floats]) -> Floats:
    return np.sum([WEIGHTS[part] * share for part, share in parts.items()], axis=0)


def kept(
    same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]], stated: Mapping[str, int]
) -> dict[str, str]:
    """For every offer in a group said to be the same, the one that counts: stated last, else the first id.

    `stated` gives the day of each offer's statement. A group that holds a pair said to be different is left out:
    decisions that contradict each other merge nothing.
    """
    group = {offer: {offer} for offer in stated}
    for a, b in same:
        joined = group[a] | group[b]
        group |= dict.fromkeys(joined, joined)
    torn = {id(group[a]) for a, b in different if group[a] is group[b]}
    return {
        offer: min(members, key=lambda member: (-stated[member], member))
        for offer, members in group.items()
        if len(members) > 1 and id(members) not in torn
    }


def _same(equal: NDArray[np.bool_], is_unknown: NDArray[np.bool_]) -> Floats:
    return np.where(is_unknown, UNKNOWN, equal.astype(float))


def _alike(texts: Sequence[str], a: Places, b: Places, least: float) -> Floats:
    """Similarity 0–1 of pairs of texts; a name inside a longer one counts for nine tenths."""
    left, right = [texts[at] for at in a.tolist()], [texts[at] for at in b.tolist()]
    whole = process.cpdist(left, right, scorer=fuzz.ratio, score_cutoff=least)
    inside = process.cpdist(left, right, scorer=fuzz.token_set_ratio, score_cutoff=least)
    return np.maximum(whole, 0.9 * inside).astype(float) / 100


def _neighbours(block: Places, order: Places) -> Places:
    """Pairs within NEIGHBOURS places of each other in a block, in the order given; shape (2, pairs), first < second."""
    rows = np.lexsort((order, block))
    sorted_block = block[rows]
    found = [np.empty((2, 0), dtype=np.int64)]
    for step in range(1, min(NEIGHBOURS, len(rows) - 1) + 1):
        (at,) = np.nonzero(sorted_block[:-step] == sorted_block[step:])
        if not len(at):
            break
        found.append(np.sort([rows[at], rows[at + step]], axis=0))
    return np.concatenate(found, axis=1)


def _elsewhere(offers: Offers, here: Places, pairs: Places) -> Places:
    """Of the pairs, those at different places of which one serves the place of the other."""
    apart = pairs[:, here[pairs[0]] != here[pairs[1]]]
    serving = [
        offers.place[a].startswith(offers.serves[b]) or offers.place[b].startswith(offers.serves[a])
        for a, b in apart.T.tolist()
    ]
    return apart[:, np.array(serving, dtype=bool)]


def _of_one_series(offers: Offers, a: Places, b: Places) -> NDArray[np.bool_]:
    """True where each name has a sign that the other lacks: course 1 and course 2."""
    signs = [frozenset(word for word in _words(name) if APART.fullmatch(word)) for name in offers.name]
    codes = _codes(signs)
    known = list(dict.fromkeys(signs))
    both, back = np.unique(codes[a] * len(known) + codes[b], return_inverse=True)
    split = [divmod(code, len(known)) for code in both.tolist()]
    return np.array([bool(known[x] - known[y] and known[y] - known[x]) for x, y in split], dtype=bool)[back]


def _best(found: Agreement) -> Agreement:
    good = np.nonzero((found.score >= PROPOSED_FROM - ROUNDING) & (found.parts["name"] > 0))[0]
    good = good[np.lexsort((found.b[good], -found.score[good], found.a[good]))]
    first = found.a[good]
    rank = np.arange(len(good)) - np.searchsorted(first, first, side="left")
    good = good[rank < BEST_OF_EACH]
    parts = {part: share[good] for part, share in found.parts.items()}
    return Agreement(found.a[good], found.b[good], parts, found.score[good])


def _words(text: str) -> list[str]:
    return [LONG_FORM.get(word, word) for word in WORD.findall(text.casefold())]


def _key(text: str, left_out: frozenset[str] = frozenset()) -> str:
    spoken = [word for word in _words(text) if word not in EMPTY_WORDS]
    return " ".join(sorted([word for word in spoken if word not in left_out] or spoken))


def _keys(offers: Offers) -> list[str]:
    """Names in sorted words without those of their provider and place: the course of the VHS Ochtrup is a course."""
    rows = zip(offers.name, offers.provider, offers.town, strict=True)
    return [_key(name, frozenset(_words(f"{provider} {town}"))) for name, provider, town in rows]


def _codes(values: Iterable[object]) -> Places:
    """A number for each value, the same for the same."""
    numbers: dict[object, int] = {}
    return np.fromiter((numbers.setdefault(value, len(numbers)) for value in values), dtype=np.int64)


def _ranks(texts: Sequence[str]) -> Places:
    return np.unique(np.array(texts, dtype=object), return_inverse=True)[1].astype(np.int64)
