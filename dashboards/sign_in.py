"""The role of whoever reads a page or asks for an address, from Streamlit's own login and the server's settings.

Streamlit puts the claims of the ID token into a cookie it signs; a page finds them in `st.user`, an address beside the
pages only in the cookie.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Mapping
from functools import cache, lru_cache
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit import config
from streamlit.auth_util import get_secrets_auth_section
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from dashboards.roles import Door, Role, door_of, role_of
from pipelines.access import Access, access_told

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
# A signed cookie is worth what its key is worth: 256 bits as hexadecimal digits have 64.
SHORTEST_SECRET = 32
# Where there is no file with a sign-in, Streamlit looks for it at every question, and a page asks often.
READ_AGAIN_SECONDS = 5


def role() -> Role:
    """The role of the reader of this run of a page."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    claims = st.user.to_dict() if st.user.get("is_logged_in") is True else None
    return _role(claims, headers)


def role_asking(request: HTTPConnection) -> Role:
    """The role of whoever asks for an address beside the pages."""
    return _role(_claims_in(request.cookies), headers_of(request))


def headers_of(request: HTTPConnection) -> dict[str, str]:
    """What a request says of itself, names in lower case; no browser speaks HTTP/1.0, a proxy left alone does."""
    told = {} if request.scope.get("http_version", "1.1") != "1.0" else {"via": "1.0"}
    return dict(request.headers) | told


def _role(claims: Mapping[str, object] | None, headers: Mapping[str, str]) -> Role:
    return role_of(claims if is_possible() else None, access(), door(headers), time.time())


def door(headers: Mapping[str, str]) -> Door:
    """How a request with these headers (names in lower case) came in; half a sign-in lets nobody in."""
    return door_of(config.get_option("server.address"), bool(_section()) or _trusts_headers(), headers)


def is_possible() -> bool:
    """Whether somebody can sign in here: all of Streamlit's `[auth]` is there, its secret is long enough.

    Headers that Streamlit is told to trust would overrule its login; with them nobody is taken for signed in.
    """
    return not _trusts_headers() and not _missing(tuple(str(_section().get(name, "")) for name in NEEDED))


def access() -> Access:
    """What the launcher was told in data/settings.toml."""
    return access_told(os.environ.get("BEDARFSATLAS_ACCESS", ""))


def origin() -> str | None:
    """Scheme and host that readers type, `https://atlas.example`, as configured for the sign-in; None without one."""
    parts = urlsplit(str(_section().get("redirect_uri", "")))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None


def _section() -> dict[str, object]:
    return _section_of(int(time.monotonic() // READ_AGAIN_SECONDS))


@lru_cache(maxsize=1)
def _section_of(_: int) -> dict[str, object]:
    return dict(get_secrets_auth_section() or {})


def _trusts_headers() -> bool:
    return bool(config.get_option("server.trustedUserHeaders"))


@cache
def _missing(values: tuple[str, ...]) -> list[str]:
    """Which of NEEDED are not as they must be, told once in the log unless there are none at all."""
    given = dict(zip(NEEDED, values, strict=True))
    found = [name for name, value in given.items() if len(value) < (SHORTEST_SECRET if name == "cookie_secret" else 1)]
    if any(values) and found:
        logging.getLogger(__name__).error(
            "Die Anmeldung ist nicht vollständig eingerichtet, alle sehen nur die öffentliche Fassung: in [auth] fehlt "
            "oder ist zu kurz: %s",
            ", ".join(found),
        )
    return found


def _claims_in(cookies: Mapping[str, str]) -> dict[str, object] | None:
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    try:
        claims = json.loads(signed) if signed else None
    except ValueError:
        return None
    is_ours = isinstance(claims, dict) and claims.get("is_logged_in") is True and claims.get("origin") == origin()
    return claims if is_ours else None
