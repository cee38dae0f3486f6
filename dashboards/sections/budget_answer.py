"""What a budget buys, reckoned once per snapshot, month and wish, by one solver at a time."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboards.queries import budget as ask
from dashboards.sections.budget_asked import Asked
from pipelines.budgets import CENTS, Situation, Wish, answers, situation
from pipelines.planning.placing_case import NotAffordable, NotDecided, Placed

# A search keeps a processor busy; readers who ask at once wait for each other instead of slowing all pages.
_solving = Lock()


class Answer(NamedTuple):
    """The question in whole steps and what each way of choosing buys; nothing where the floor is out of reach.

    Then `floor_price` says in euros what the floor costs at least, None where no money reaches it; `is_decided` is
    False where the search ended before it knew. people: by which money is spread per head, NaN where not known.
    """

    asked: Situation
    placed: dict[str, Placed]
    people: pd.Series
    floor_price: float | None = None
    is_decided: bool = True


@st.cache_resource(max_entries=60, show_spinner=False)
def answer(snapshot: str, month: date, wish: Wish) -> Answer:
    """What the wish buys in that month of the snapshot."""
    question = situation(wanted(snapshot, month, wish.is_certain), ask.ways(snapshot), wish)
    people = ask.people(snapshot, month).set_index("ags")["people"].reindex(question.ags)
    with _solving:
        try:
            return Answer(question, answers(question, people.tolist()), people)
        except NotAffordable as short:
            return Answer(question, {}, people, None if short.price is None else short.price / CENTS)
        except NotDecided:
            return Answer(question, {}, people, is_decided=False)


def wanted(snapshot: str, month: date, is_certain: bool) -> pd.DataFrame:
    """The gaps a budget is to close: the likely ones, or only what is certainly missing, against the least need."""
    gaps = ask.gaps(snapshot, month)
    return gaps.assign(gap=gaps["gap_low"], need=gaps["need_low"]) if is_certain else gaps


def of(asked: Asked) -> Answer:
    """The answer to what the address asks; `asked.wish` must be there."""
    assert asked.wish is not None
    return answer(asked.selection.snapshot, asked.selection.month, asked.wish)
