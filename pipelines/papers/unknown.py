"""What a municipality's paper cannot say, and whom to ask."""

from __future__ import annotations

from pipelines.papers.blocks import Items, Section
from pipelines.papers.gathered import Case
from pipelines.papers.glance import counted
from pipelines.papers.said import Said, is_gone


def unknown(case: Case, said: Said) -> Section:
    """A sentence per missing report; missing is not zero."""
    lines = [*_stocks(case, said), *_obligation(case, said), *_supply(case, said), said.say("unknown.always")]
    return Section(said.say("section.unknown"), (Items(tuple(lines)),))


def _stocks(case: Case, said: Said) -> list[str]:
    when, lines = said.month(case.month), []
    for row in counted(case):
        group = said.label("legal_group", row.legal_group)
        if row.basis == "missing":
            lines.append(said.say("unknown.stock", group=group, when=when))
        elif row.basis == "estimated" and row.period_end:
            lines.append(said.say("unknown.estimated", group=group, when=when, day=said.day(row.period_end)))
    return lines


def _obligation(case: Case, said: Said) -> list[str]:
    fluag, wohnsitz = case.owed["fluag"], case.owed.get("wohnsitz")
    lines = []
    if is_gone(fluag.obligation):
        lines.append(said.say("unknown.obligation", day=said.day(case.day)))
    elif fluag.credit_basis == "missing":
        lines.append(said.say("unknown.credit"))
    if wohnsitz is None or is_gone(wohnsitz.obligation):
        lines.append(said.say("unknown.wohnsitz"))
    return lines


def _supply(case: Case, said: Said) -> list[str]:
    if all(gap.supply_basis == "missing" for gap in case.gaps):
        return [said.say("unknown.inventory")]
    return [
        said.say("unknown.capacity", category=gap.name, count=gap.without_capacity)
        for gap in case.gaps
        if gap.without_capacity
    ]
