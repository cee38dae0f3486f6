"""Streamlit's own scripts, styles and fonts, from memory; those a page will ask for soon; and what has to wait.

Streamlit reads each of them from the disk in pieces, through a thread, for every browser anew. More than a hundred of
them stand between an address and the first picture, and the largest is asked for only when the first chart is there.
"""

from __future__ import annotations

import gzip
import ipaddress
import mimetypes
import re
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboards.address import under_base

ROOT = Path(streamlit.__file__).parent / "static" / "static"
ADDRESS = "/static/"
# Their names carry a checksum of their content.
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
# What every page draws with, as Streamlit names it; another edition without them merely loads later.
SOON = ("Html", "PlotlyChart", "Selectbox", "Slider", "ButtonGroup", "Expander", "PageLink")
# Takes half a second to begin with, in which nothing else is drawn: it lets the page appear first. A module that
# imports one which waits is run after it.
LATE = "PlotlyChart"
PAUSE = Path(__file__).with_name("pause.js").read_bytes()
PAUSE_ADDRESS = "/pause.js"
IMPORTED = re.compile(rb'(?:from|import)"\./([\w.~-]+\.js)"')
SMALLEST_TO_COMPRESS = 1000


class Assets:
    """Middleware that answers for the files below `/static/`; everything else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].removeprefix(under_base(ADDRESS)) if scope["type"] == "http" else ""
        if scope.get("method") == "GET" and name in files():
            await _answer(name, scope)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


@lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """Path below `/static/` -> file."""
    return {path.relative_to(ROOT).as_posix(): path for path in ROOT.rglob("*") if path.is_file()}


@lru_cache(maxsize=1)
def soon() -> str:
    """Links with which a browser fetches the scripts of SOON, and what they import, before it meets them."""
    wanted = [name for name in files() if name.startswith("js/") and name[3:].partition(".")[0] in SOON]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop()
        if name not in found and name in files():
            found[name] = None
            wanted += [f"js/{one.decode()}" for one in IMPORTED.findall(content(name))]
    base = escape(under_base(ADDRESS))
    return "".join(f'<link rel="modulepreload" crossorigin href="{base}{name}">' for name in found)


@lru_cache(maxsize=1000)
def content(name: str) -> bytes:
    """The bytes of a file as they are given out. Raises KeyError for a name that is none."""
    whole = files()[name].read_bytes()
    return f'import"{under_base(PAUSE_ADDRESS)}";'.encode() + whole if name.startswith(f"js/{LATE}.") else whole


@lru_cache(maxsize=1000)
def compressed(name: str) -> bytes:
    """The same, smaller. Raises KeyError for a name that is none."""
    return gzip.compress(content(name), compresslevel=6, mtime=0)


def _answer(name: str, scope: Scope) -> Response:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith("javascript")
    takes_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
    # On the same machine unpacking takes longer than the way.
    if is_text and takes_gzip and len(content(name)) >= SMALLEST_TO_COMPRESS and not _is_near(scope):
        return Response(compressed(name), headers=FOREVER | {"Content-Encoding": "gzip"}, media_type=kind)
    return Response(content(name), headers=FOREVER, media_type=kind)


def _is_near(scope: Scope) -> bool:
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
