"""Sections drawn once: what a section drew is kept, and sent again to whoever asks the same.

section(selection) ── first time ──> drawn, recorded by Streamlit ── later, in any session ──> sent again
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from functools import wraps
from typing import ParamSpec

import pandas as pd
import streamlit as st

from dashboards.text import language

# 20 to 150 kB each.
MOST = 1200

Arguments = ParamSpec("Arguments")


def drawn_once(section: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """A section that is drawn once for equal arguments and language; later calls send the same elements again.

    What it draws must follow from its arguments alone: never from today's date, the session or the address. A snapshot
    among them stands for its file, and so for whoever may see that file. It holds no widget. An argument is a plain
    value, a row of a table, or a dataclass whose `repr` says everything about it; others raise TypeError.
    """
    name = f"{section.__module__}.{section.__qualname__}"

    @wraps(section)
    def show(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        key = [_said(value) for value in (*arguments, *named.values())]
        _draw((name, language(), *named, *key), lambda: section(*arguments, **named))

    return show


@st.cache_resource(max_entries=MOST, show_spinner=False)
def _draw(key: tuple[str, ...], _section: Callable[[], None]) -> None:
    _section()


def _said(value: object) -> str:
    if isinstance(value, pd.Series):
        return repr(value.to_dict())
    if value is None or isinstance(value, str | int | float | date) or is_dataclass(value):
        return repr(value)
    raise TypeError(type(value))
