"""Files a page hands out: who may fetch what a button made, and for how long.

Streamlit keeps what a download button made under `/media/<fingerprint>` until two later runs of anybody clear it, and
gives it to whoever knows the address. So each file is noted here with the role of the reader it was made for, and
dashboards/guard.py gives it to that role only.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import streamlit as st

from dashboards.roles import Role
from dashboards.sign_in import role

# A browser fetches the file at once; this is for slow lines and downloads that are resumed.
KEPT_SECONDS = 300
MOST = 2_000

_made: OrderedDict[tuple[str, str], float] = OrderedDict()
_lock = Lock()


def button(label: str, make: Callable[[], bytes], *, file_name: str, mime: str, key: str, **options: object) -> None:
    """A download button as everywhere in the house: `make` is called when somebody presses it."""
    reader = role()

    def noted() -> bytes:
        content = make()
        note(content, reader)
        return content

    st.download_button(label, noted, file_name=file_name, mime=mime, key=key, on_click="ignore", **options)


def note(content: bytes, reader: Role) -> None:
    """These bytes were made for this role, now."""
    with _lock:
        _made[_named(content, reader)] = time.monotonic()
        _made.move_to_end(_named(content, reader))
        while len(_made) > MOST:
            _made.popitem(last=False)


def may_fetch(content: bytes, reader: Role) -> bool:
    """Whether the same bytes were made for the same role in the last KEPT_SECONDS."""
    with _lock:
        made = _made.get(_named(content, reader))
    return made is not None and time.monotonic() - made < KEPT_SECONDS


def _named(content: bytes, reader: Role) -> tuple[str, str]:
    return hashlib.sha256(content).hexdigest(), reader.right
