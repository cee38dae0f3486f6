"""A scenario in words: what is wrong with it, one sentence each, and what it supposes, one line each."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from pipelines.planning.scenario import KREIS, Growth, NewFacility, Opening, OtherRatio, People, Scenario
from pipelines.planning.scenario_checks import Known
from pipelines.planning.scenario_file import Unfit
from pipelines.wording import Words, fill

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


def sentence(problem: Unfit, words: Words) -> str:
    """What is wrong, or was assumed, in one sentence."""
    return words.say(
        f"scenario.{problem.code}", **{name: _told(value, words) for name, value in problem.values.items()}
    )


def assumptions(scenario: Scenario, known: Known, words: Words) -> list[str]:
    """What a scenario that fits supposes, in the order of its parts: people, ages, offers, facilities, ratios."""
    mix = [_ages(scenario, words)] if scenario.age_mix else []
    return [
        *(_people(one, known, words) for one in scenario.people),
        *mix,
        *(_closed(offer, known, words) for offer in scenario.closed),
        *(_grown(one, known, words) for one in scenario.grown),
        *(_opened(one, known, words) for one in scenario.opened),
        *(_facility(one, known, words) for one in scenario.facilities),
        *(_ratio(one, known, words) for one in scenario.ratios),
    ]


def month_name(month: str, words: Words) -> str:
    """`Januar 2018` of `2018-01`; another text as it is."""
    if not MONTH.fullmatch(month):
        return month
    return format_date(date.fromisoformat(f"{month}-01"), "LLLL yyyy", locale=words.language)


def amount(value: float, words: Words) -> str:
    """A number without trailing zeros."""
    return format_decimal(round(value, 6) + 0.0, "#,##0.######", locale=words.language).replace("-", "−")


def places(value: float, unit: str, words: Words) -> str:
    """`2 Stellen` of a capacity and its unit; the bare number of a unit without a name."""
    named = words.named("scenario")["unit"]
    return fill(named.get(unit, "{places}"), {"places": amount(value, words)})  # type: ignore[attr-defined]


def ratio_name(ratio: str, words: Words) -> str:
    """What a ratio is called; one the Kreis named itself by its code."""
    names = words.named("scenario")["ratio"]
    return names.get(ratio, ratio).rstrip(",")  # type: ignore[attr-defined]


def _told(value: object, words: Words) -> str:
    return month_name(value, words) if isinstance(value, str) else amount(float(value), words)  # type: ignore[arg-type]


def _people(one: People, known: Known, words: Words) -> str:
    place = words.say("scenario.said.kreis") if one.ags == KREIS else known.places[one.ags]
    sign = "+" if one.amount > 0 else ""
    unit = words.say("scenario.said.percent" if one.is_percent else "scenario.said.persons")
    group = words.say(f"scenario.group.{one.group}")
    return words.say(
        "scenario.said.people", place=place, amount=sign + amount(one.amount, words), amount_unit=unit, group=group
    )


def _ages(scenario: Scenario, words: Words) -> str:
    shares = [
        words.say("scenario.said.share", band=words.say(f"scenario.band.{band}"), share=amount(100 * share, words))
        for band, share in scenario.age_mix
    ]
    return words.say("scenario.said.age_mix", shares="; ".join(shares))


def _closed(offer: str, known: Known, words: Words) -> str:
    told = known.offers[offer]
    values = {"offer": told.name, "category": _category(told.category, known), "place": _place(told.ags, known)}
    if told.capacity is None:
        return words.say("scenario.said.closed_unknown", **values)
    return words.say("scenario.said.closed", places=places(told.capacity, told.unit, words), **values)


def _grown(one: Growth, known: Known, words: Words) -> str:
    told = known.offers[one.offer]
    before = told.capacity or 0.0
    return words.say(
        "scenario.said.grown",
        offer=told.name,
        category=_category(told.category, known),
        place=_place(told.ags, known),
        places=places(before + one.places, told.unit, words),
        before=amount(before, words),
    )


def _opened(one: Opening, known: Known, words: Words) -> str:
    others = [known.places[ags] for ags in one.area if ags not in (one.ags, KREIS)]
    area = words.say("scenario.said.area_some", names=", ".join(others)) if others else words.say(
        "scenario.said.area_here"
    )  # fmt: skip
    return words.say(
        "scenario.said.opened",
        offer=one.name,
        category=_category(one.category, known),
        place=known.places[one.ags],
        places=places(one.places, known.units.get(one.category, ""), words),
        area=words.say("scenario.said.area_kreis") if KREIS in one.area else area,
    )


def _facility(one: NewFacility, known: Known, words: Words) -> str:
    return words.say(
        "scenario.said.facility",
        place=known.places[one.ags],
        kind=words.say(f"ledger.kind.{one.kind}"),
        places=amount(one.places, words),
        day=words.day(date.fromisoformat(one.opened_on)),
    )


def _ratio(one: OtherRatio, known: Known, words: Words) -> str:
    names = words.named("scenario")["ratio"]
    return words.say(
        "scenario.said.ratio",
        category=_category(one.category, known),
        ratio=names.get(one.ratio, one.ratio),  # type: ignore[attr-defined]
        value=amount(one.value, words),
        before=amount(known.ratios[one.category, one.ratio].value, words),
    )


def _category(category: str, known: Known) -> str:
    return known.categories.get(category, category)


def _place(ags: str, known: Known) -> str:
    return known.places.get(ags, ags)
