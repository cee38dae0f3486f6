"""Whom to remind today, and the text to copy or to open in a mail program."""

from __future__ import annotations

import streamlit as st

from dashboards import theme, vintage
from dashboards.address import choose
from dashboards.markup import as_text
from dashboards.queries import data_status as ask
from dashboards.text import language, t
from dashboards.visible import may_show
from dashboards.widgets import Selection
from pipelines.reminders import Reminder


def show(selection: Selection) -> None:
    """How many are to be reminded, and the text of the chosen one; the chosen municipality's where it is among them.

    Nothing in the picture of an earlier day.
    """
    if not may_show("reminders", selection.snapshot):
        return
    if vintage.day_of(selection.snapshot):
        return  # nobody is reminded of what was late on an earlier day
    st.header(t("data_status.reminders_title"), anchor=False)
    found = {_code(one): one for one in _found(selection.snapshot)}
    now = theme.day(ask.today())
    if not found:
        st.markdown(t("data_status.reminders_none", today=now))
        return
    kinds = [(bool(one.source), bool(one.ags)) for one in found.values()]
    st.markdown(
        t(
            "data_status.reminders",
            sources=kinds.count((True, False)),
            places=kinds.count((False, True)),
            providers=kinds.count((False, False)),
            today=now,
        )
    )
    names = {code: _name(one) for code, one in found.items()}
    default = list(found).index(selection.ags) if selection.ags in found else 0
    chosen = found[choose("data_status.reminder_for", names, default, "erinnern")]
    st.markdown(t("data_status.reminder_subject", subject=as_text(chosen.subject)))
    st.code(chosen.text, language=None, wrap_lines=True)
    st.link_button(t("data_status.reminder_mail"), chosen.mailto)


def _found(snapshot: str) -> list[Reminder]:
    return ask.reminders(snapshot, ask.today(), ask.contact(), language())


def _code(one: Reminder) -> str:
    """What stands for it in the address."""
    return one.ags or one.source or one.name


def _name(one: Reminder) -> str:
    if one.source:
        return t("data_status.reminder_source", name=one.name)
    return t("data_status.reminder_place" if one.ags else "data_status.reminder_provider", name=one.name)
