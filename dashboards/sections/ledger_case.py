"""What Zuweisung shows: the ledger of a day as it stands, and with the changes of the address put in."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import pandas as pd
import streamlit as st

from dashboards.queries import ledger as ask
from dashboards.sections import ledger_changes
from dashboards.sections.ledger_changes import WhatIf
from dashboards.sections.ledger_selection import Asked
from dashboards.text import words
from pipelines.explaining import Step, steps
from pipelines.facts import Facts
from pipelines.ledgers import settled
from pipelines.what_if import changed as what_if_of


@dataclass(frozen=True)
class Case:
    """`facts`, `ledger`: what is shown; `facts_today`, `today`: the same without changes. `problems`: sentences."""

    asked: Asked
    what_if: WhatIf
    facts: Facts
    ledger: pd.DataFrame
    facts_today: Facts
    today: pd.DataFrame
    problems: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """What was asked and what was put in: facts and ledgers follow from them (see `drawn_once`)."""
        return f"Case({self.asked!r}, {self.what_if!r})"

    @property
    def ags(self) -> str | None:
        """The municipality, None for the whole Kreis."""
        return self.asked.selection.ags

    @property
    def row(self) -> pd.Series:
        """The municipality's row of the ledger shown."""
        return self.ledger.loc[self.ags]

    @property
    def kreis(self) -> pd.DataFrame:
        """The Kreis' rows of the ledger shown."""
        return self.ledger[self.ledger["in_kreis"]]

    def steps(self, ags: str | None = None) -> list[Step]:
        """The steps as shown, of the municipality chosen or of another."""
        return steps(self.facts, self.ledger, ags or self.ags, words())

    def steps_today(self) -> dict[tuple[str, str], Step]:
        """The steps without changes by code and title; empty while nothing is changed."""
        if not self.what_if:
            return {}
        found = steps(self.facts_today, self.today, self.ags, words())
        return {(step.code, step.title): step for step in found}


def case_of(asked: Asked) -> Case:
    """Reads the what-if of the address. One that breaks the law's arithmetic is told, and today's ledger shown."""
    snapshot, ags = asked.selection.snapshot, asked.selection.ags
    facts = ask.facts(snapshot, asked.day, asked.scheme)
    today = ask.ledger(snapshot, asked.day, asked.scheme)
    what_if = ledger_changes.read(st.query_params, facts, ags)
    problems = (*filter(None, [asked.problem]), *what_if.problems)
    if what_if:
        changed = what_if_of(facts, ledger_changes.changes(what_if, ags, asked.day))
        try:
            return Case(asked, what_if, changed, settled(changed), facts, today, problems)
        except ValueError:
            problems = (*problems, ledger_changes.refusal(what_if))
    return Case(asked, WhatIf(), facts, today, facts, today, problems)


def is_known(value: float) -> bool:
    """Whether there is a number."""
    return not isnan(value)
