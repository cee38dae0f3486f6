"""Answers leave at once, instead of waiting until the browser has confirmed the one before.

The kernel holds back a small packet while an earlier one is unconfirmed (Nagle), and a browser confirms up to 40 ms
late: of a hundred small scripts every second one waits, and so does each message of a run. asyncio switches that off
only for sockets that name their protocol; Streamlit opens its own without (the same in uvicorn: its issue 3149).
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

# Where there is no such folder nothing is found, and everything works, later.
OPEN_FILES = Path("/dev/fd")


@asynccontextmanager
async def without_waiting(_: object) -> AsyncIterator[None]:
    """For the life of the server: connections to the sockets it listens on inherit that they do not wait."""
    for listening in _listening():
        with suppress(OSError):
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    yield


def _listening() -> Iterator[socket.socket]:
    """The sockets this process accepts connections on, each as a second handle that is closed after use."""
    for opened in list(OPEN_FILES.iterdir()) if OPEN_FILES.is_dir() else []:
        # Only sockets: closing a second handle of a file would give up this process' locks on it.
        try:
            if not stat.S_ISSOCK(os.fstat(int(opened.name)).st_mode):
                continue
            found = socket.socket(fileno=os.dup(int(opened.name)))
        except OSError:
            continue
        with found:
            is_tcp = found.family in (socket.AF_INET, socket.AF_INET6) and found.type == socket.SOCK_STREAM
            if is_tcp and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield found
