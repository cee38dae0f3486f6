"""Which state of knowledge the pages show: all that is known, or only what was known on an earlier day.

address or session ──chosen──> snapshot of that day, under a banner ──> every query of the page
"""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import theme
from dashboards.address import choose, kept
from dashboards.queries import shared
from dashboards.queries.data_status import day_shown
from dashboards.queries.snapshot import latest, vintages
from dashboards.sign_in import role
from dashboards.text import t

KEY = "kenntnisstand"
# How wide the selector is beside the others of a bar.
WIDTH = 2.0


def chosen() -> tuple[str, str]:
    """The snapshot to show and, where the address names a day of which there is none, a sentence.

    Raises NoSnapshot when there is nothing to show.
    """
    day = kept(KEY, "")
    if not day:
        return latest(role()), ""
    known = vintages(role())
    return (known[day], "") if day in known else (latest(role()), _unknown(day, list(known)))


def _unknown(day: str, known: list[str]) -> str:
    """Only a day is repeated: whatever else the address holds stays there."""
    read = pd.to_datetime(day, format="%Y-%m-%d", errors="coerce")
    which = t("common.vintage_none") if pd.isna(read) else t("common.vintage_none_of", day=theme.day(read))
    if not known:
        return t("common.vintage_shown", which=which)
    return t("common.vintage_shown_of", which=which, days=", ".join(_in_words(one) for one in known))


def columns(widths: list[float]) -> list[DeltaGenerator]:
    """The columns of a selection bar; where earlier days are on disk, one more holds their selector."""
    known = vintages(role())
    if not known:
        return st.columns(widths)
    names = {"": t("common.vintage_newest")} | {day: t("common.vintage_of", day=_in_words(day)) for day in known}
    *own, last = st.columns([*widths, WIDTH])
    with last:
        choose("common.vintage", names, 0, KEY)
    return own


def show_banner(head: DeltaGenerator, snapshot: str, problem: str) -> None:
    """Says under the title that this is an old picture, or why it is not the one asked for."""
    if day := day_of(snapshot):
        head.html(f'<div class="vintage" role="status">{escape(t("common.vintage_banner", day=theme.day(day)))}</div>')
    if problem:
        head.info(problem)


def day_of(snapshot: str) -> date | None:
    """The day whose picture a snapshot is; None: all that is known."""
    day = shared.build(snapshot).get("as_known_on")
    return None if pd.isna(day) else pd.Timestamp(day).date()


def when(snapshot: str) -> str:
    """The day by which lateness is told, in words: today, or the day of the picture."""
    day = theme.day(day_shown(snapshot))
    return t("common.then", day=day) if day_of(snapshot) else t("common.today", day=day)


def _in_words(day: str) -> str:
    return theme.day(date.fromisoformat(day))
