"""Stands before everything the server answers: foreign origins, addresses that are nobody's business, headers.

request ──> origin of a websocket ──> closed addresses ──> files of others ──> Streamlit ──> headers, cookies
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_storage import MediaFileStorageError

from dashboards import drop, handing, sign_in
from dashboards.address import under_base
from dashboards.roles import Door

ICON = Path(__file__).with_name("icon.svg")
# Programs may drive a page through the first, the second counts memory and sessions.
AGENT, METRICS, MEDIA = "/_stcore/agent/", "/_stcore/metrics", "/media/"
UPLOADS = "/_stcore/upload_file/"
POLICY_VIOLATION = 1008
NOSNIFF = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000"
SIGNED_COOKIES = ("_streamlit_user",)


def _inline_scripts() -> str:
    """The scripts that stand in Streamlit's own page, as a policy names them."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    found = re.findall(rb"<script>(.*?)</script>", page, re.S)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in found)


# Styles are written into the page by Streamlit and Plotly; no host but our own is named anywhere.
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' {_inline_scripts()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'{sockets}",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class Guard:
    """Middleware around the whole server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not is_own_origin(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        else:
            is_open = not _is_asked_about(scope) or await run_in_threadpool(may_ask, HTTPConnection(scope))
            app = self.app if is_open else PlainTextResponse("", status_code=404)
            await app(scope, receive, _with_headers(Headers(scope=scope), scope["scheme"], send))


def is_own_origin(headers: Headers) -> bool:
    """Whether a websocket was opened by a page of this server; without an origin it is no browser and has no cookie.

    Streamlit asks the same, but to know its own name it would ask the internet.
    """
    asked_by = headers.get("origin")
    try:
        return asked_by is None or urlsplit(asked_by).netloc == headers.get("host") or asked_by == sign_in.origin()
    except ValueError:
        return False


def may_ask(request: HTTPConnection) -> bool:
    """Whether an address is answered at all: a file only to the role it was made for, metrics only on this
    machine, uploads only where the Kreis wants them."""
    path = _path(request.scope)
    if path.startswith(AGENT):
        return False
    if path == METRICS:
        return sign_in.door(sign_in.headers_of(request)) is Door.DESK
    if path.startswith(UPLOADS):
        return drop.is_on() and sign_in.role_asking(request).kind == "kreis"
    return not path.startswith(MEDIA) or _may_fetch(path.removeprefix(MEDIA), request)


def _is_asked_about(scope: Scope) -> bool:
    """Whether `may_ask` could say no; most files are everybody's."""
    return _path(scope).startswith((AGENT, METRICS, UPLOADS, MEDIA))


def _path(scope: Scope) -> str:
    return scope["path"].removeprefix(under_base(""))


def _may_fetch(name: str, request: HTTPConnection) -> bool:
    if not Runtime.exists():
        return False
    try:
        content = Runtime.instance().media_file_mgr._storage.get_file(name).content
    except MediaFileStorageError:
        return False
    return content == ICON.read_bytes() or handing.may_fetch(content, sign_in.role_asking(request))


def _with_headers(asked: Headers, scheme: str, send: Send) -> Send:
    is_encrypted = "https" in (scheme, asked.get("x-forwarded-proto"), urlsplit(sign_in.origin() or "").scheme)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _headers(asked.get("host", ""), is_encrypted).items():
                headers[name] = value
            message["headers"] = [_closed(pair, is_encrypted) for pair in message["headers"]]
        await send(message)

    return sending


def _headers(host: str, is_encrypted: bool) -> dict[str, str]:
    # Not every browser counts a websocket of the same host as 'self'.
    is_plain = re.fullmatch(r"[\w.\-:\[\]]+", host, re.ASCII)
    sockets = f" {'wss' if is_encrypted else 'ws'}://{host}" if is_plain else ""
    told = NOSNIFF | {"Content-Security-Policy": POLICY.format(sockets=sockets)}
    return told | {"Strict-Transport-Security": HSTS} if is_encrypted else told


def _closed(pair: tuple[bytes, bytes], is_encrypted: bool) -> tuple[bytes, bytes]:
    """A cookie travels encrypted where pages do, and that of a sign-in ends with it."""
    name, value = pair
    if name.lower() != b"set-cookie":
        return pair
    if is_encrypted and b"; secure" not in value.lower():
        value += b"; Secure"
    if value.decode("latin-1").startswith(SIGNED_COOKIES):
        lasts = sign_in.access().hours * 3600
        value = re.sub(rb"(?i)max-age=(\d+)", lambda found: b"Max-Age=%d" % min(lasts, int(found[1])), value)
    return name, value
