"""The staircase of Zuweisung: each step with number, rule, value, bounds, basis, and *Woher?*."""

from __future__ import annotations

from html import escape
from math import isnan

import streamlit as st

from dashboards.drawn import drawn_once
from dashboards.sections import ledger_finding
from dashboards.sections.ledger_case import Case
from dashboards.sections.ledger_rail import Scale, rail, scales, span
from dashboards.text import labels, t, words
from pipelines.explaining import Step
from pipelines.explaining.report import bounds_of, figure_of
from pipelines.planning.law import Parameter

# Which steps a new number changes at its source: there the printed source no longer says what stands there.
PUT_IN = {"persons": "population_share", "area_km2": "area_share", "stock": "stock", "base": "base"}
# Worked out from official figures alone, reported by nobody.
CALCULATED = ("uncapped_key", "cap", "round", "reduction", "key")
# What each flight of the stairs begins with.
FLIGHTS = {"base": "allocation.flight_obligation", "credit": "allocation.flight_intake"}


@drawn_once
def show(case: Case) -> None:
    """All steps in the order of the calculation."""
    st.header(t("allocation.steps_title"), anchor=False)
    st.caption(t("allocation.steps_note"))
    before = case.steps_today()
    steps = case.steps()
    rows = [case.row, case.today.loc[case.ags]]
    scale = scales(rows, [*steps, *before.values()])
    parts = [flight(t("allocation.flight_key"))]
    for number, step in enumerate(steps, start=1):
        if step.code in FLIGHTS:
            parts.append(flight(t(FLIGHTS[step.code])))
        parts.append(_row(case, number, step, before.get((step.code, step.title)), scale.get(step.code)))
        if step.code == "key" and (cap := ledger_finding.cap_in_words(case)):
            parts.append(f'<p class="note">{escape(cap)}</p>')
    st.html(f'<div class="stairs">{"".join(parts)}</div>')


def flight(name: str) -> str:
    """The head of a group of steps."""
    return f'<p class="flight">{escape(name)}</p>'


def value_of(step: Step) -> str:
    """The figure as it is read aloud, or the word that it is missing or withheld."""
    if isnan(step.value):
        return words().say("basis.protected" if step.basis == "protected" else "missing")
    return figure_of(step, words())


def bounds(step: Step) -> str:
    """`464 bis 562`, the unit standing with the value already."""
    return bounds_of(step, words()).replace(f" {words().say('unit.persons')}", "")


def ghost_of(step: Step, before: Step | None) -> str:
    """What the step is without the changes; empty where it is the same as printed."""
    if before is None or value_of(before) == value_of(step):
        return ""
    return t("allocation.ghost", value=value_of(before))


def is_put_in(case: Case, step: Step) -> bool:
    """Whether the what-if itself set the number of the step."""
    return any(step.code == PUT_IN.get(code) for code in case.what_if.numbers)


def basis_of(case: Case, step: Step) -> tuple[str, str]:
    """(class, word) of the mark: a number that was put in has not been reported."""
    if is_put_in(case, step):
        return "estimated", t("allocation.basis_put_in")
    if step.basis == "reported" and step.code == "credit" and case.facts.scheme != "fluag":
        return step.basis, t("allocation.basis_none")
    if step.basis == "reported" and step.code in CALCULATED:
        return step.basis, t("allocation.basis_calculated")
    return step.basis, words().say(f"basis.{step.basis}")


def sources(case: Case, step: Step) -> list[str]:
    """Where each number stands: file, line and law; what was put in says so instead."""
    told = []
    put_in = is_put_in(case, step)
    if put_in and step.formula != t("allocation.put_in"):
        told.append(t("allocation.put_in"))
    if step.code == "credit" and "places" in case.what_if.numbers:
        told.append(t("allocation.put_in_facility"))
    if not put_in:
        told += [t("allocation.place", file=place.file, line=place.line, source=place.source) for place in step.places]
    return told + [_law(case, row) for row in step.law]


def _law(case: Case, row: Parameter) -> str:
    said = {"name": labels("law").get(row.parameter, row.parameter), "value": words().factor(row.value)}
    if row.parameter in case.what_if.law:
        return t("allocation.law_put_in", **said)
    place = {"file": row.file, "line": row.line, "source": row.source, "day": words().day(row.valid_from)}
    return t("allocation.law_own" if row.is_own else "allocation.law_place", **said, **place)


def _row(case: Case, number: int, step: Step, before: Step | None, scale: Scale | None) -> str:
    ghost = ghost_of(step, before)
    reach = span(step.code, case.today.loc[case.ags], before.value) if ghost and before else None
    notes = "".join(f"<small>{escape(text)}</small>" for text in [bounds(step)] if text)
    if ghost:
        notes += f'<small class="was">{escape(ghost)}</small>'
    changed = " changed" if ghost else ""
    basis, word = basis_of(case, step)
    # what is withheld is drawn like what is missing
    basis = "missing" if basis == "protected" else basis
    drawn = step._replace(basis=basis)
    return (
        f'<div class="step {basis} {step.code}{changed}"><span class="no">{number}</span>'
        f'<div class="what"><b>{escape(step.title)}</b><span>{escape(step.formula)}</span>{_why(case, step)}</div>'
        f"{rail(drawn, case.row, scale, reach)}"
        f'<div class="value"><b>{escape(value_of(step))}</b>{notes}'
        f'<mark class="{basis}">{word}</mark></div></div>'
    )


def _why(case: Case, step: Step) -> str:
    told = sources(case, step)
    if not told:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in told)
    return f"<details><summary>{escape(t('municipality.why'))}</summary><ul>{items}</ul></details>"
