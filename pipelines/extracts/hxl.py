"""HXL hashtags for the columns of a relation, derived from its contract; docs/extracts.md lists the rules.

The hashtag says what kind of thing a column holds, the attributes which one: each part of the column's own name, so
that no two columns of a relation share a tag. Germany in HXL's levels: adm1 Land, adm2 Kreis, adm3 Gemeinde.
"""

from __future__ import annotations

import re

from pipelines.contracts.base import Column, Contract

# By the column's name, before anything else: the words of HXL's own examples.
NAMES = {
    "lat": "#geo+lat", "lon": "#geo+lon", "category": "#sector+code", "name": "#loc+name",
    "provider": "#org+name", "provider_kind": "#org+type", "capacity": "#capacity+num",
    "capacity_unit": "#capacity+unit", "occupied": "#reached+num+occupied", "offer_id": "#service+code",
    "persons": "#affected+refugees", "status": "#status+code", "contact": "#contact", "source": "#meta+source",
    "category_name": "#service+type+name",
    "kreis_name": "#adm2+name", "kreis_ags": "#adm2+code", "month": "#date+month", "volunteers": "#capacity+volunteers",
    "is_synthetic": "#meta+synthetic", "basis": "#meta+basis", "unit": "#meta+unit",
    "legal_group": "#beneficiary+type+legal_group",
}  # fmt: skip
# By what the numbers count.
UNITS = {
    "Personen": "#affected+refugees", "Plätze": "#capacity", "Angebote": "#service+num", "Euro": "#value+eur",
    "Euro je Person und Monat": "#value+eur", "Gemeinden": "#adm3+num", "Grad": "#geo", "km": "#indicator+km",
}  # fmt: skip
# What HXL calls each of our types where nothing better is known.
KINDS = {
    "text": "#meta", "integer": "#indicator+num", "number": "#indicator+num",
    "boolean": "#meta+flag", "day": "#date", "instant": "#date+time",
}  # fmt: skip


def tags(contract: Contract) -> list[str]:
    """One hashtag with attributes for each column."""
    return [tag(column, contract) for column in contract.columns]


def tag(column: Column, contract: Contract | None = None) -> str:
    """The hashtag of a column. In the list of municipalities, `ags` and `name` are those of the row itself."""
    if column.references == "municipality.ags" or column.name == "ags":
        return _with("#adm3+code", column.name.removeprefix("ags").removesuffix("ags"))
    if beside := re.fullmatch(r"(.*_)?ags(_.*)?_name", column.name):
        return _with("#adm3+name", "".join(filter(None, beside.groups())))
    if column.name == "name" and contract is not None:
        own = {"municipality": "#adm3+name", "offer": "#service+name"}
        return own.get(contract.relation, NAMES["name"])
    if column.name in NAMES:
        return NAMES[column.name]
    if column.type in ("integer", "number") and column.unit in UNITS:
        return _with(UNITS[column.unit], column.name)
    return _with(KINDS[column.type], column.name)


def _with(hashtag: str, name: str) -> str:
    """The hashtag with each part of the name as an attribute, once."""
    said = hashtag.split("+")[1:]
    words = [re.sub("^[0-9]", "n", word) for word in name.lower().split("_")]
    return "+".join([hashtag, *dict.fromkeys(word for word in words if word and word not in said)])
