"""What is not for everybody, in one place: pages by role, sections by what the snapshot holds."""

from __future__ import annotations

from functools import lru_cache

from dashboards.queries.snapshot import is_internal, relations_in
from dashboards.roles import Role

# Page -> kinds of reader it is for; a page that is not here is for everybody.
PAGES_FOR: dict[str, tuple[str, ...]] = {
    "findings": ("kreis",),
    "upload": ("kreis",),
    "own": ("municipality",),
}
# Section -> relations without which it has nothing to say.
SECTIONS_NEED: dict[str, set[str]] = {
    "findings": {"finding", "receipt"},
    "revisions": {"revision", "revision_size"},
    "bundling": {"bundling_candidate"},
    "receipts": {"receipt", "source_status"},
}
# Sections that quote what goes on inside the office, whatever the public file holds.
INSIDE = {"failure", "reminders"}


def may_open(page: str, role: Role) -> bool:
    """Whether a page is for this reader."""
    return role.kind in PAGES_FOR.get(page, (role.kind,))


def may_show(section: str, snapshot: str) -> bool:
    """Whether a section can be drawn from this file. Raises KeyError for one that is not listed here."""
    if section in INSIDE:
        return is_internal(snapshot)
    return held(snapshot) >= SECTIONS_NEED[section]


@lru_cache(maxsize=20)
def held(snapshot: str) -> frozenset[str]:
    """The relations of a snapshot."""
    return frozenset(relations_in(snapshot))
