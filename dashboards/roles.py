"""Who may see what, decided by how a reader came in and what the identity provider says of them. No input or output.

DESK      from this machine, no sign-in configured      -> Kreis
SIGN_IN   sign-in configured                            -> whatever the claim says, public without one
STREET    beyond this machine, no sign-in configured    -> public
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from pipelines.access import Access

Why = Literal["", "unknown", "several", "expired"]
# What proxies add to a request that they pass on; names in lower case, with hyphens.
FORWARDED = ("forwarded", "via", "client-ip", "true-client-ip", "x-real-ip", "x-client-ip", "x-cluster-client-ip")
FORWARDED_FAMILIES = ("x-forwarded", "x-original-", "x-arr-", "cf-", "x-envoy-", "fastly-")
# The only names under which a browser on this machine asks for it.
HERE = re.compile(r"(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(:[0-9]{1,5})?", re.ASCII)
# How far the clocks of two servers may differ.
CLOCKS_DIFFER_SECONDS = 300


class Door(Enum):
    """How a reader came in."""

    DESK = "desk"
    SIGN_IN = "sign_in"
    STREET = "street"


@dataclass(frozen=True)
class Role:
    """`kind` is what a reader may see, `ags` whose own figures; `why` a sign-in gave less than hoped for."""

    kind: Literal["public", "municipality", "kreis"]
    ags: str = ""
    why: Why = ""

    @property
    def right(self) -> str:
        """What two readers have in common who may see the same."""
        return f"{self.kind}:{self.ags}"


PUBLIC, KREIS = Role("public"), Role("kreis")


def door_of(bound_to: str | None, has_sign_in: bool, headers: Mapping[str, str]) -> Door:
    """The door of a request with these `headers` (names in lower case) at a server that listens on `bound_to`.

    None: on every address. A proxy on this machine brings strangers, so what it passes on does not come from here; nor
    does a page of the internet whose name was pointed at this machine.
    """
    if has_sign_in:
        return Door.SIGN_IN
    names = {name.replace("_", "-") for name in headers}
    is_passed_on = any(name in FORWARDED or name.startswith(FORWARDED_FAMILIES) for name in names)
    is_here = is_loopback(bound_to) and HERE.fullmatch(headers.get("host", "")) is not None
    # a page of a public name, read through a proxy that says nothing of itself
    is_passed_on |= _host_of(headers.get("referer", "")) not in ("", headers.get("host"))
    return Door.DESK if is_here and not is_passed_on else Door.STREET


def role_of(claims: Mapping[str, object] | None, access: Access, door: Door, now: float) -> Role:
    """What a reader may see. `claims`: of the ID token, None when not signed in; `now`: seconds since 1970."""
    if door is Door.DESK:
        return KREIS
    if door is Door.STREET or claims is None:
        return PUBLIC
    if not _is_fresh(claims.get("iat"), access.hours, now):
        return Role("public", why="expired")
    rights = {right for value in values_at(claims, access.claim) if (right := access.stands_for(value))}
    if "kreis" in rights:
        return KREIS
    if len(rights) == 1:
        return Role("municipality", rights.pop().partition(":")[2])
    return Role("public", why="several" if rights else "unknown")


def values_at(claims: Mapping[str, object], way: str) -> list[str]:
    """The texts of one claim, a single one or a list; `way` is its name or leads into it: `realm_access.roles`."""
    found: object = claims
    for name in [way] if way in claims else way.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return [value for value in (found if isinstance(found, list) else [found]) if isinstance(value, str)]


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return "?"


def is_loopback(name: str | None) -> bool:
    """Whether only this machine is meant; None and what is neither an address nor `localhost` are not."""
    if name == "localhost":
        return True
    try:
        return ip_address(name or "").is_loopback
    except ValueError:
        return False


def _is_fresh(issued_at: object, hours: int, now: float) -> bool:
    if isinstance(issued_at, bool) or not isinstance(issued_at, int | float):
        return False
    return -CLOCKS_DIFFER_SECONDS <= now - issued_at < hours * 3600
