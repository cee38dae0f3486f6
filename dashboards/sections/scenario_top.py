"""Top of Was wäre wenn: that these are assumptions, what they are, and what follows for the chosen category."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.comparison import signed
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import scenario as ask
from dashboards.queries import shared
from dashboards.sections import scenario_state
from dashboards.sections.scenario_state import Case
from dashboards.text import t, words
from dashboards.widgets import Selection, key_figures, lead
from dashboards.withheld import withheld_sentence
from pipelines.planning.scenario import without
from pipelines.planning.scenario_checks import fitting
from pipelines.scenarios.sentences import assumptions
from pipelines.scenarios.table import DUST

FIGURES = (("scenario.missing", "shared_gap"), ("scenario.need", "need"), ("scenario.places", "local_supply"))


def title(selection: Selection) -> str:
    """The question, with the Kreis in it."""
    return t("scenario.title", kreis=shared.kreis(selection.snapshot))


def show_banner(case: Case) -> None:
    """What could not be followed, one sentence each; then the strip, while anything is supposed."""
    for problem in case.problems:
        st.warning(as_name(problem, 2000))
    if case.scenario:
        name = case.scenario.name
        strip = t("scenario.strip_named", name=name) if name else t("scenario.strip")
        note = t("scenario.strip_note")
        st.html(f'<div class="whatif assumed"><b>{escape(strip)}</b> {escape(note)}</div>')


def show_assumptions(case: Case) -> None:
    """What is supposed, one line each with a button that takes it back."""
    if not case.scenario:
        return
    st.header(t("scenario.assumed_title"), anchor=False)
    with st.container(key="assumed"):
        for place, line in enumerate(assumptions(case.scenario, case.known, words())):
            with st.container(key=f"assumed-{place}", horizontal=True, vertical_alignment="center"):
                st.markdown(as_name(line, 500))
                st.button(
                    t("scenario.take_back"),
                    key=f"take-back-{place}",
                    help=as_name(line, 200),
                    type="tertiary",
                    on_click=_take_back,
                    args=(case, place),
                )
        st.button(t("scenario.drop"), key="szenario-weg", on_click=scenario_state.drop)


def _take_back(case: Case, place: int) -> None:
    fit, _ = fitting(without(case.scenario, place), case.known)
    if fit:
        scenario_state.keep(fit)
    else:
        scenario_state.drop()


@drawn_once
def show_finding(case: Case) -> None:
    """The answer in one sentence and four figures, for the chosen category."""
    selection = case.selection
    category = shared.category(selection.snapshot, selection.category)
    rows = of_category(case)
    name = category["category_name"]
    if rows.empty:
        _lead(case, t("scenario.finding_presence", category=name), "")
        return
    known = rows[rows["change"].notna()]
    if known.empty:
        _lead(
            case,
            t("scenario.finding_empty", category=name, month=theme.month_name(selection.month)),
            t("scenario.why_empty"),
        )
        return
    now, then = (int((known[f"shared_gap_{side}"] > DUST).sum()) for side in ("scenario", "today"))
    unit = known["unit"].iloc[0]
    after, today = (theme.quantity(known[f"shared_gap_{side}"].sum(), unit) for side in ("scenario", "today"))
    values = {"category": name, "of": len(known), "then": then, "now": now, "unit": theme.unit_name(unit)}
    told = values | {"after": after, "today": today, "month": theme.month_name(selection.month)}
    if not case.scenario:
        sentence, why = t("scenario.finding_today", **told), t("scenario.why_today", **told)
    else:
        moved = known["shared_gap_scenario"].sum() - known["shared_gap_today"].sum()
        sentence, why = t(_finding(now - then, moved), **told), t("scenario.why", **told)
    hidden = withheld_sentence(int(rows["is_withheld"].sum()))
    _lead(case, sentence, " ".join(filter(None, [why, _least(known), hidden])))
    _figures(known, unit, bool(case.scenario))


def _least(known: pd.DataFrame) -> str:
    """In how many municipalities only a minimum of the need is known."""
    count = int((known["need_basis"] == "partial").sum())
    return t("scenario.why_least", count=count, of=len(known)) if count else ""


def _finding(municipalities: int, moved: float) -> str:
    """Which sentence: as many municipalities as today do not mean that as much is missing."""
    if municipalities:
        return "scenario.finding"
    if abs(moved) <= DUST:
        return "scenario.finding_same"
    return "scenario.finding_more" if moved > 0 else "scenario.finding_less"


def of_category(case: Case) -> pd.DataFrame:
    """The rows of the chosen category; none for one without a gap."""
    rows = ask.gaps(case.selection.snapshot, case.scenario)
    return rows[rows["category"] == case.selection.category]


def _lead(case: Case, sentence: str, reason: str) -> None:
    size = case.scenario.size
    lead(sentence, reason, t("scenario.state"), theme.number(size), t("scenario.state_note", count=size))


def _figures(known: pd.DataFrame, unit: str, is_supposed: bool) -> None:
    def pair(column: str) -> tuple[float, float]:
        return known[f"{column}_scenario"].sum(), known[f"{column}_today"].sum()

    told, name = [], theme.unit_name(unit)
    for key, column in FIGURES:
        after, today = pair(column)
        told.append((t(key), theme.quantity(after, unit), _note(after, today, unit) if is_supposed else name))
    certain = [int((known[f"answer_{side}"] == "certainly_short").sum()) for side in ("scenario", "today")]
    told.append(
        (
            t("scenario.certain"),
            t("scenario.of", count=certain[0], of=len(known)),
            t("scenario.today_count", count=certain[1]) if is_supposed else t("scenario.municipalities"),
        )
    )
    key_figures(told)


def _note(after: float, today: float, unit: str) -> str:
    amount = theme.quantity(today, unit)
    if abs(after - today) <= DUST:
        return t("scenario.as_today", unit=theme.unit_name(unit))
    return t("scenario.today_amount", today=amount, unit=theme.unit_name(unit), change=signed(after - today, unit))
