"""Signing in at a real OpenID provider on this machine: who sees what, and what a forged or copied thing is worth."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboards.queries.snapshot import snapshot_named
from dashboards.queries.steps import steps_csv
from dashboards.roles import KREIS as STAFF
from dashboards.roles import PUBLIC as STRANGER
from tests.browser.conftest import ROOT, Visit, _complain, free_port, serving
from tests.browser.provider import CLIENT, MAIL, SECRET
from tests.browser.test_accessibility import open_everything, violations
from tests.browser.test_english import GERMAN, said
from tests.browser.test_main_path import fits

pytestmark = pytest.mark.browser

COOKIE_SECRET = "0123456789abcdef" * 4
VALUES = {"/bedarfsatlas/kreis": "kreis", "/bedarfsatlas/rheine": "municipality:05566076"}
PUBLIC, KREIS = "Öffentliche Fassung", "Angemeldet für den Kreis."
GAP = (date(2018, 1, 1), "05566076", "SPR-IK")
STEPS = "/rechenweg/{}/2018-01-01/05566076/SPR-IK.csv"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.browser.provider", str(port)], cwd=ROOT)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("sign_in") / "streamlit.log"


@pytest.fixture(scope="module")
def dashboard(data: Path, provider: str, log: Path) -> Iterator[str]:
    """A dashboard with sign-in configured."""
    port, secrets = free_port(), log.with_name("secrets.toml")
    told = {
        "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": COOKIE_SECRET,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    secrets.write_text("[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items()))
    access = json.dumps({"claim": "groups", "hours": 10, "values": VALUES})
    with serving(data, f"--secrets.files={secrets}", port=port, log=log, BEDARFSATLAS_ACCESS=access) as address:
        yield address


@pytest.fixture
def somebody(chromium, dashboard, provider) -> Iterator[object]:
    """Opens a browser of its own per call; nothing but dashboard and provider is ever asked."""
    contexts, visits = [], []

    def come() -> Visit:
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="de-DE", accept_downloads=True)
        visit = Visit(context.new_page(), dashboard)
        known = (dashboard, dashboard.replace("http", "ws", 1), provider, "data:", "blob:")
        visit.page.on("request", lambda asked: None if asked.url.startswith(known) else visit.left.append(asked.url))
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("console", lambda message: _complain(visit, message))
        contexts.append(context)
        visits.append(visit)
        go(visit)
        return visit

    yield come
    for context in contexts:
        context.close()
    assert [url for visit in visits for url in visit.left] == []
    assert [error for visit in visits for error in visit.errors] == []


def go(visit: Visit, path: str = "") -> None:
    visit.page.goto(f"{visit.address}/{path}")
    visit.settle()


def sign_in(visit: Visit, who: str) -> Visit:
    visit.page.get_by_role("button", name="Anmelden").click()
    visit.page.wait_for_url("**/authorize*")
    visit.page.get_by_role("link", name=who, exact=True).click()
    visit.page.wait_for_url(f"{visit.address}/**")
    visit.settle()
    return visit


def told(visit: Visit) -> str:
    return visit.page.locator(".st-key-role").inner_text()


def menu(visit: Visit) -> set[str]:
    return set(visit.page.get_by_test_id("stTopNavLink").all_inner_texts())


def cookies(visit: Visit) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in visit.page.context.cookies()}


def test_who_is_not_signed_in_sees_only_what_is_public(somebody):
    visit = somebody()
    assert told(visit).startswith(PUBLIC)
    assert menu(visit).isdisjoint({"Befunde", "Eigene Zahlen", "Dateien einreichen"})
    for path in ("gemeinde?gemeinde=05566076", "zuweisung?gemeinde=05566076", "angebote", "datenlage", "downloads"):
        go(visit, path)
        text = visit.page.get_by_test_id("stMain").inner_text()
        assert "lässt sich gerade nicht zeigen" not in text, path
        assert "564 gezählte" not in text
        assert "Erinnern" not in text
    for path in ("befunde", "eigene-zahlen"):
        go(visit, path)
        visit.page.get_by_text("Diese Seite ist nicht öffentlich. Melden Sie sich an").wait_for()


def test_the_kreis_signs_in_sees_all_and_signs_out(somebody):
    visit = sign_in(somebody(), "kreis")
    assert told(visit).startswith(KREIS)
    assert "Befunde" in menu(visit)
    go(visit, "gemeinde?gemeinde=05566076")
    visit.page.get_by_text("564 gezählte Personen").wait_for()
    assert {c["httpOnly"] for c in visit.page.context.cookies() if c["name"].startswith("_streamlit_user")} == {True}
    visit.page.get_by_role("button", name="Abmelden").click()
    visit.page.get_by_role("button", name="Anmelden").wait_for()
    assert told(visit).startswith(PUBLIC)
    assert not [name for name in cookies(visit) if name.startswith("_streamlit_user")]


def test_a_municipality_sees_its_own_figures_and_of_others_what_is_public(somebody):
    visit = sign_in(somebody(), "rheine")
    go(visit, "eigene-zahlen")
    visit.page.get_by_role("heading", name="Rheine: unsere Zahlen").wait_for()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Als CSV für Excel").first.click()
    rows = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(rows) > 2
    assert all("05566076" in row for row in rows[1:])
    assert "Befunde" not in menu(visit)
    go(visit, "befunde")
    visit.page.get_by_text("Diese Seite ist für Ihre Rolle nicht vorgesehen").wait_for()
    go(visit, "gemeinde?gemeinde=05566008")
    assert told(visit).startswith("Angemeldet für eine Gemeinde")


@pytest.mark.parametrize(("way", "head"), [("", "Rheine: unsere Zahlen"), ("?sprache=en", "Rheine: our figures")])
def test_axe_finds_nothing_on_the_own_figures_and_they_fit_a_phone(somebody, way, head):
    visit = sign_in(somebody(), "rheine")
    visit.page.emulate_media(reduced_motion="reduce")
    for width in (1366, 683, 320):
        visit.page.set_viewport_size({"width": width, "height": 740})
        go(visit, f"eigene-zahlen{way}")
        visit.page.get_by_role("heading", name=head).wait_for()
        open_everything(visit)
        assert violations(visit) == []
        assert fits(visit)
        assert not way or [text for text in said(visit) if GERMAN.search(text)] == []
        visit.keep(f"eigene-zahlen-{width}-{visit.page.evaluate('document.documentElement.lang')}")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("unknown", "Ihre Anmeldung gibt Ihnen hier keine Rechte"),
        ("yesterday", "Ihre Anmeldung ist abgelaufen"),
        ("expired", PUBLIC),
        ("other-issuer", PUBLIC),
        ("other-audience", PUBLIC),
        ("other-nonce", PUBLIC),
        ("other-key", PUBLIC),
    ],
)
def test_what_the_provider_should_not_have_said_gives_no_rights(somebody, who, sentence):
    visit = sign_in(somebody(), who)
    assert told(visit).startswith(sentence)
    assert "Befunde" not in menu(visit)


def test_a_forged_cookie_gives_no_rights(somebody, dashboard):
    claims = {"is_logged_in": True, "origin": dashboard, "iat": 4_000_000_000, "groups": ["/bedarfsatlas/kreis"]}
    for secret in ("guessed", ""):
        visit = somebody()
        value = create_signed_value(secret or "x", "_streamlit_user", json.dumps(claims)).decode()
        visit.page.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": dashboard}])
        go(visit, "befunde")
        visit.page.get_by_text("Diese Seite ist nicht öffentlich").wait_for()


def test_a_download_address_copied_from_the_kreis_is_worth_nothing_elsewhere(somebody, dashboard):
    staff, stranger = sign_in(somebody(), "kreis"), somebody()
    go(staff, "befunde")
    asked: list[str] = []
    staff.page.on("request", lambda request: asked.append(request.url) if "/media/" in request.url else None)
    with staff.page.expect_download():
        staff.page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    address = asked[-1]
    own = cookies(staff)
    assert httpx.get(address, cookies=own).status_code == 200
    assert httpx.get(address).status_code == 404
    assert httpx.get(address, cookies=cookies(stranger)).status_code == 404


def test_the_steps_of_a_gap_are_told_to_each_as_far_as_they_may_see(somebody, dashboard, data, monkeypatch):
    visit = sign_in(somebody(), "kreis")
    go(visit, "gemeinde?gemeinde=05566076")
    link = visit.page.locator('a[href^="/rechenweg/"]').first.get_attribute("href", timeout=10_000)
    name = re.search(r"/rechenweg/([^/]+)/", link)[1]
    answer = httpx.get(dashboard + STEPS.format(name), cookies=cookies(visit))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    beyond = httpx.get(dashboard + STEPS.format(name))
    assert (beyond.status_code, beyond.headers["cache-control"]) == (200, "private, no-store")
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(data))
    assert answer.content == steps_csv(snapshot_named(name, STAFF), *GAP)
    assert beyond.content == steps_csv(snapshot_named(name, STRANGER), *GAP)
    assert answer.content != beyond.content


def test_nobody_is_written_down(somebody, dashboard, data, log):
    """No name, no address of mail: neither in the log nor in the data folder, whoever signed in."""
    sign_in(somebody(), "kreis")
    sign_in(somebody(), "other-key")
    written = [log, *(path for path in data.rglob("*") if path.is_file() and path.stat().st_size < 5_000_000)]
    assert [path for path in written if MAIL.encode() in path.read_bytes()] == []
    assert [path for path in written if b"Mustermann" in path.read_bytes()] == []


def test_the_cookie_lasts_no_longer_than_the_sign_in(somebody):
    visit = sign_in(somebody(), "kreis")
    now = visit.page.evaluate("Date.now() / 1000")
    ends = {c["expires"] - now for c in visit.page.context.cookies() if c["name"].startswith("_streamlit_user")}
    assert ends
    assert max(ends) <= 10 * 3600
