"""Barrierefreiheit: the statement that the law of North Rhine-Westphalia asks of a public body, in short."""

from pathlib import Path

import streamlit as st

from dashboards.sections import statement
from dashboards.sections.upload import Whole
from dashboards.text import t
from dashboards.widgets import close_page, open_page

STYLE = Path(__file__).parents[1] / "who.html"


def render() -> None:
    st.html(STYLE)
    selection = open_page(t("accessibility.title"), Whole)
    statement.show()
    close_page(selection)
