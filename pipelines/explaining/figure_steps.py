"""The steps from the base to what is still to come."""

from __future__ import annotations

from math import isnan

import pandas as pd

from pipelines.explaining.step import DIGITS, Case, Place, Step, noted_place_of, place_of
from pipelines.ledgers import base_of
from pipelines.obligations import CREDIT_RULE, credit_rule
from pipelines.planning.credit import Credit, Facility, counted


def base(case: Case) -> Step:
    """Persons and credited places in all of NRW, or why they are not known."""
    facts, words = case.facts, case.words
    title = case.say("base.title_wohnsitz" if facts.scheme == "wohnsitz" else "base.title")
    value, low, high = base_of(facts)
    if facts.set_base is not None:
        return case.step("base", case.say("base.set"), "persons", "estimated", value, title=title)
    known = facts.base
    if isnan(value):
        return case.step("base", _no_base(case), "persons", "missing", title=title)
    day = pd.Timestamp(facts.as_of)
    near = known[known["as_of"] == day]
    if len(near):
        row = near.iloc[0]
        note = words.say("ledger.quoted", text=row["note"])
        formula = case.say(f"base.{row['basis']}", day=words.day(facts.as_of), note=note)
        if pd.notna(row["persons"]) and pd.notna(row["places"]):
            parts = {name: words.number(row[name]) for name in ("persons", "places")}
            formula += "; " + case.say("base.parts", **parts)
        basis = "reported" if row["basis"] == "published" else "estimated"
        return Step("base", title, formula, value, low, high, "persons", basis, place_of(row))
    before, after = known[known["as_of"] < day].iloc[-1], known[known["as_of"] > day].iloc[0]
    formula = case.say(
        "base.interpolated",
        before=words.number(before["value"]),
        before_day=words.day(before["as_of"].date()),
        after=words.number(after["value"]),
        after_day=words.day(after["as_of"].date()),
    )
    places = place_of(before) + place_of(after)
    return Step("base", title, formula, value, low, high, "persons", "estimated", places)


def _no_base(case: Case) -> str:
    known = case.facts.base
    if known.empty:
        return case.say("base.none")
    first, last = known["as_of"].iloc[0].date(), known["as_of"].iloc[-1].date()
    if case.facts.as_of < first:
        return case.say("base.before_first", day=case.words.day(first))
    return case.say("base.after_last", day=case.words.day(last))


def _published(case: Case, figure: str) -> pd.Series | None:
    told = case.facts.published
    rows = told[(told.index == case.ags) & (told["figure"] == figure)]
    return None if rows.empty else rows.iloc[0]


def obligation(case: Case) -> Step:
    """Key × base; a published figure wins and stands beside it."""
    row, words, told = case.row, case.words, _published(case, "obligation")
    computed, value = row["obligation_computed"], row["obligation"]
    no_key, no_base = isnan(row["key"]), isnan(base_of(case.facts)[0])
    formula = (
        case.say("obligation.formula", key=words.share(row["key"], DIGITS), base=words.number(base_of(case.facts)[0]))
        if not isnan(computed)
        else case.say(f"obligation.missing_{'both' if no_key and no_base else 'key' if no_key else 'base'}")
    )
    if told is not None:
        said = words.number(told["value"])
        if isnan(computed):
            formula = case.say("obligation.published_only", published=said)
        else:
            difference = words.number(told["value"] - computed, 2)
            numbers = {"published": said, "computed": words.number(computed, 2), "difference": difference}
            formula += "; " + case.say("obligation.published", **numbers)
        return case.step("obligation", formula, "persons", "reported", "obligation", places=place_of(told))
    basis = "missing" if isnan(value) else "estimated"
    return case.step("obligation", formula, "persons", basis, "obligation")


