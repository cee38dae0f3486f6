"""A dashboard on the shipped data, and a browser that notes what leaves the machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright ist nicht installiert (make test)")

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "tests" / "artifacts"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# A chart's place before anything stands in it; a page hides some of its charts on a phone, which draw none.
EMPTY_CHART = '[data-testid="stPlotlyChart"]:not(:has(.main-svg)):visible'


def browser_path() -> str | None:
    """Where Chromium or Chrome is installed; None when nowhere known."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MACOS) if MACOS.exists() else None)


@dataclass
class Visit:
    """An open page with what it asked for and complained about."""

    page: playwright.Page
    address: str
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Waits until the page is drawn to its foot and no run is under way."""
        self.page.wait_for_selector(".st-key-foot", timeout=30_000)
        self.page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached", timeout=30_000)
        self.page.wait_for_selector("[data-stale='true']", state="detached", timeout=30_000)
        # a fast run ends before the browser has fetched what draws its boxes and charts
        self.page.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=30_000)

    def drawn(self) -> None:
        """Waits until every chart is drawn and every font is there: what a picture needs, and more than a page does."""
        self.page.wait_for_selector(EMPTY_CHART, state="detached", timeout=30_000)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        # two frames: what was drawn last is painted
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def keep(self, name: str) -> None:
        """Keeps a screenshot in tests/artifacts/."""
        self.page.wait_for_timeout(700)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")


@pytest.fixture(scope="session")
def dashboard(data: Path) -> Iterator[str]:
    """Address of a running dashboard."""
    with serving(data) as address:
        yield address


@pytest.fixture(scope="session")
def taking(data: Path) -> Iterator[str]:
    """Address of a running dashboard that takes files."""
    with serving(data, BEDARFSATLAS_UPLOAD="1") as address:
        yield address


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(data: Path, *options: str, port: int = 0, log: Path | None = None, **told: str) -> Iterator[str]:
    """Serves a data folder on `port`, or a free one; the log lies beside the data unless `log` says where.

    `options`: further ones of Streamlit, `told`: further environment variables.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboards" / "app.py")]
    command += [f"--server.port={port}", "--server.headless=true", "--server.fileWatcherType=none", *options]
    environment = os.environ | {"BEDARFSATLAS_DATA": str(data), "BEDARFSATLAS_UPLOAD": ""} | told
    with (log or data / f"streamlit-{port}.log").open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("Das Dashboard ist nicht gestartet.")


# Not for the session: while it is open its event loop runs, and no other test in this process may start one.
@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    path = browser_path()
    if path is None:
        pytest.skip(f"kein Chromium gefunden (gesucht: {', '.join(NAMES)})")
    ARTIFACTS.mkdir(exist_ok=True)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(params=[(1366, 768), (360, 740)], ids=["desk", "phone"])
def screen(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def visit(chromium: playwright.Browser, dashboard: str, screen: tuple[int, int]) -> Iterator[Visit]:
    """A page of its own; at the end nothing may have left the machine, and no error been logged."""
    context = chromium.new_context(
        viewport={"width": screen[0], "height": screen[1]}, locale="de-DE", accept_downloads=True
    )
    visit = Visit(context.new_page(), dashboard)
    visit.page.on("request", lambda request: _note(visit, request.url))
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("console", lambda message: _complain(visit, message))
    yield visit
    context.close()
    assert visit.left == []
    assert visit.errors == []


def _note(visit: Visit, url: str) -> None:
    if not url.startswith((visit.address, visit.address.replace("http", "ws", 1), "data:", "blob:")):
        visit.left.append(url)


def _complain(visit: Visit, message: playwright.ConsoleMessage) -> None:
    # Opened at a page's own address, Streamlit first looks for itself below that address.
    if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
        visit.errors.append(f"{message.text} {message.location.get('url', '')}")
