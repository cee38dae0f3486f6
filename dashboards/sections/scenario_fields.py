"""Fields of the forms of Was wäre wenn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from dashboards.address import pick
from dashboards.markup import as_name
from dashboards.sections.scenario_state import Case
from dashboards.text import t
from pipelines.planning.scenario_file import short


def value(name: str) -> object:
    """What a field of the form says."""
    return st.session_state[f"feld_{name}"]


def places(case: Case, *first: tuple[str, str]) -> dict[str, str]:
    """What stands first, then the municipalities by name; before all the one of the bar."""
    named = dict(sorted(case.known.places.items(), key=lambda pair: pair[1]))
    own = case.selection.ags
    return ({own: named[own]} if own in named else {}) | dict(first) | named


def box(column: st.delta_generator.DeltaGenerator, key: str, names: dict[str, str], name: str) -> None:
    """A select box by code; `key` of its text."""
    column.selectbox(
        t(key),
        list(names),
        format_func=names.__getitem__,
        key=f"feld_{name}",
        placeholder=t("common.choose"),
    )


def chosen(key: str, names: dict[str, str], default: str, name: str) -> str:
    """A row of buttons bound to the address (`pick`); what the address says and nobody knows is said, and dropped."""
    asked = st.query_params.get(name, default)
    if asked not in names:
        st.warning(as_name(t("scenario.unknown_choice", asked=short(asked), shown=names[default]), 500))
    return pick(key, names, default, name, is_named=False)


def send(columns: Iterable[st.delta_generator.DeltaGenerator], click: Callable[[], None]) -> None:
    """The button of a form, in the last of its columns."""
    *_, last = columns
    last.form_submit_button(t("scenario.add"), on_click=click, type="primary")
