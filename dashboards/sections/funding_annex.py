"""The annex of an application: for which programme, what speaks against it, and the files."""

from __future__ import annotations

import streamlit as st

from dashboards import handing, theme
from dashboards.address import choose
from dashboards.markup import as_name
from dashboards.queries import funding_annex as ask
from dashboards.queries import shared
from dashboards.sections.funding import paying
from dashboards.sections.funding_asked import TOLD, Asked, place_name
from dashboards.text import t, words
from pipelines.funding.programme import Programme
from pipelines.funding.state import state_on
from pipelines.funding.words import state_in_words
from pipelines.papers.annex import Wish

XLSX, PDF = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf"


def show(asked: Asked) -> None:
    """The choice of a programme and the button; one sentence where the programme takes no applications."""
    st.header(t("funding.annex_title"), anchor=False)
    names = {one.programme: one.name for one in asked.programmes}
    written = st.query_params.get("programm", "")
    one = _chosen(asked, choose("funding.annex_programme", names, _first(asked), "programm"))
    if written and written != one.programme:
        st.info(t("funding.bad_programme", text=as_name(written, TOLD), name=as_name(one.name)))
    state = state_on(one, asked.day)
    told = {"name": one.name, "state": state_in_words(words(), one, state), "day": words().day(asked.day)}
    if not state.takes_new:
        st.info(t("funding.annex_over", **told))
        return
    if state.code in ("no_day", "passed"):
        st.caption(t("funding.annex_no_deadline", **told))
    wish = Wish(one, asked.selection.month, asked.selection.ags, asked.day, state)
    place, snapshot = place_name(asked), asked.selection.snapshot
    is_example = bool(shared.build(snapshot)["is_synthetic"])
    for form, make, mime in (("xlsx", ask.file, XLSX), ("pdf", ask.pdf, PDF)):
        handing.button(
            t("funding.annex_button", name=one.name, place=place, form=form.upper()),
            make(snapshot, wish),
            file_name=ask.file_name(wish, place, is_example, form),
            mime=mime,
            key="anlage" if form == "xlsx" else f"anlage-{form}",
        )
    st.caption(t("funding.annex_note", month=theme.month_name(asked.selection.month)))


def _first(asked: Asked) -> int:
    """The programme offered first: one that pays for the chosen category, else one that takes applications."""
    order = [one.programme for one in asked.programmes]
    running = [one for one in asked.programmes if state_on(one, asked.day).takes_new]
    fitting = [*paying(asked, asked.selection.category), *running]
    return order.index(fitting[0].programme) if fitting else 0


def _chosen(asked: Asked, code: str) -> Programme:
    return next(one for one in asked.programmes if one.programme == code)
