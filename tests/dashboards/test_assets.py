"""Streamlit's own files as a browser gets them: whole, once, small on a long way, and none but these."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboards.assets import PAUSE, ROOT, Assets, content, files, soon
from dashboards.routes import MIDDLEWARE

LARGE = next(name for name in files() if name.startswith("js/PlotlyChart."))


def ask(path: str, *, of: str = "203.0.113.7", middleware=MIDDLEWARE, **headers: str) -> httpx.Response:
    async def once() -> httpx.Response:
        server = Starlette(middleware=middleware)
        transport = httpx.ASGITransport(app=server, client=(of, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(once())


@pytest.mark.parametrize("kind", ["js", "css", "woff2"])
def test_every_kind_of_file_arrives_as_it_is_and_stays(kind):
    name = next(name for name in files() if name.endswith(kind))
    answer = ask(f"/static/{name}", **{"accept-encoding": "identity"})
    assert answer.content == (ROOT / name).read_bytes()
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_script_that_draws_charts_waits_until_the_page_is_painted_and_is_else_whole(get):
    text = content(LARGE).decode()
    assert text == 'import"/pause.js";' + (ROOT / LARGE).read_text("utf-8")
    assert get("/pause.js").text == PAUSE.decode()


def test_on_a_long_way_a_script_is_packed_and_on_the_same_machine_it_is_not():
    far, near = (ask(f"/static/{LARGE}", of=of, **{"accept-encoding": "gzip"}) for of in ("203.0.113.7", "127.0.0.1"))
    assert far.headers["content-encoding"] == "gzip"
    assert int(far.headers["content-length"]) < len(content(LARGE)) / 2
    assert far.content == near.content == content(LARGE)
    assert "content-encoding" not in near.headers


@pytest.mark.parametrize("path", ["../index.html", "%2e%2e/index.html", "js", "js/", "", "js/nichts.js", "/etc/passwd"])
def test_no_other_file_is_given_out(path):
    assert ask(f"/static/{path}", middleware=[Middleware(Assets)]).status_code == 404


def test_a_page_asks_early_for_what_draws_charts_and_for_all_that_needs(get):
    asked = set(
        re.findall('<link rel="modulepreload" crossorigin href="/static/([^"]+)"', get("/", accept="text/html").text)
    )
    assert LARGE in asked
    assert asked <= set(files())
    for name in asked:
        imported = {f"js/{one.decode()}" for one in re.findall(rb'from"\./([\w.~-]+\.js)"', content(name))}
        assert imported & set(files()) <= asked
    assert soon().count("modulepreload") == len(asked)
