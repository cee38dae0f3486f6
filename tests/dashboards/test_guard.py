"""What the server tells browsers, and what it does not answer."""

from __future__ import annotations

import re
import shutil

import pytest
from starlette.datastructures import Headers

from dashboards import handing, sign_in
from dashboards.guard import POLICY, _closed, is_own_origin, may_ask
from dashboards.queries.snapshot import INTERNAL, NoPublicSnapshot, latest, name_of, snapshot_named
from dashboards.roles import KREIS, PUBLIC, Door, Role
from dashboards.visible import INSIDE, PAGES_FOR, SECTIONS_NEED, may_open, may_show
from pipelines.contracts import CONTRACTS
from pipelines.contracts import public as everybody
from tests.dashboards.test_text import ROOT

RHEINE = Role("municipality", "05566076")


@pytest.fixture
def public(snapshot):
    """The public half of the shipped snapshot, as the build makes it."""
    return latest(PUBLIC)


@pytest.fixture
def only_internal(snapshot, tmp_path, monkeypatch, data):
    """The name of a copy of the shipped snapshot that lost its public half."""
    name = name_of(snapshot)
    copied = tmp_path / "curated" / name
    shutil.copytree(data / "curated" / name, copied)
    (tmp_path / "curated" / "latest").write_text(name)
    copied.chmod(0o755)
    (copied / "public.duckdb").unlink()
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(tmp_path))
    return name


@pytest.fixture
def stranger(monkeypatch):
    monkeypatch.setattr(sign_in, "door", lambda _: Door.STREET)


@pytest.mark.parametrize("path", ["/", "/karte/none.geojson", "/ueberblick", "/karte/topojson/world.json"])
def test_every_answer_carries_the_headers(get, path):
    told = get(path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert "camera=()" in told["permissions-policy"]
    assert told["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in told["content-security-policy"]


def test_the_policy_names_no_other_host_and_runs_no_script_written_into_the_page():
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert re.findall(r"https?:|\*", POLICY) == []


def test_only_behind_tls_are_browsers_told_to_stay_encrypted(get):
    assert "strict-transport-security" not in get("/").headers
    assert get("/", **{"x-forwarded-proto": "https"}).headers["strict-transport-security"] == "max-age=31536000"


def test_a_host_typed_by_an_attacker_does_not_enter_the_policy(get):
    policy = get("/", host="a;script-src *").headers["content-security-policy"]
    assert "*" not in policy


def test_a_cookie_travels_encrypted_where_pages_do_and_ends_with_the_sign_in():
    given = (b"set-cookie", b"_streamlit_user=x; Path=/; HttpOnly; SameSite=lax; Max-Age=2592000")
    _, value = _closed(given, is_encrypted=True)
    assert value == b"_streamlit_user=x; Path=/; HttpOnly; SameSite=lax; Max-Age=36000; Secure"
    assert _closed((b"set-cookie", b"other=x; Max-Age=9"), is_encrypted=False)[1] == b"other=x; Max-Age=9"


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("http://127.0.0.1:8501", True),
        (None, True),
        ("http://evil.example", False),
        ("null", False),
        ("http://127.0.0.1:8501.evil.example", False),
        ("http://127.0.0.1:9999", False),
    ],
)
def test_a_websocket_is_opened_by_pages_of_this_server_only(origin, is_own):
    headers = {"host": "127.0.0.1:8501"} | ({"origin": origin} if origin else {})
    assert is_own_origin(Headers(headers)) is is_own


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/media/abc.csv", "/_stcore/upload_file/a/b"])
def test_closed_addresses_are_not_found(get, path):
    assert get(path).status_code == 404


def test_metrics_are_for_this_machine(get, monkeypatch):
    class Asked:
        scope = {"path": "/_stcore/metrics"}  # noqa: RUF012
        headers = {"host": "127.0.0.1"}  # noqa: RUF012

    assert may_ask(Asked)
    monkeypatch.setattr(sign_in, "door", lambda _: Door.STREET)
    assert not may_ask(Asked)


