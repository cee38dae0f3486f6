"""What the identity provider of a Kreis calls those who may see more than everybody: `[access]` in data/settings.toml.

[access]
claim = "groups"          name of the claim, or a way into it: "realm_access.roles"
hours = 10                how long a sign-in lasts
[access.values]           what a value of the claim stands for
"/bedarfsatlas/kreis" = "kreis"
"/bedarfsatlas/rheine" = "municipality:05566076"
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

from pipelines.problems import Problem

# kreis, or municipality:<AGS>
STANDS_FOR = re.compile(r"kreis|municipality:05[0-9]{6}")
MOST_HOURS = 24


@dataclass(frozen=True)
class Access:
    """`claim` holds the reader's roles, `values` says what they stand for, `hours` after signing in nobody asks again.

    Without `values` the claim itself says `kreis` or `municipality:<AGS>`.
    """

    claim: str = "roles"
    hours: int = 10
    values: Mapping[str, str] = field(default_factory=dict)

    def stands_for(self, value: str) -> str | None:
        """`kreis`, `municipality:<AGS>`, or None for a value that gives no right."""
        if self.values:
            return self.values.get(value)
        return value if STANDS_FOR.fullmatch(value) else None

    def to_json(self) -> str:
        """For the environment of the dashboard, which reads no settings."""
        return json.dumps(asdict(self) | {"values": dict(self.values)})


def access_in(given: object, path: object) -> Access:
    """What the table `[access]` of the settings file `path` says. Raises Problem for what it cannot mean."""
    names = [one.name for one in fields(Access)]
    if not isinstance(given, Mapping) or set(given) - set(names):
        raise Problem(f"{path}: [access] kennt nur {', '.join(names)}.")
    access = Access(**given)
    if not isinstance(access.claim, str) or not access.claim.strip():
        raise Problem(f'{path}: access.claim muss ein Name sein, zum Beispiel claim = "groups".')
    if type(access.hours) is not int or not 1 <= access.hours <= MOST_HOURS:
        raise Problem(f"{path}: access.hours muss eine ganze Zahl von 1 bis {MOST_HOURS} sein.")
    if not isinstance(access.values, Mapping) or not all(
        isinstance(right, str) and STANDS_FOR.fullmatch(right) for right in access.values.values()
    ):
        raise Problem(
            f'{path}: [access.values] nennt zu jedem Wert "kreis" oder "municipality:" mit achtstelligem Schlüssel, '
            'zum Beispiel "/bedarfsatlas/rheine" = "municipality:05566076".'
        )
    return access


def access_told(text: str) -> Access:
    """The Access behind `to_json`; the standard one for an empty text."""
    return Access(**json.loads(text)) if text else Access()
