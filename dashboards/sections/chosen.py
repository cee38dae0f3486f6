"""The chosen municipality in tables of all: its name is set off by a style.

So the tables are the same whichever is chosen: drawn once by the server, and left as they are by the browser.
"""

from __future__ import annotations

import streamlit as st


def mark(ags: str | None) -> None:
    """Sets off the row of a municipality in every table whose rows name theirs; none for the whole Kreis."""
    if ags:
        st.html(f'<style>[data-ags="{ags}"] > th {{ font-weight: 700 }}</style>')