def credit(case: Case) -> Step:
    """Places in state facilities that count on the day, each with its factor."""
    if case.facts.scheme != "fluag":
        return case.step("credit", case.say("credit.none"), "persons", "reported", "credit")
    if case.row["credit_basis"] == "estimated":
        return _implied_credit(case)
    found = counted(case.facts.facilities.get(case.ags, ()), case.facts.as_of, case.facts.law)
    if not found:
        return case.step("credit", case.say("credit.unknown"), "persons", "missing", "credit")
    parts = " + ".join(_facility(case, known, credit) for known, credit in found)
    law = tuple(credit.parameter for _, credit in found if credit.parameter is not None)
    places = tuple(Place(known.file, known.line, known.source) for known, _ in found if known.file)
    is_known = not isnan(case.row["credit"])
    formula = case.say("credit.known" if is_known else "credit.bounded", parts=parts)
    return case.step(
        "credit", formula, "persons", "reported" if is_known else "missing", "credit", places=places, law=law
    )


def _implied_credit(case: Case) -> Step:
    rows = case.facts.printed.loc[[case.ags]].set_index("figure")
    said = {name: rows.loc[name] for name in ("obligation", "outstanding")}
    numbers = {name: case.words.number(row["value"]) for name, row in said.items()}
    formula = case.say("credit.implied", stock=case.words.number(case.facts.implied.at[case.ags, "stock"]), **numbers)
    places = tuple(place for row in said.values() for place in place_of(row))
    return case.step("credit", formula, "persons", "estimated", "credit", places=places)


def _facility(case: Case, known: Facility, credit: Credit) -> str:
    words = case.words
    if known.kind == "none":
        return case.say("credit.facility_none", last=words.day(known.as_of))
    if known.kind == "credited":
        days = {"first": words.day(known.opened_on), "last": words.day(known.as_of)}
        return case.say("credit.facility_credited", places=words.number(known.places), **days)
    return case.say(
        "credit.facility",
        places=words.number(known.places),
        kind=case.say(f"kind.{known.kind}"),
        factor=case.words.say("missing") if isnan(credit.factor) else words.factor(credit.factor),
        share=words.factor(credit.share),
    )


def stock(case: Case) -> Step:
    """The count of the day, the estimate from the last one, or why there is neither."""
    rows, words = case.facts.stock, case.words
    if case.row["stock_is_protected"]:
        return case.step("stock", case.say("stock.protected"), "persons", "protected", "stock")
    if case.row["stock_basis"] == "missing":
        return case.step("stock", _no_stock(case), "persons", "missing", "stock")
    told = rows.loc[case.ags]
    basis = str(told["basis"])
    if basis == "estimated":
        formula = case.say(
            "stock.estimated",
            owed=words.number(told["obligation_computed"], 1),
            rate=words.share(told["last_rate"], 1),
            persons=words.number(told["persons_then"]),
            day=words.day(told["told_on"].date()),
            age=words.number(told["age_months"], 1),
        )
        if case.facts.is_changed:
            formula += "; " + case.say("stock.unchanged")
    elif pd.isna(told.get("line")):
        formula = case.say("stock.set")
    elif told["is_mean"]:
        first, last = (words.day(told[name].date()) for name in ("period_start", "period_end"))
        formula = case.say("stock.mean", first=first, last=last)
    else:
        formula = case.say("stock.day", day=words.day(told["period_end"].date()))
    return case.step("stock", formula, "persons", basis, "stock", places=noted_place_of(told, words))


def _no_stock(case: Case) -> str:
    last = case.facts.last_reports.get(case.ags)
    if last is None:
        return case.say("stock.never")
    day = case.words.day(last)
    is_old = (case.facts.as_of - last).days > 366
    return case.say("stock.too_old" if is_old else "stock.no_way", day=day)


