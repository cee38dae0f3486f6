"""The steps to a key: shares, cap and redistribution under § 3 FlüAG, three shares under § 12a AufenthG."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipelines.explaining import wohnsitz_steps
from pipelines.explaining.step import DIGITS, Case, Step, place_of
from pipelines.ledgers import key_of
from pipelines.obligations import KEY_RULE
from pipelines.planning.allocation import Key


def fluag(case: Case) -> list[Step]:
    """The key of § 3 FlüAG, or why the year has none."""
    key = key_of(case.facts)
    if key is None:
        return [_no_population(case)]
    basis = _basis(case.facts.places)
    return [
        _population_share(case),
        _area_share(case),
        _uncapped(case, basis),
        _cap(case, basis),
        *_rounds(case, key, basis),
        _key(case, key, basis),
    ]


def wohnsitz(case: Case) -> list[Step]:
    """The estimated key of the Wohnsitzauflage with its steps, or why there is none."""
    if not pd.isna(case.row["key"]):
        return [_population_share(case), _area_share(case), *wohnsitz_steps.weighted(case)]
    lacks_population = case.facts.places[["persons", "area_km2"]].isna().to_numpy().any()
    if lacks_population and wohnsitz_steps.is_rule_known(case):
        return [_no_population(case)]
    return [wohnsitz_steps.missing(case)]


def _basis(places: pd.DataFrame) -> str:
    rough = (places["basis"] == "estimated") | (places["rounded_to"].fillna(1) > 1)
    return "estimated" if (rough | (places["area_as_of"] != places["population_as_of"])).any() else "reported"


def _no_population(case: Case) -> Step:
    places = case.facts.places
    missing = places[places["persons"].isna() | places["area_km2"].isna()]
    lag = case.law("key_base_year_lag", day=_first(case))
    day = date(case.facts.as_of.year - int(lag[0].value), 12, 31)
    reason = case.say(
        "population_share.missing",
        day=case.words.day(day),
        count=len(missing),
        all=len(places),
        first=missing["name"].iloc[0],
    )
    title = case.say("key.title", year=case.facts.as_of.year)
    return case.step("key", reason, "share", "missing", title=title, law=lag)


def _population_share(case: Case) -> Step:
    formula = case.say(
        "population_share.formula",
        persons=case.words.number(case.told["persons"]),
        total=case.words.number(case.facts.places["persons"].sum()),
        day=case.words.day(case.told["population_as_of"].date()),
    )
    share, place, lag = (
        case.row["population_share"],
        place_of(case.told),
        case.law("key_base_year_lag", day=_first(case)),
    )
    return case.step("population_share", formula, "share", case.told["basis"], share, places=place, law=lag)


def _area_share(case: Case) -> Step:
    day = case.told["area_as_of"]
    formula = case.say(
        "area_share.formula",
        area=case.words.number(case.told["area_km2"], 2),
        total=case.words.number(case.facts.places["area_km2"].sum(), 2),
        day=case.words.day(day.date()),
    )
    borrowed = day != case.told["population_as_of"]
    if borrowed:
        formula += "; " + case.say("area_share.borrowed", day=case.words.day(day.date()))
    basis = "estimated" if borrowed else "reported"
    area = case.told[["area_file", "area_line", "area_source"]].set_axis(["file", "line", "source"])
    return case.step("area_share", formula, "share", basis, case.row["area_share"], places=place_of(area))


def _uncapped(case: Case, basis: str) -> Step:
    weights = case.law(KEY_RULE["population_weight"], KEY_RULE["area_weight"], day=_first(case))
    formula = case.say(
        "uncapped_key.formula",
        population_weight=case.words.factor(weights[0].value),
        area_weight=case.words.factor(weights[1].value),
        population_share=case.words.share(case.row["population_share"], DIGITS),
        area_share=case.words.share(case.row["area_share"], DIGITS),
    )
    return case.step("uncapped_key", formula, "share", basis, case.row["uncapped_key"], law=weights)


def _cap(case: Case, basis: str) -> Step:
    factor = case.law(KEY_RULE["cap_factor"], day=_first(case))
    share = case.words.share(case.row["population_share"], DIGITS)
    formula = case.say("cap.formula", factor=case.words.factor(factor[0].value), population_share=share)
    bites = case.say("cap.bites" if case.row["is_capped"] else "cap.open")
    return case.step("cap", f"{formula}; {bites}", "share", basis, case.row["cap"], law=factor)


def _rounds(case: Case, key: Key, basis: str) -> list[Step]:
    steps = []
    for number, step in enumerate(key.rounds, start=1):
        formula = case.say(
            "round.formula",
            count=step.capped,
            excess=case.words.share(step.excess),
            factor=case.words.number(step.factor, 6),
        )
        title = case.say("round.title", number=number)
        steps.append(case.step("round", formula, "factor", basis, step.factor, title=title))
    return steps


def _key(case: Case, key: Key, basis: str) -> Step:
    uncapped = case.words.share(case.row["uncapped_key"], DIGITS)
    if not key.rounds:
        formula = case.say("key.free", uncapped=uncapped)
    elif case.row["is_capped"]:
        formula = case.say("key.capped", key=case.words.share(case.row["cap"], DIGITS))
    else:
        formula = case.say("key.formula", uncapped=uncapped, factor=case.words.number(key.rounds[-1].factor, 6))
    if basis == "estimated":
        formula += "; " + case.say("key.estimated")
    return case.step("key", formula, "share", basis, "key", title=case.say("key.title", year=case.facts.as_of.year))


def _first(case: Case) -> date:
    return date(case.facts.as_of.year, 1, 1)
