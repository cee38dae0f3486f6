"""A way to run a page of the dashboard on the shipped data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from dashboards import sign_in
from dashboards.queries.snapshot import latest
from dashboards.roles import KREIS, Door
from dashboards.routes import MIDDLEWARE, ROUTES

# Folded and drawn only while open: in these tests they are open, but for receipts and findings.
FOLDED = (
    "woher-zahlen",
    "tabelle-vergleich",
    "tabelle-alle",
    "tabelle-kategorie",
    "tabelle-verlauf",
    "tabelle-asylblg",
    "tabelle-angebote",
    "liste-enden",
)


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads a page in these tests sits at this machine; a page run without a server has no headers that say so."""
    monkeypatch.setattr(sign_in, "door", lambda _: Door.DESK)


@pytest.fixture
def snapshot(data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The snapshot's name, as queries take it (not the asking fixture of the same name above)."""
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(data))
    return latest(KREIS)


@pytest.fixture
def run(snapshot: str) -> Callable[..., AppTest]:
    """`run("overview", monat="2018-01")` runs a page with that address, its tables open; an exception in it fails."""

    def script(name: str) -> None:
        from importlib import import_module

        import streamlit as st

        from dashboards import language
        from dashboards.app_pages import PAGES, page

        language.settle()
        # Links between pages need all of them known, whichever is shown.
        st.navigation([page(known) for known in PAGES], position="hidden")
        import_module(f"dashboards.app_pages.{name}").render()

    def run_page(name: str, **address: str) -> AppTest:
        app = AppTest.from_function(script, args=(name,), default_timeout=30)
        for key, value in address.items():
            app.query_params[key] = value
        for key in FOLDED:
            app.session_state[key] = True
        app.run()
        assert not app.exception, app.exception
        return app

    return run_page


@pytest.fixture
def get(snapshot) -> Callable[..., httpx.Response]:
    """Asks the server's own routes and a page as Streamlit would send it."""
    page = Route("/", lambda _: HTMLResponse('<!doctype html><html lang="en"><head></head><body></body></html>'))
    server = Starlette(routes=[*ROUTES, page], middleware=MIDDLEWARE)

    def ask(path: str, **headers: str) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=server)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(once())

    return ask
