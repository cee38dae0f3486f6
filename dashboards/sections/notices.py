"""The notices that go with the figures, in the words of their publishers and so in German on every page."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from dashboards.queries.downloads import NOTICES
from dashboards.text import t

LINK = re.compile(r"https://[^\s)]+")


def show() -> None:
    """One line per publisher; a reader's voice is told the language."""
    st.markdown(t("downloads.notices"))
    st.html(f'<ul class="notices" lang="de">{"".join(f"<li>{_with_links(notice)}</li>" for notice in NOTICES)}</ul>')


def _with_links(notice: str) -> str:
    plain = escape(notice.replace("`", ""))
    return LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', plain)
