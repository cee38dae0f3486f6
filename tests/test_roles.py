"""Who may see what, case by case."""

from __future__ import annotations

import pytest

from dashboards.roles import KREIS, PUBLIC, Door, Role, door_of, role_of, values_at
from pipelines.access import Access, access_in, access_told
from pipelines.problems import Problem

NOW = 1_800_000_000.0
HERE = {"host": "127.0.0.1:8501"}
KEYCLOAK = Access("groups", 10, {"/kreis": "kreis", "/rheine": "municipality:05566076"})


def claims(*groups: str, **more: object) -> dict[str, object]:
    return {"iat": NOW - 60, "groups": list(groups)} | more


@pytest.mark.parametrize("bound_to", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501", "localhost"])
def test_who_sits_at_this_machine_without_sign_in_is_the_kreis(bound_to, host):
    assert role_of(None, Access(), door_of(bound_to, False, {"host": host}), NOW) == KREIS


@pytest.mark.parametrize("bound_to", ["0.0.0.0", "::", None, "", "192.168.1.5", "example.org", "unix:///run/x.sock"])
def test_beyond_loopback_without_sign_in_everybody_is_public(bound_to):
    assert role_of(claims("/kreis"), KEYCLOAK, door_of(bound_to, False, HERE), NOW) == PUBLIC


@pytest.mark.parametrize(
    "name",
    [
        "x-forwarded-for",
        "x-real-ip",
        "forwarded",
        "via",
        "x-forwarded-proto",
        "x-forwarded-port",
        "x-client-ip",
        "cf-connecting-ip",
        "x_forwarded_for",
        "true-client-ip",
        "x-original-host",
    ],
)
def test_who_comes_through_a_proxy_on_this_machine_does_not_sit_at_it(name):
    assert door_of("127.0.0.1", False, HERE | {name: "203.0.113.7"}) is Door.STREET


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "atlas.example"},
        {"host": "127.0.0.1.example"},
        {"host": "[::"},
        {"host": "x@127.0.0.1"},
        {"host": "127.0.0.1/evil"},
        HERE | {"referer": "https://atlas.example/gemeinde"},
        HERE | {"referer": "http://["},
    ],
)
def test_a_name_of_the_internet_pointed_at_this_machine_is_not_the_desk(headers):
    assert door_of("127.0.0.1", False, headers) is Door.STREET


def test_with_sign_in_the_desk_has_to_sign_in_too():
    assert role_of(None, KEYCLOAK, door_of("127.0.0.1", True, HERE), NOW) == PUBLIC


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["/kreis"], KREIS),
        (["/rheine"], Role("municipality", "05566076")),
        (["/rheine", "/kreis"], KREIS),
        (["offline_access", "/rheine"], Role("municipality", "05566076")),
        (["/fremde"], Role("public", why="unknown")),
        (["kreis"], Role("public", why="unknown")),
        ([], Role("public", why="unknown")),
    ],
)
def test_the_claim_gives_the_role_and_what_nobody_named_gives_none(groups, role):
    assert role_of(claims(*groups), KEYCLOAK, Door.SIGN_IN, NOW) == role


def test_two_municipalities_are_none():
    both = Access("roles", 10, {})
    given = claims(roles=["municipality:05566076", "municipality:05566008"])
    assert role_of(given, both, Door.SIGN_IN, NOW) == Role("public", why="several")


@pytest.mark.parametrize("issued", [NOW - 10 * 3600, NOW + 301, None, True, "1800000000"])
def test_a_sign_in_ends_after_its_hours_and_needs_its_time(issued):
    assert role_of(claims("/kreis", iat=issued), KEYCLOAK, Door.SIGN_IN, NOW) == Role("public", why="expired")


@pytest.mark.parametrize("issued", [NOW, NOW - 10 * 3600 + 1, NOW + 299])
def test_until_then_it_holds(issued):
    assert role_of(claims("/kreis", iat=issued), KEYCLOAK, Door.SIGN_IN, NOW) == KREIS


@pytest.mark.parametrize(
    ("given", "way", "found"),
    [
        ({"roles": ["a", "b"]}, "roles", ["a", "b"]),
        ({"roles": "a"}, "roles", ["a"]),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"https://atlas.example/roles": ["a"]}, "https://atlas.example/roles", ["a"]),
        ({"roles": {"a": 1}}, "roles", []),
        ({"roles": [1, None, ["kreis"], "a"]}, "roles", ["a"]),
        ({"roles": "a"}, "roles.kreis", []),
        ({}, "roles", []),
    ],
)
def test_the_claim_is_found_wherever_the_provider_puts_it(given, way, found):
    assert values_at(given, way) == found


@pytest.mark.parametrize("value", ["municipality:5566076", "municipality:05566076 ", "Kreis", "municipality:", "admin"])
def test_without_values_only_the_standard_words_count(value):
    assert Access().stands_for(value) is None


def test_what_the_launcher_is_told_reaches_the_dashboard_unchanged():
    assert access_told(KEYCLOAK.to_json()) == KEYCLOAK
    assert access_told("") == Access()


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"klaim": "x"}, "kennt nur claim, hours, values"),
        ("kreis", "kennt nur claim, hours, values"),
        ({"claim": ""}, "access.claim muss ein Name sein"),
        ({"hours": 0}, "von 1 bis 24"),
        ({"hours": True}, "von 1 bis 24"),
        ({"values": {"/a": "admin"}}, "nennt zu jedem Wert"),
        ({"values": {"/a": "municipality:5566076"}}, "nennt zu jedem Wert"),
        ({"values": ["kreis"]}, "nennt zu jedem Wert"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused_with_a_sentence(table, sentence):
    with pytest.raises(Problem, match=sentence):
        access_in(table, "settings.toml")