def test_a_file_is_fetched_by_the_role_it_was_made_for_and_not_for_long(monkeypatch):
    handing.note(b"steps", RHEINE)
    assert handing.may_fetch(b"steps", RHEINE)
    assert not handing.may_fetch(b"steps", PUBLIC)
    assert not handing.may_fetch(b"steps", KREIS)
    assert not handing.may_fetch(b"steps", Role("municipality", "05566008"))
    now = handing.time.monotonic()
    monkeypatch.setattr(handing.time, "monotonic", lambda: now + handing.KEPT_SECONDS + 1)
    assert not handing.may_fetch(b"steps", RHEINE)


def test_every_download_goes_through_the_one_door():
    used = [path.name for path in ROOT.rglob("*.py") if "st.download_button(" in path.read_text("utf-8")]
    assert used == ["handing.py"]


def test_without_a_public_file_a_stranger_gets_none_and_never_the_internal_one(only_internal):
    for role in (PUBLIC, RHEINE):
        with pytest.raises(NoPublicSnapshot):
            latest(role)
        assert snapshot_named(only_internal, role) is None
    assert snapshot_named(only_internal, KREIS) == latest(KREIS)


def test_without_a_public_file_no_address_answers_a_stranger(get, only_internal, stranger):
    assert get(f"/rechenweg/{only_internal}/2018-01-01/05566076/SPR-IK.csv").status_code == 404
    assert get(f"/karte/{only_internal}.geojson").status_code == 404


def test_only_the_kreis_is_given_the_internal_file(public):
    assert [latest(role).rsplit("/", 1)[1] for role in (PUBLIC, RHEINE, KREIS)] == ["public.duckdb"] * 2 + [INTERNAL]


def test_no_address_leads_a_stranger_to_the_internal_file(get, public, stranger):
    inside = get(f"/rechenweg/{name_of(public)}/2018-01-01/05566076/SPR-IK.csv")
    assert inside.status_code == 200  # of the public file
    for name in ("..", "curated.duckdb", f"{name_of(public)}%2fcurated.duckdb"):
        assert get(f"/rechenweg/{name}/2018-01-01/05566076/SPR-IK.csv").status_code == 404
        assert get(f"/karte/{name}.geojson").status_code == 404


def test_what_is_listed_exists_and_sections_of_internal_relations_are_hidden(public):
    from dashboards.app_pages import PAGES

    assert set(PAGES_FOR) <= set(PAGES)
    assert set().union(*SECTIONS_NEED.values()) <= set(CONTRACTS)
    hidden = {name for name, needed in SECTIONS_NEED.items() if needed & set(everybody.INTERNAL)} | INSIDE
    assert {name for name in [*SECTIONS_NEED, *INSIDE] if not may_show(name, public)} == hidden
    assert all(may_show(name, latest(KREIS)) for name in [*SECTIONS_NEED, *INSIDE])


@pytest.mark.parametrize("page", ["findings", "upload"])
def test_staff_pages_are_for_the_kreis(page):
    assert [may_open(page, role) for role in (PUBLIC, RHEINE, KREIS)] == [False, False, True]


@pytest.mark.parametrize("name", ["overview", "municipality", "allocation", "offers", "data_status", "downloads"])
def test_a_stranger_reads_every_public_page_without_a_failure(run, public, stranger, name):
    app = run(name, gemeinde="05566076")
    assert [box.value for box in app.error] == []
    assert any("Öffentliche Fassung" in caption.value for caption in app.caption)


def test_headers_that_name_a_user_are_not_believed(monkeypatch):
    monkeypatch.setattr(sign_in, "_trusts_headers", lambda: True)
    assert not sign_in.is_possible()


@pytest.mark.parametrize("name", ["a" * 300, "..", "x%00y", "20180101T000000000Z-00000000"])
def test_a_name_that_is_no_snapshot_is_nothing_and_no_failure(get, name):
    assert get(f"/karte/{name}.geojson").status_code in (400, 404)


def test_an_origin_nobody_can_read_is_not_this_server():
    assert not is_own_origin(Headers({"origin": "http://[", "host": "127.0.0.1:8501"}))
