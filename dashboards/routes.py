"""What the server adds to Streamlit's own pages: the map's geometry, the page's shell, a sentence on failure."""

from __future__ import annotations

import json
import logging
from datetime import date
from urllib.parse import parse_qs

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboards import drop, shell, sign_in
from dashboards.address import under_base
from dashboards.app_pages import PAGES
from dashboards.assets import PAUSE, PAUSE_ADDRESS, Assets
from dashboards.guard import Guard
from dashboards.language import KEY
from dashboards.queries.geometry import geojson
from dashboards.queries.snapshot import snapshot_named
from dashboards.queries.steps import steps_csv, steps_name
from dashboards.text import DEFAULT, t, texts
from pipelines.wording import LANGUAGES

# How the browser writes numbers and days in each language.
READERS = {"de": "de-DE", "en": "en-GB"}
AS_IT_WAS = (b"accept-encoding", b"if-none-match", b"if-modified-since")
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# What it says depends on who asks.
NEVER = {"Cache-Control": "private, no-store"}


def tell_failure(error: Exception) -> bool:
    """One sentence for the reader, the trace for the log. True: Streamlit's English box stays away."""
    logging.getLogger(__name__).error("Fehler auf einer Seite", exc_info=error)
    st.error(t("common.failure"))
    return True


async def geometry(request: Request) -> Response:
    """The GeoJSON of one snapshot, the same for every role; 404 for a name that is none or not for this one."""
    snapshot = snapshot_named(request.path_params["name"], sign_in.role_asking(request))
    if snapshot is None:
        return PlainTextResponse("", status_code=404)
    body = await run_in_threadpool(geojson, snapshot)
    return Response(body, media_type="application/geo+json", headers=FOREVER)


async def gap_steps(request: Request) -> Response:
    """The steps of one gap as a file, computed from what the asking role may see; 404 where there are none."""
    asked = request.path_params
    snapshot = snapshot_named(asked["name"], sign_in.role_asking(request))
    month = _day(asked["month"])
    which = (snapshot, month, asked["ags"], asked["category"])
    body = await run_in_threadpool(steps_csv, *which) if snapshot and month else None
    if body is None:
        return PlainTextResponse("", status_code=404)
    name = await run_in_threadpool(steps_name, *which)
    headers = NEVER | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


def _day(text: str) -> date | None:
    """A day written as 2018-01-01 and in no other way."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


async def no_world(_: Request) -> Response:
    """Plotly asks for a world map before it draws ours; without this it would ask the internet."""
    return JSONResponse({"type": "Topology", "objects": {}, "arcs": []}, headers=FOREVER)


async def first_page(request: Request) -> Response:
    """Streamlit serves the first page at the root only; its name is an address too."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{under_base('/')}{query}")


async def no_upload(request: Request) -> Response:
    """The page that takes files, where the Kreis has not switched it on."""
    return PlainTextResponse(texts("upload", _spoken(request.scope))["off"], status_code=404)


async def reader(request: Request) -> Response:
    """Streamlit's tables, sliders and calendars write as the browser does: it is told the language of the page."""
    code = request.path_params["code"]
    if code not in READERS:
        return PlainTextResponse("", status_code=404)
    told = {"language": READERS[code], "languages": [READERS[code], code]}
    lines = [
        f"Object.defineProperty(navigator, {json.dumps(name)}, {{ get: () => {json.dumps(value)} }});"
        for name, value in told.items()
    ]
    return Response("\n".join(lines), media_type="text/javascript", headers=FOREVER)


class Language:
    """Says in the page itself which language it is in; Streamlit ships every page as English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        # Compressed text could not be replaced; the page itself is 8 kB, scripts stay compressed.
        headers = scope["headers"]
        if any(name == b"accept" and b"text/html" in value for name, value in headers):
            # Nor may the page in the other language be answered from the browser's own copy.
            scope = {**scope, "headers": [pair for pair in headers if pair[0] not in AS_IT_WAS]}
        start: list[Message] = []
        spoken = _spoken(scope)

        async def translated(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                start.append(message)
            elif start and message["type"] == "http.response.body":
                body = shell.with_aids(message["body"], spoken)
                await send(_of_length(start.pop(), len(body) - len(message["body"])))
                await send({**message, "body": body})
            else:
                await send(message)

        await self.app(scope, receive, translated)


def _spoken(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(KEY, [DEFAULT])[0]
    return asked if asked in LANGUAGES else DEFAULT


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    return headers.get(b"content-type", b"").startswith(b"text/html")


def _of_length(start: Message, longer: int) -> Message:
    """The start of an answer whose body became longer than announced."""
    headers = [
        (name, str(int(value) + longer).encode() if name.lower() == b"content-length" else value)
        for name, value in start["headers"]
    ]
    return {**start, "headers": headers}


async def aids(_: Request) -> Response:
    """The script of the page's shell; its address changes with it."""
    return Response(shell.SCRIPT, media_type="text/javascript", headers=FOREVER)


async def styles(_: Request) -> Response:
    """How the pages look; the address changes with it."""
    return Response(shell.STYLES, media_type="text/css", headers=FOREVER)


async def pause(_: Request) -> Response:
    """What a script imports that is to run once the page is painted."""
    return Response(PAUSE, media_type="text/javascript", headers=FOREVER)


ROUTES = [
    Route(under_base(PAUSE_ADDRESS), pause),
    Route(under_base(shell.ADDRESS), aids),
    Route(under_base(shell.STYLES_ADDRESS), styles),
    Route(under_base("/ueberblick"), first_page),
    Route(under_base("/karte/{name}.geojson"), geometry),
    Route(under_base("/rechenweg/{name}/{month}/{ags}/{category}.csv"), gap_steps),
    Route(under_base(shell.SPOKEN.format("{code}")), reader),
    Route(under_base("/karte/topojson/{world}.json"), no_world),
]
if not drop.is_on():
    ROUTES.append(Route(under_base(f"/{PAGES['upload']}"), no_upload))
MIDDLEWARE = [Middleware(Guard), Middleware(Assets), Middleware(Language)]
