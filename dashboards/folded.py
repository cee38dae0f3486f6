"""What is folded away and stays undrawn until somebody opens it.

A closed table of a grid costs a browser as much as an open one, each time the page answers a changed selection.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


def folded(title: str, key: str, draw: Callable[[], None]) -> None:
    """A fold with `title`; `draw` is called while it is open. `key` keeps it open when the selection changes."""
    opened = st.expander(title, key=key, on_change="rerun")
    if opened.open:
        with opened:
            draw()
