"""The next deadlines as a dated list, what ran before, and the calendar file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import handing
from dashboards.charts.linked import listing
from dashboards.drawn import drawn_once
from dashboards.queries import shared
from dashboards.sections.funding_asked import Asked
from dashboards.text import language, t, words
from pipelines.funding.calendar_file import ahead, calendar_bytes
from pipelines.funding.programme import Programme
from pipelines.funding.state import CODES, state_on
from pipelines.funding.words import state_in_words


def show(asked: Asked) -> None:
    """The list, what is over, and the button for the calendar."""
    _list(asked)
    coming = ahead(asked.programmes, asked.day)
    if coming:
        built = pd.Timestamp(shared.build(asked.selection.snapshot)["built_at"]).to_pydatetime()
        programmes, spoken, day = asked.programmes, language(), asked.day
        handing.button(
            t("funding.calendar", count=len(coming)),
            lambda: calendar_bytes(programmes, day, built, spoken),
            file_name=f"{t('funding.calendar_file')}_{day}.ics",
            mime="text/calendar",
            key="kalender",
        )
        st.caption(t("funding.calendar_note"))
    else:
        st.info(t("funding.calendar_none", day=words().day(asked.day)))


@drawn_once
def _list(asked: Asked) -> None:
    st.header(t("funding.deadlines_title", day=words().day(asked.day)), anchor=False)
    runs = [one for one in asked.programmes if state_on(one, asked.day).runs]
    runs.sort(key=lambda one: (CODES.index(state_on(one, asked.day).code), state_on(one, asked.day).day or asked.day))
    if runs:
        st.html(_table(asked, runs))
    over = [one for one in asked.programmes if not state_on(one, asked.day).runs]
    if over:
        with st.expander(t("funding.over_title", count=len(over))):
            st.html(_table(asked, over))


def _table(asked: Asked, programmes: list[Programme]) -> str:
    heads = [t("funding.col_programme"), *(words().say(f"funding.col.{name}") for name in ("state", "ask", "source"))]
    body = [
        [one.name, state_in_words(words(), one, state_on(one, asked.day)), one.ask or "–", _source(one)]
        for one in programmes
    ]
    return listing(t("funding.deadlines_caption", day=words().day(asked.day)), heads, body)


def _source(one: Programme) -> str:
    place = one.deadlines[0].place if one.deadlines else one.place
    return f"{place.source}, {t('funding.file_line', file=place.file.rpartition('/')[2], line=place.line)}"
