"""Zuweisung: how many people a municipality has to take in, and how that number comes about, step by step."""

import streamlit as st

from dashboards.sections import (
    ledger_all,
    ledger_finding,
    ledger_paper,
    ledger_selection,
    ledger_steps,
    ledger_what_if,
    lump_sum,
    next_in_line,
    receipts,
)
from dashboards.sections.ledger_case import case_of
from dashboards.widgets import close_page, open_page


def render() -> None:
    asked = open_page(ledger_finding.title, ledger_selection.bar)
    case = case_of(asked)
    with st.container(key="ledger"):
        ledger_what_if.show_banner(case)
        ledger_finding.show(case)
        ledger_what_if.show_controls(case)
        if case.ags:
            ledger_steps.show(case)
            receipts.show_ledger(case)
        ledger_all.show(case)
        next_in_line.show(case)
        lump_sum.show(asked.selection)
    ledger_paper.show(case)
    close_page(asked.selection)
