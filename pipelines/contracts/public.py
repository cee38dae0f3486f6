"""Which relations everybody may see, how each is made in the public file, and why; the others stay with the staff.

AS_IS      holds no count of people and nothing that follows from one
PROTECTED  holds counts or words about people: pipelines/protecting/<relation> says what is left of it
DERIVED    follows from people: computed again by the same file in curated/, from the protected people only
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Contract

Way = Literal["as_is", "protected", "derived"]


@dataclass(frozen=True)
class Shown:
    """How a relation comes into the public file, and why it may stand there like this."""

    way: Way
    why: str


_LAW = "law and method, kept by hand"
_FUNDING = "what funders publish about their programmes, kept by hand; counts nobody"
_PLACE = "where things are; official and without people"
_OFFERS = "places, units, time and area of offers; no column counts people"
_RESIDENTS = "all residents as the statistical offices print them; without them no key could be recomputed"

PUBLIC: dict[str, Shown] = {
    "build": Shown("protected", "says how people are protected; the fingerprint of the inputs would test a guess"),
    "municipality": Shown("as_is", _PLACE),
    "population": Shown("as_is", _RESIDENTS),
    "month": Shown("as_is", "who reported in which month, not how many people"),
    "reported_stock": Shown(
        "protected", "the counts: rounded or withheld; remarks and sources in free words quote them"
    ),
    "stock_estimate": Shown("derived", "last rate × obligation: with the true count it would give it back"),
    "stock": Shown("derived", "the counts by month"),
    "persons": Shown("derived", "shares of NRW × protected stock; own counts by age are parts of a total and stay out"),
    "allocation_key": Shown("as_is", "share of residents and area"),
    "wohnsitz_key": Shown("as_is", "share of residents, area and registered unemployed of all residents"),
    "published_figure": Shown("protected", "obligations only: rate and outstanding give the stock back exactly"),
    "obligation": Shown("derived", "keys and published obligations stay exact, all else follows from protected people"),
    "facility": Shown("protected", "places in state facilities; remarks quote council papers"),
    "state_figure": Shown(
        "protected", "figures for all of NRW; one inferred from a municipality gives its count of that day back"
    ),
    "lump_sum": Shown("derived", "people × euro, from the FlüAG stock; legal groups are parts of it and stay out"),
    "category": Shown("as_is", _LAW),
    "age_share": Shown("as_is", _LAW),
    "access_right": Shown("as_is", _LAW),
    "need_ratio": Shown("as_is", _LAW),
    "need_factor": Shown("as_is", _LAW),
    "unit_cost": Shown("as_is", _LAW),
    "need": Shown("derived", "people × ratio"),
    "offer": Shown("protected", "occupied and waiting count people, volunteers too; a contact may be a person"),
    "offer_area": Shown("as_is", _OFFERS),
    "running_offer": Shown("as_is", _OFFERS),
    "running_span": Shown("as_is", _OFFERS),
    "supply": Shown("as_is", _OFFERS),
    "shared_place": Shown("derived", "places shared by need"),
    "shared_supply": Shown("derived", "places shared by need"),
    "gap": Shown("derived", "need − places"),
    "gap_step": Shown("derived", "the steps of a gap, from people to result"),
    "district_gap": Shown("derived", "the sum over protected cells, never over what was counted"),
    "scenario_gap": Shown("derived", "need − places"),
    "course_group": Shown("derived", "people without a place"),
    "presence": Shown("as_is", _OFFERS),
    "cliff": Shown("as_is", _OFFERS),
    "volunteer_load": Shown("derived", "people per volunteer, both protected"),
    "programme": Shown("as_is", _FUNDING),
    "programme_category": Shown("as_is", _FUNDING),
    "programme_amount": Shown("as_is", _FUNDING),
    "programme_deadline": Shown("as_is", _FUNDING),
    "parameter": Shown("as_is", _LAW),
    "series_break": Shown("as_is", _LAW),
    "distance": Shown("as_is", _PLACE),
    "boundary": Shown("as_is", _PLACE),
    "source_status": Shown("protected", "whoever guesses a count can test the guess against a fingerprint of its file"),
    "receipt": Shown("protected", "fingerprint, id (a part of it) and name of a file can tell what is in it"),
}

INTERNAL: dict[str, str] = {
    "bundling_candidate": "exists only where few people come to two offers, and says how many",
    "correction": "quotes figures before and after they were corrected",
    "finding": "quotes what was received, line by line",
    "offer_duplicate": "work of the staff; remarks in free words",
    "revision": "both values of a count and their difference",
    "revision_size": "the middle of few differences gives one of them back",
    "statistic": "any table of an office, also one that counts people in small cells",
}

PUBLIC_CONTRACTS: Mapping[str, Contract] = MappingProxyType(
    {name: CONTRACTS[name] for name in CONTRACTS if name in PUBLIC}
)


def is_public(relation: str) -> bool:
    """Whether the relation stands in the public file."""
    return relation in PUBLIC


def made(way: Way) -> tuple[str, ...]:
    """The public relations that come into the public file this way."""
    return tuple(name for name, shown in PUBLIC.items() if shown.way == way)
