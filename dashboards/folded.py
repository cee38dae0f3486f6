"""What is folded away and stays undrawn until somebody opens it.

A grid in a closed fold costs a browser as much as an open one, each time the page answers a changed selection.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboards.text import t


def folded(title: str, key: str, draw: Callable[[], None], *, in_address: bool = False) -> None:
    """A fold with `title`; `draw` is called while it is open.

    `key` keeps it open when the selection changes; `in_address`: whoever is sent the address finds it open too.
    """
    opened = st.expander(title, key=key, on_change="rerun", bind="query-params" if in_address else None)
    if opened.open:
        with opened:
            draw()


def folded_table(key: str, draw: Callable[[], None]) -> None:
    """The data behind a chart, on pages whose selection changes often."""
    folded(t("common.as_table"), key, draw)