def fulfilment(case: Case) -> Step:
    """Stock over obligation by the formula in force, credit included where it is known."""
    row, words, told = case.row, case.words, _published(case, "fulfilment")
    numbers = {
        "stock": words.number(row["stock"], _digits(row["stock"])),
        "obligation": words.number(row["obligation_unrounded"], 3),
        "credit": words.number(row["credit"], _digits(row["credit"])),
    }
    known = told is not None
    basis = _basis_of(case, "fulfilment", known)
    law = case.law(CREDIT_RULE) if not isnan(row["credit"]) and row["credit"] > 0 else ()
    if basis == "protected":
        return case.step("fulfilment", case.say("fulfilment.protected"), "ratio", basis, "fulfilment", law=law)
    if basis == "missing":
        reason = case.say(f"fulfilment.{_gone(case) or 'no_rate'}")
        return case.step("fulfilment", reason, "ratio", basis, "fulfilment", law=law)
    formula = ""
    if not isnan(row["stock"]) and not isnan(row["obligation"]):
        plain = isnan(row["credit"]) or row["credit"] == 0
        name = "plain" if isnan(row["credit"]) else credit_rule(case.facts.law, case.facts.as_of)
        formula = case.say("fulfilment.without" if plain and name != "plain" else f"fulfilment.{name}", **numbers)
    if known:
        said = _said(
            case, told, "fulfilment", words.share(told["value"], 2), words.share(row["fulfilment_computed"], 2)
        )
        formula = f"{formula}; {said}" if formula else said
    places = place_of(told) if known else ()
    return case.step("fulfilment", formula, "ratio", basis, "fulfilment", law=law, places=places)


def outstanding(case: Case) -> Step:
    """Obligation less credit less stock; below zero it is a surplus."""
    row, words, told = case.row, case.words, _published(case, "outstanding")
    known = told is not None
    basis = _basis_of(case, "outstanding", known)
    if basis == "protected":
        return case.step("outstanding", case.say("outstanding.protected"), "persons", basis, "outstanding")
    if basis == "missing":
        return case.step(
            "outstanding", case.say(f"outstanding.{_gone(case) or 'missing'}"), "persons", basis, "outstanding"
        )
    formula = ""
    if not isnan(row["stock"]) and not isnan(row["obligation"]):
        name = "plain" if isnan(row["credit"]) else "formula" if row["credit"] else "without"
        numbers = {"obligation": words.number(row["obligation_unrounded"], 2)}
        numbers |= {part: words.number(row[part], _digits(row[part])) for part in ("credit", "stock")}
        formula = case.say(f"outstanding.{name}", **numbers)
    if known:
        computed = words.number(row["outstanding_computed"], 2)
        said = _said(case, told, "outstanding", words.number(told["value"]), computed)
        formula = f"{formula}; {said}" if formula else said
    places = place_of(told) if known else ()
    if row["outstanding"] < 0:
        formula += "; " + case.say("outstanding.surplus")
    return case.step("outstanding", formula, "persons", basis, "outstanding", places=places)


def _gone(case: Case) -> str:
    """The text key that names which of stock and obligation is missing; empty where both are known."""
    gone = [name for name in ("stock", "obligation") if isnan(case.row[name])]
    return "" if not gone else "missing" if len(gone) == 2 else f"missing_{gone[0]}"


def _said(case: Case, told: pd.Series, figure: str, published: str, computed: str) -> str:
    """A published figure beside the computed one, with the word of its source that it is not exact."""
    both = not isnan(case.row[f"{figure}_computed"])
    name = "published" if both else "published_only"
    text = case.say(f"{figure}.{name}", published=published, computed=computed)
    return f"{text} ({case.say('approximate')})" if told["is_approximate"] else text


def _basis_of(case: Case, figure: str, is_published: bool) -> str:
    if is_published:
        return "reported"
    if isnan(case.row[figure]):
        return "protected" if case.row["stock_is_protected"] and not isnan(case.row["obligation"]) else "missing"
    return "estimated"


def _digits(value: float) -> int:
    return 0 if isnan(value) or value == round(value) else 1
