"""What the reader of Förderung chose: the day by which programmes are told, and whether only small groups count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.address import kept, pick, view, write
from dashboards.charts.linked import Cell
from dashboards.markup import as_name
from dashboards.queries import funding as ask
from dashboards.queries import shared
from dashboards.queries.data_status import day_shown
from dashboards.text import language, t, words
from dashboards.widgets import Selection
from pipelines.funding.programme import Programme

# The years for which anything is known of programmes or months.
FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
KEY, GROUPS, EVERY = "stichtag", "gruppen", "alle"
# So much of a wrong day is repeated.
TOLD = 40


@dataclass(frozen=True)
class Asked:
    """`day`: the day by which programmes and deadlines are told; the gaps are those of `selection.month`.

    `is_for_groups`: only what small groups can get. `address`: what the links of the page carry along.
    """

    selection: Selection
    day: date
    is_for_groups: bool
    address: str

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """The programmes the view is about."""
        every = ask.programmes(self.selection.snapshot, language())
        return tuple(one for one in every if one.is_for_groups) if self.is_for_groups else every


def asked(selection: Selection) -> Asked:
    """Draws view and day, both kept in the address."""
    written = st.query_params.get("sicht", "")
    with st.container(key="foerderung-wahl"):
        left, right = st.columns([5, 3], vertical_alignment="bottom")
        with left:
            names = {EVERY: t("funding.view_every"), GROUPS: t("funding.view_groups")}
            chosen = pick("funding.view", names, EVERY, "sicht")
        with right:
            day, problem = _day(day_shown(selection.snapshot))
    if written and written != chosen:
        st.info(t("funding.bad_view", text=as_name(written, TOLD)))
    if problem:
        st.info(problem)
    return Asked(selection, day, chosen == GROUPS, view())


def month_end(month: date) -> date:
    """The last day of a month given by its first."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def then(asked: Asked) -> Cell | None:
    """A link that shows the programmes at the end of the chosen month; None where they are shown already."""
    end = month_end(asked.selection.month)
    if end == asked.day or not FIRST <= end <= LAST:
        return None
    text = t("funding.show_then", month=theme.month_name(asked.selection.month))
    return Cell(text, text, view(**{KEY: str(end)}))


def place_name(asked: Asked) -> str:
    """The municipality, or the Kreis where none is chosen."""
    if not asked.selection.ags:
        return shared.kreis(asked.selection.snapshot)
    rows = shared.municipalities(asked.selection.snapshot)
    return str(rows.loc[rows["ags"] == asked.selection.ags, "name"].iloc[0])


def tell_unknown_place(written: str, selection: Selection) -> None:
    """One sentence where the address named a municipality there is none of: the whole Kreis is shown."""
    if written and written != selection.ags:
        st.info(t("funding.bad_place", text=as_name(written, TOLD)))


def _day(today: date) -> tuple[date, str]:
    """The day of the address, today where it names none, and a sentence where it names no day."""
    day, problem = read_day(kept(KEY, ""), today)
    st.session_state[KEY] = day
    write(KEY, str(day), str(today))
    st.session_state[f"kept_{KEY}"] = str(day) if day != today else ""

    def keep() -> None:
        chosen = st.session_state[KEY] or today
        st.session_state[f"kept_{KEY}"] = str(chosen) if chosen != today else ""
        write(KEY, str(chosen), str(today))

    st.date_input(
        t("funding.day"), min_value=FIRST, max_value=LAST, format=theme.FIELD_DAYS[language()], key=KEY, on_change=keep
    )
    return day, problem


def read_day(text: str, today: date) -> tuple[date, str]:
    """The day a text names (`2026-11-23`); today and a sentence where it names none that can be shown."""
    if not text:
        return today, ""
    day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    if pd.isna(day) or not FIRST <= day.date() <= LAST:
        limits = {"first": words().day(FIRST), "last": words().day(LAST), "today": words().day(today)}
        return today, t("funding.bad_day", text=as_name(text, TOLD), **limits)
    return day.date(), ""
