"""A what-if as it stands in the address, and the changes of facts it means.

wenn_einwohner=80000  wenn_flaeche=150  wenn_bestand=300  wenn_basis=120000
wenn_plaetze=500  wenn_art=zue  wenn_ab=2018-01-01  wenn_recht=key_cap_factor:1.3
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

import streamlit as st

from dashboards.markup import as_name
from dashboards.text import label, labels, t
from pipelines.facts import Facts
from pipelines.obligations import KEY_RULE
from pipelines.planning.credit import Facility
from pipelines.what_if import Changes

# Codes of the texts, names in the address. What belongs to one municipality is dropped when another is chosen.
OWN = {"persons": "wenn_einwohner", "area_km2": "wenn_flaeche", "stock": "wenn_bestand", "places": "wenn_plaetze"}
FACILITY = {"kind": "wenn_art", "opened_on": "wenn_ab"}
BASE, LAW = "wenn_basis", "wenn_recht"
NAMES = (*OWN.values(), *FACILITY.values(), BASE, LAW)
KINDS = ("zue", "eae", "standby", "special")
RULES = (0.0, 1.0)
# So much of what an address holds is repeated in a sentence.
TOLD = 60
LARGEST = 100_000_000
OPENINGS = (date(2010, 1, 1), date(2049, 12, 31))
# Under the Wohnsitzauflage the key comes ready from the snapshot: nothing but base and stock can be changed.
OF_WOHNSITZ = ("base", "stock")


@dataclass(frozen=True)
class WhatIf:
    """Numbers put in (persons, km², places), by code; the law by parameter; sentences on what was not understood."""

    numbers: dict[str, float] = field(default_factory=dict)
    kind: str = KINDS[0]
    opened_on: date | None = None
    law: dict[str, float] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.numbers or self.law)


def read(address: Mapping[str, str], facts: Facts, ags: str | None) -> WhatIf:
    """The what-if of an address. What cannot be read or cannot matter is left out, with a sentence each."""
    problems: list[str] = []
    numbers = {}
    for code, name in (OWN | {"base": BASE}).items():
        if not (text := address.get(name, "")):
            continue
        value = number(text)
        if value is None or (code == "base" and value == 0):
            problems.append(t("allocation.bad_number", name=label("change", code), text=as_name(text, TOLD)))
        elif facts.scheme == "wohnsitz" and code not in OF_WOHNSITZ:
            problems.append(t("allocation.not_in_scheme", name=label("change", code)))
        elif name in OWN.values() and ags is None:
            problems.append(t("allocation.needs_municipality", name=label("change", code)))
        else:
            numbers[code] = value
    kind, opened_on = _facility(address, facts.as_of, "places" in numbers, problems)
    return WhatIf(numbers, kind, opened_on, _law(address.get(LAW, ""), facts, problems), tuple(problems))


def number(text: str) -> float | None:
    """A number of 0 or more as an address writes it, point or comma before the decimals; None where it is none."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) and 0 <= value <= LARGEST else None


def changes(what_if: WhatIf, ags: str | None, day: date) -> Changes:
    """What the facts have to be changed by."""
    told = what_if.numbers
    own = {name: {ags: told[name]} for name in ("persons", "area_km2", "stock") if name in told and ags}
    facilities = ()
    if ags and "places" in told:
        facilities = (Facility(ags, what_if.kind, told["places"], what_if.opened_on or day, None, day),)
    return Changes(**own, base=told.get("base"), parameters=what_if.law, facilities=facilities)


def refusal(what_if: WhatIf) -> str:
    """Why the law cannot be as asked, in one sentence; for when the calculation raises ValueError."""
    if set(what_if.law) & {KEY_RULE["population_weight"], KEY_RULE["area_weight"]}:
        return t("allocation.bad_weights")
    return t("allocation.bad_cap") if KEY_RULE["cap_factor"] in what_if.law else t("allocation.bad_inputs")


def in_force(facts: Facts) -> dict[str, float]:
    """The parameters a what-if may change, with the value of the day."""
    if facts.scheme != "fluag":
        return {}
    first = date(facts.as_of.year, 1, 1)
    found = {name: facts.law.oldest(name, first) for name in KEY_RULE.values()}
    found |= {
        name: facts.law.on(name, facts.as_of)
        for name in ("credit_factor_zue", "credit_factor_eae", "credit_factor_standby")
    }
    found["fulfilment_credit_rule"] = facts.law.oldest("fulfilment_credit_rule", facts.as_of)
    return {name: row.value for name, row in found.items() if row is not None}


def is_asked() -> bool:
    """Whether the address holds any change, understood or not."""
    return any(name in st.query_params for name in NAMES)


def drop() -> None:
    """Takes every change out of the address."""
    _drop(NAMES)


def drop_own() -> None:
    """Takes out what was asked for one municipality."""
    _drop((*OWN.values(), *FACILITY.values()))


def _drop(names: tuple[str, ...]) -> None:
    for name in names:
        if name in st.query_params:
            del st.query_params[name]


def _facility(address: Mapping[str, str], day: date, is_asked: bool, problems: list[str]) -> tuple[str, date | None]:
    kind, text = address.get(FACILITY["kind"], KINDS[0]), address.get(FACILITY["opened_on"], "")
    if kind not in KINDS:
        problems.append(t("allocation.bad_kind", text=as_name(kind, TOLD), known=", ".join(KINDS)))
        kind = KINDS[0]
    try:
        opened_on = date.fromisoformat(text) if text else None
    except ValueError:
        opened_on = date.min
    if opened_on and not OPENINGS[0] <= opened_on <= OPENINGS[1]:
        problems.append(t("allocation.bad_opening", text=as_name(text, TOLD)))
        opened_on = None
    if is_asked and opened_on and opened_on > day:
        problems.append(t("allocation.opens_later"))
    return kind, opened_on


def _law(text: str, facts: Facts, problems: list[str]) -> dict[str, float]:
    known, found = in_force(facts), {}
    for part in filter(None, text.split(";")):
        name, _, written = part.partition(":")
        value = number(written)
        if name not in labels("law"):
            problems.append(t("allocation.bad_parameter", text=as_name(name, TOLD)))
        elif name not in known:
            problems.append(t("allocation.not_in_force", name=label("law", name)))
        elif value is None or (name == "fulfilment_credit_rule" and value not in RULES):
            problems.append(t("allocation.bad_number", name=label("law", name), text=as_name(written, TOLD)))
        elif value != known[name]:
            found[name] = value
    return found
