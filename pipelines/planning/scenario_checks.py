"""Whether a scenario can be as it says: each assumption held against what is known of its month.

scenario ─┐
          ├─ fitting ─> the assumptions that can be made, and a code with values for each that cannot
known ────┘
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import isclose
from typing import Any

from pipelines.planning.scenario import (
    BANDS,
    KINDS,
    KREIS,
    Growth,
    NewFacility,
    Opening,
    OtherRatio,
    People,
    Scenario,
    added,
)
from pipelines.planning.scenario_file import Unfit, short

DAY = re.compile(r"(20[0-4][0-9])-(0[1-9]|1[0-2])-([0-3][0-9])", re.ASCII)
SHARES = ("share", "share per year")


@dataclass(frozen=True)
class KnownOffer:
    """An offer that runs in the month; capacity None: nobody said; unit: of its capacity."""

    name: str
    category: str
    ags: str
    capacity: float | None
    unit: str = "places"


@dataclass(frozen=True)
class KnownRatio:
    """A ratio in force in the month, with its role (planning.need) and unit."""

    value: float
    role: str
    unit: str


@dataclass(frozen=True)
class Known:
    """What is known of a month: municipalities of the Kreis by AGS, persons by AGS and legal group (None: missing),
    running offers by id, gap categories by code, ratios by (category, ratio). months: all there are;
    units: of places by category."""

    month: str
    months: frozenset[str]
    places: Mapping[str, str]
    counted: Mapping[str, Mapping[str, float | None]]
    offers: Mapping[str, KnownOffer]
    categories: Mapping[str, str]
    ratios: Mapping[tuple[str, str], KnownRatio]
    units: Mapping[str, str] = field(default_factory=dict)


def fitting(scenario: Scenario, known: Known) -> tuple[Scenario, tuple[Unfit, ...]]:
    """The scenario without what cannot be, and why each of that cannot be.

    Of two assumptions that contradict each other the first stays, a closure before a growth.
    """
    problems: list[Unfit] = []
    if scenario.month not in known.months:
        problems.append(Unfit("no_month", month=short(scenario.month), shown=known.month))
    if scenario.made_on and not is_day(scenario.made_on):
        problems.append(Unfit("bad_day", day=short(scenario.made_on)))

    def kept(entries: tuple[Any, ...], check: Callable[[Any], Unfit | None], name: Callable[[Any], Any]) -> tuple:
        return _kept(entries, check, name, known, problems)

    closed = kept(scenario.closed, lambda offer: _unknown_offer(offer, known), lambda offer: offer)
    fit = replace(
        scenario,
        month=known.month,
        people=kept(scenario.people, lambda one: _people(one, known), lambda one: (one.ags, one.group, one.is_percent)),
        age_mix=_mix(scenario.age_mix, problems),
        closed=closed,
        grown=kept(scenario.grown, lambda one: _growth(one, closed, known), lambda one: one.offer),
        opened=kept(scenario.opened, lambda one: _opening(one, known), lambda one: (one.ags, one.category, one.name)),
        facilities=kept(scenario.facilities, lambda one: _facility(one, known), lambda one: (one.ags, one.kind)),
        ratios=kept(scenario.ratios, lambda one: _ratio(one, known), lambda one: (one.category, one.ratio)),
    )
    return _without_leaving_too_many(fit, known, problems), tuple(problems)


def is_day(text: str) -> bool:
    """Whether a text is a day of 2000 to 2049 (`2018-01-31`)."""
    found = DAY.fullmatch(text)
    return bool(found) and 1 <= int(found[3]) <= calendar.monthrange(int(found[1]), int(found[2]))[1]


def place(ags: str, known: Known) -> str:
    """The name of a municipality, or what the file calls it."""
    return known.places.get(ags, short(ags))


def _kept(
    entries: tuple[Any, ...],
    check: Callable[[Any], Unfit | None],
    name: Callable[[Any], Any],
    known: Known,
    problems: list[Unfit],
) -> tuple[Any, ...]:
    kept, names = [], set()
    for entry in entries:
        problem = check(entry)
        if problem is None and name(entry) in names:
            problem = _twice(entry, known)
        if problem is None:
            kept.append(entry)
            names.add(name(entry))
        else:
            problems.append(problem)
    return tuple(kept)


def _twice(entry: Any, known: Known) -> Unfit:
    code = f"twice_{type(entry).__name__.lower()}"
    if isinstance(entry, str | Growth):
        offer = known.offers[entry if isinstance(entry, str) else entry.offer]
        return Unfit(code, name=short(offer.name))
    if isinstance(entry, OtherRatio):
        return Unfit(code, name=short(entry.ratio))
    where = KREIS if entry.ags == KREIS else place(entry.ags, known)
    return Unfit(code, name=short(getattr(entry, "name", "")), place=where)


def _people(one: People, known: Known) -> Unfit | None:
    if one.ags == KREIS:
        return None if one.is_percent else Unfit("kreis_in_persons")
    if one.ags not in known.places:
        return Unfit("unknown_place", ags=short(one.ags))
    counted = known.counted.get(one.ags, {})
    asked = counted if one.group == "both" else {one.group: counted.get(one.group)}
    if not asked or None in asked.values():
        return Unfit("no_count", place=place(one.ags, known), month=known.month)
    return None


def _without_leaving_too_many(scenario: Scenario, known: Known, problems: list[Unfit]) -> Scenario:
    """Takes out what is supposed of people where more would leave than are there."""
    gone = set()
    for group in ("fluag", "wohnsitz"):
        everywhere = [one for one in scenario.people if one.ags == KREIS and one.group in (group, "both")]
        if sum(one.amount for one in everywhere) < -100 and KREIS not in gone:
            gone.add(KREIS)
            problems.append(Unfit("too_many_leave_kreis"))
    left = tuple(one for one in scenario.people if one.ags not in gone)
    for ags, counted in known.counted.items():
        for group, persons in added(left, ags, counted).items():
            if (counted[group] or 0.0) + persons < -1e-9 and ags not in gone:
                gone.add(ags)
                values = {"leaving": -persons, "counted": counted[group]}
                problems.append(Unfit(f"too_many_leave_{group}", place=place(ags, known), **values))
    return replace(scenario, people=tuple(one for one in left if one.ags not in gone))


def _mix(mix: tuple[tuple[str, float], ...], problems: list[Unfit]) -> tuple[tuple[str, float], ...]:
    if not mix:
        return ()
    shares = dict(mix)
    total = sum(shares.values())
    if set(shares) != set(BANDS):
        problems.append(Unfit("bad_bands", known=", ".join(BANDS)))
    elif min(shares.values()) < 0:
        problems.append(Unfit("negative_share"))
    elif not isclose(total, 1, abs_tol=1e-6):
        problems.append(Unfit("shares_off", total=round(100 * total, 4)))
    else:
        return tuple((band, shares[band]) for band in BANDS)
    return ()


def _unknown_offer(offer: str, known: Known) -> Unfit | None:
    return None if offer in known.offers else Unfit("unknown_offer", offer=short(offer), month=known.month)


def _growth(one: Growth, closed: tuple[str, ...], known: Known) -> Unfit | None:
    if problem := _unknown_offer(one.offer, known):
        return problem
    offer = known.offers[one.offer]
    if one.offer in closed:
        return Unfit("closed_and_grown", name=short(offer.name), place=place(offer.ags, known))
    if offer.capacity is None:
        return Unfit("no_capacity", name=short(offer.name), place=place(offer.ags, known))
    if offer.capacity + one.places < 0:
        values = {"fewer": -one.places, "places": offer.capacity}
        return Unfit("too_few_places", name=short(offer.name), place=place(offer.ags, known), **values)
    return None


def _opening(one: Opening, known: Known) -> Unfit | None:
    if unknown := [ags for ags in (one.ags, *one.area) if ags not in known.places and (ags != KREIS or ags == one.ags)]:
        return Unfit("unknown_place", ags=short(unknown[0]))
    if one.category not in known.categories:
        return Unfit("unknown_category", category=short(one.category), known=", ".join(known.categories))
    if one.places < 0:
        return Unfit("negative_places", name=short(one.name), place=place(one.ags, known))
    return None


def _facility(one: NewFacility, known: Known) -> Unfit | None:
    if one.ags not in known.places:
        return Unfit("unknown_place", ags=short(one.ags))
    if one.kind not in KINDS:
        return Unfit("unknown_kind", kind=short(one.kind), known=", ".join(KINDS))
    if one.places < 0:
        return Unfit("negative_facility", place=place(one.ags, known))
    if not is_day(one.opened_on):
        return Unfit("bad_day", day=short(one.opened_on))
    return None


def _ratio(one: OtherRatio, known: Known) -> Unfit | None:
    ratio = known.ratios.get((one.category, one.ratio))
    if ratio is None:
        return Unfit("unknown_ratio", ratio=short(one.ratio), category=short(one.category), month=known.month)
    is_divisor = ratio.role in ("persons_per_unit", "supply_divide")
    if one.value < 0 or (is_divisor and one.value == 0) or (ratio.unit in SHARES and one.value > 1):
        return Unfit("bad_ratio", ratio=short(one.ratio), category=short(one.category), value=one.value)
    return None
