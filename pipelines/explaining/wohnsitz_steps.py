"""The steps of § 12a AufenthG after population and area, from unemployment to the key; or why there is none."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from pipelines.explaining.step import DIGITS, Case, Place, Step
from pipelines.planning.law import Parameter

# Parameter of the weight, and the share it weighs.
WEIGHTS = {
    "wohnsitz_population_weight": "population_share",
    "wohnsitz_area_weight": "area_share",
    "wohnsitz_unemployment_weight": "unemployment_share",
}
REASONS = ("rent_brake", "eu_sgb2")
LAG = "key_base_year_lag"
ERROR = "wohnsitz_estimate_error"


def weighted(case: Case) -> list[Step]:
    """From the share of unemployment to the key, each step with the numbers of the one before."""
    told = case.facts.key.loc[case.ags]
    return [_unemployment_share(case, told), _unreduced(case, told), _reduction(case, told), _key(case, told)]


def is_rule_known(case: Case) -> bool:
    """Whether the text of the rule in force on the day is known."""
    return case.facts.law.on(next(iter(WEIGHTS)), case.facts.as_of) is not None


def missing(case: Case) -> Step:
    """Why a day has no key: no rule whose text is known was in force, or what of its inputs lacks."""
    if is_rule_known(case):
        reason, law = _missing_input(case), case.law(LAG)
    else:
        reason, law = _no_rule(case)
    title = case.say("key.title", year=case.facts.as_of.year)
    return case.step("key", reason, "share", "missing", title=title, law=law)


def _no_rule(case: Case) -> tuple[str, tuple[Parameter, ...]]:
    """The sentence, and the rule known next before or after the day."""
    name = next(iter(WEIGHTS))
    row = case.facts.law.oldest(name, date.min)
    if case.facts.as_of < row.valid_from:
        return case.say("key.wohnsitz_before", first=case.words.day(row.valid_from)), (row,)
    while following := case.facts.law.on(name, row.valid_to + timedelta(days=1)):
        row = following
    return case.say("key.wohnsitz_after", last=case.words.day(row.valid_to)), (row,)


def _missing_input(case: Case) -> str:
    """Population is told elsewhere, so it is area or unemployment that lacks."""
    year, places, words = case.facts.as_of.year, case.facts.places, case.words
    day = date(year - int(case.law(LAG)[0].value), 12, 31)
    borrowed = places[places["area_as_of"] != places["population_as_of"]]
    if len(borrowed):
        counts = {"count": len(borrowed), "all": len(places), "first": borrowed["name"].iloc[0]}
        return case.say("area_share.missing", day=words.day(day), **counts)
    return case.say("unemployment_share.missing", day=words.day(day), year=year, all=len(places))


def _unemployment_share(case: Case, told: pd.Series) -> Step:
    rates = case.facts.key["persons"] / case.facts.key["unemployed"]
    formula = case.say(
        "unemployment_share.formula",
        persons=case.words.number(told["persons"]),
        unemployed=case.words.number(told["unemployed"]),
        total=case.words.number(rates.sum(), 4),
        day=case.words.day(told["unemployed_as_of"].date()),
        all=len(rates),
    )
    places = _place(told, "unemployment")
    share = told["unemployment_share"]
    return case.step("unemployment_share", formula, "share", "estimated", share, places=places)


def _unreduced(case: Case, told: pd.Series) -> Step:
    law = case.law(*WEIGHTS, day=told["valid_from"].date())
    shares = {share: case.words.share(told[share], DIGITS) for share in WEIGHTS.values()}
    weights = {row.parameter.removeprefix("wohnsitz_"): case.words.factor(row.value) for row in law}
    formula = case.say("unreduced_key.formula", **shares, **weights)
    return case.step("unreduced_key", formula, "share", "estimated", told["unreduced_key"], law=law)


def _reduction(case: Case, told: pd.Series) -> Step:
    """What the share before is multiplied with: less than 1 where a reduction applies, else what the others free."""
    keys, words = case.facts.key, case.words
    named = [reason for reason in REASONS if keys[f"{reason}_line"].notna().any()]
    own = [reason for reason in named if pd.notna(told[f"{reason}_line"])]
    start = told["valid_from"].date()
    law = case.law(*(f"wohnsitz_{reason}_reduction" for reason in own or named), day=start)
    if told["reduction"] > 0:
        sizes = " − ".join(words.factor(row.value) for row in law)
        formula = case.say("reduction.formula", sizes=sizes, reasons=_said(case, own))
        places = tuple(place for reason in own for place in _place(told, reason))
        return case.step("reduction", formula, "factor", "reported", 1 - told["reduction"], places=places, law=law)
    is_reduced = keys["reduction"] > 0
    if not is_reduced.any():
        return case.step("reduction", case.say("reduction.nobody"), "factor", "estimated", 1)
    given = (keys["unreduced_key"] * keys["reduction"]).sum()
    formula = case.say(
        "reduction.none",
        given=words.share(given, DIGITS),
        free=words.share(keys.loc[~is_reduced, "unreduced_key"].sum(), DIGITS),
        count=int(is_reduced.sum()),
        all=len(keys),
        reasons=_said(case, named),
    )
    return case.step("reduction", formula, "factor", "estimated", told["redistribution_factor"], law=law)


def _key(case: Case, told: pd.Series) -> Step:
    words, is_reduced = case.words, told["reduction"] > 0
    factor = words.factor(1 - told["reduction"]) if is_reduced else words.number(told["redistribution_factor"], DIGITS)
    law = case.law(ERROR, day=told["valid_from"].date())
    formula = case.say(
        "key.wohnsitz",
        unreduced=words.share(told["unreduced_key"], DIGITS),
        factor=factor,
        error=words.share(law[0].value, 0),
    )
    title = case.say("key.title", year=case.facts.as_of.year)
    return case.step("key", formula, "share", "estimated", "key", title=title, law=law)


def _said(case: Case, reasons: list[str]) -> str:
    return " und ".join(case.say(f"reduction.{reason}") for reason in reasons)


def _place(told: pd.Series, of: str) -> tuple[Place, ...]:
    return (Place(told[f"{of}_file"], int(told[f"{of}_line"]), told[f"{of}_source"]),)
