"""The scenario of the page Was wäre wenn: it lives in the address, and in the session where it is too long for one.

address, or session ──read──> Scenario ──fitting──> Case ──a form, a button──> put ──> address
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from dashboards.queries import scenario as ask
from dashboards.text import language, words
from dashboards.widgets import Selection
from pipelines import clock
from pipelines.planning.scenario import Scenario
from pipelines.planning.scenario_checks import Known, fitting
from pipelines.planning.scenario_file import Unfit, as_token, from_token, read, write
from pipelines.scenarios.sentences import MONTH, sentence

ADDRESS, MONTH_ADDRESS = "szenario", "monat"
KEPT, SEEN, SAID = "kept_szenario", "szenario_gesehen", "szenario_gesagt"


@dataclass(frozen=True)
class Case:
    """What the page shows: the scenario as far as it fits, what is known of its month, one sentence per problem."""

    selection: Selection
    scenario: Scenario
    known: Known
    problems: tuple[str, ...]

    def __repr__(self) -> str:
        """Everything drawn follows from the selection and the assumptions (see `drawn_once`)."""
        return f"Case({self.selection!r}, {write(self.scenario)!r})"


def follow_month() -> None:
    """A scenario that has just arrived with the address brings its month along; later the bar decides."""
    token = st.query_params.get(ADDRESS)
    if token is None and KEPT in st.session_state:
        keep(read(st.session_state[KEPT])[0])
    elif token is not None and token != st.session_state.get(SEEN):
        st.session_state[SEEN] = token
        scenario, _ = _of(token)
        if scenario:
            st.session_state[KEPT] = write(scenario)
        if MONTH.fullmatch(scenario.month):
            st.query_params[MONTH_ADDRESS] = scenario.month


def case_of(selection: Selection) -> Case:
    """The scenario of the address, as far as it can be read and fits the month of the bar."""
    month = f"{selection.month:%Y-%m}"
    known = ask.known(selection.snapshot, month, language())
    token = st.query_params.get(ADDRESS)
    scenario, told = _of(token) if token else (_kept(), [])
    if scenario.month != month and (not scenario.month or scenario.month in known.months):
        scenario = replace(scenario, month=month)
        if scenario:
            keep(scenario)
    fit, problems = fitting(scenario, known)
    said = tuple(sentence(problem, words()) for problem in (*told, *problems))
    return Case(selection, fit, known, (*said, *st.session_state.pop(SAID, ())))


def put(case: Case, **changes: object) -> bool:
    """The scenario with other assumptions, if they fit; else their problems are said on the next run."""
    fit, problems = fitting(replace(case.scenario, **changes), case.known)
    try:
        read(write(fit))
    except Unfit as problem:
        # too many assumptions, or too large a number
        problems = (problem,)
    if problems:
        st.session_state[SAID] = tuple(sentence(problem, words()) for problem in problems)
        return False
    keep(fit)
    return True


def open_text(text: str) -> bool:
    """The scenario of a file's text, and what was assumed, or why it is none, said on the next run."""
    try:
        scenario, notes = read(text)
    except Unfit as problem:
        st.session_state[SAID] = (sentence(problem, words()),)
        return False
    keep(scenario)
    if MONTH.fullmatch(scenario.month):
        st.query_params[MONTH_ADDRESS] = scenario.month
    st.session_state[SAID] = tuple(sentence(note, words()) for note in notes)
    return True


def drop() -> None:
    """Back to no assumptions."""
    for key in (KEPT, SEEN):
        st.session_state.pop(key, None)
    if ADDRESS in st.query_params:
        del st.query_params[ADDRESS]


def file_of(case: Case) -> str:
    """The scenario as a file made today."""
    return write(replace(case.scenario, made_on=clock.today().isoformat()))


def adding(case: Case, field: str, make: Callable[[], object | None], number: str = "") -> Callable[[], None]:
    """What a form does when it is sent: one more assumption of this field; `make` gives None where nothing is asked.

    `number`: the key of a number that is taken out of the form once it has been heard.
    """

    def add() -> None:
        entry = make()
        if entry is not None and put(case, **{field: (*getattr(case.scenario, field), entry)}) and number:
            st.session_state[number] = None

    return add


def keep(scenario: Scenario) -> None:
    """This scenario from now on; in the address where it fits into one."""
    st.session_state[KEPT] = write(scenario)
    token = as_token(scenario)
    if token is None:
        if ADDRESS in st.query_params:
            del st.query_params[ADDRESS]
        return
    st.query_params[ADDRESS] = st.session_state[SEEN] = token


def _of(token: str) -> tuple[Scenario, list[Unfit]]:
    try:
        scenario, notes = from_token(token)
    except Unfit as problem:
        return _kept(), [problem]
    return scenario, list(notes)


def _kept() -> Scenario:
    return read(st.session_state[KEPT])[0] if KEPT in st.session_state else Scenario("", "", "")
