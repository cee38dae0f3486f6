"""What a scenario supposes: people, ages, offers, state facilities and ratios other than today's, for one month.

Months and days are text (`2018-01`, `2018-01-01`), as in the file. Amounts of people and places are exact;
shares and ratios keep the span of those they replace, in proportion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

KREIS = "kreis"
Group = Literal["both", "fluag", "wohnsitz"]
GROUPS: tuple[Group, ...] = ("both", "fluag", "wohnsitz")
KINDS = ("zue", "eae", "standby", "special")
BANDS = ("0_2", "3_5", "6_17", "18_64", "65_plus")


@dataclass(frozen=True)
class People:
    """More or fewer people in a municipality, or in all (ags KREIS), in persons or in per cent of those counted.

    group `both`: of the two legal groups in the ratio in which they are counted.
    """

    ags: str
    amount: float
    is_percent: bool = False
    group: Group = "both"


@dataclass(frozen=True)
class Growth:
    """A running offer gets so many places (units of its capacity) more, or fewer."""

    offer: str
    places: float


@dataclass(frozen=True)
class Opening:
    """A new offer. area: the municipalities it serves, (KREIS,) for all; empty: only its seat."""

    name: str
    category: str
    ags: str
    places: float
    area: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewFacility:
    """A state facility opens in a municipality. kind as in planning.credit; it changes what is owed, not who needs."""

    ags: str
    kind: str
    places: float
    opened_on: str


@dataclass(frozen=True)
class OtherRatio:
    """A ratio takes another value; its bounds move in proportion."""

    category: str
    ratio: str
    value: float


@dataclass(frozen=True)
class Scenario:
    """Everything supposed. age_mix: shares by age band, all five or none; closed: offers by their id."""

    name: str
    month: str
    made_on: str
    people: tuple[People, ...] = ()
    age_mix: tuple[tuple[str, float], ...] = ()
    closed: tuple[str, ...] = ()
    grown: tuple[Growth, ...] = ()
    opened: tuple[Opening, ...] = ()
    facilities: tuple[NewFacility, ...] = ()
    ratios: tuple[OtherRatio, ...] = ()

    def __bool__(self) -> bool:
        return self.size > 0

    @property
    def size(self) -> int:
        """How many assumptions it makes; an age mix is one."""
        lists = (self.people, self.closed, self.grown, self.opened, self.facilities, self.ratios)
        return sum(len(entries) for entries in lists) + bool(self.age_mix)


def without(scenario: Scenario, place: int) -> Scenario:
    """The scenario without one assumption, counted from 0 in the order people, ages, closed, grown, opened,
    facilities, ratios. Raises IndexError when it has no such assumption."""
    for name in ("people", "age_mix", "closed", "grown", "opened", "facilities", "ratios"):
        entries = getattr(scenario, name)
        size = int(bool(entries)) if name == "age_mix" else len(entries)
        if 0 <= place < size:
            return replace(scenario, **{name: () if name == "age_mix" else entries[:place] + entries[place + 1 :]})
        place -= size
    raise IndexError(place)


def added(people: Iterable[People], ags: str, counted: Mapping[str, float | None]) -> dict[str, float]:
    """Persons by legal group that come (or, below 0, leave) in a municipality.

    counted: its persons by legal group; None: missing, and nothing can be added there. Every amount starts from
    what is counted, so that their order does not matter.
    """
    known = {group: persons for group, persons in counted.items() if persons is not None}
    change = dict.fromkeys(known, 0.0)
    for entry in people:
        if entry.ags not in (ags, KREIS):
            continue
        share = _shares(entry, known)
        for group in known:
            part = known[group] / 100 if entry.is_percent else share[group]
            change[group] += entry.amount * part if entry.group in (group, "both") else 0.0
    return {group: persons for group, persons in change.items() if persons}


def _shares(entry: People, known: Mapping[str, float]) -> dict[str, float]:
    """Which part of an amount in persons each legal group gets."""
    if entry.group != "both":
        return {group: float(group == entry.group) for group in known}
    total = sum(known.values())
    # nobody there yet: people are first allocated under FlüAG
    return {group: persons / total if total else float(group == "fluag") for group, persons in known.items()}
