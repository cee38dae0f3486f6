"""The facts of a day with other numbers put in: what if a town grew, a facility opened, a late report arrived?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from pipelines.facts import COUNTS, Facts
from pipelines.planning.credit import Facility


@dataclass(frozen=True)
class Changes:
    """What a what-if puts in place of the facts; everything left out stays as it is.

    persons, area_km2 and stock by municipality, base in persons and places, parameters by name. Facilities take
    the place of whatever is stated of the facilities of their municipality.
    """

    persons: dict[str, float] = field(default_factory=dict)
    area_km2: dict[str, float] = field(default_factory=dict)
    stock: dict[str, float] = field(default_factory=dict)
    base: float | None = None
    parameters: dict[str, float] = field(default_factory=dict)
    facilities: tuple[Facility, ...] = ()

    def __bool__(self) -> bool:
        return self != Changes()

    @property
    def moves_every_obligation(self) -> bool:
        """Whether keys or the base change, so that no published obligation holds any more."""
        rules = [name for name in self.parameters if name.startswith("key_")]
        return bool(self.persons or self.area_km2 or rules) or self.base is not None

    @property
    def municipalities(self) -> set[str]:
        """The municipalities named."""
        return {*self.persons, *self.area_km2, *self.stock, *(facility.ags for facility in self.facilities)}


def changed(facts: Facts, changes: Changes) -> Facts:
    """The facts of a what-if; the same facts where nothing changes.

    A stock put in counts as reported. What was published binds no longer where an input of it has changed: of
    one municipality for its stock and facilities, of all for keys, base and law. Raises KeyError for a
    municipality that is none of NRW and ValueError for a change that the second scheme cannot be asked about.
    """
    if not changes:
        return facts
    if unknown := changes.municipalities - set(facts.places.index):
        raise KeyError(min(unknown))
    if facts.scheme != "fluag" and (changes.persons or changes.area_km2 or changes.parameters or changes.facilities):
        raise ValueError("under § 12a AufenthG only base and stock can be changed: its key is a ready estimate")
    settled_elsewhere = {facility.ags for facility in changes.facilities}
    return replace(
        facts,
        places=_places(facts.places, changes),
        stock=_stock(facts.stock, changes.stock),
        facilities=facts.facilities | _facilities(changes),
        implied=facts.implied.drop(index=list(settled_elsewhere), errors="ignore"),
        law=facts.law.changed(changes.parameters),
        published=_still_binding(facts.published, changes),
        set_base=facts.set_base if changes.base is None else changes.base,
        is_changed=True,
    )


def _places(places: pd.DataFrame, changes: Changes) -> pd.DataFrame:
    rows = places.astype({"persons": float, "area_km2": float})
    for name, values in (("persons", changes.persons), ("area_km2", changes.area_km2)):
        for ags, value in values.items():
            rows.loc[ags, name] = value
    return rows


def _stock(stock: pd.DataFrame, values: dict[str, float]) -> pd.DataFrame:
    # what is put in has no period, note or source line: those of the count it replaces must not stand beside it
    kept = stock.drop(index=list(values), errors="ignore")
    rows = kept.reindex([*kept.index, *values])
    for ags, value in values.items():
        rows.loc[ags, list(COUNTS)] = value
        rows.loc[ags, "basis"] = "reported"
    return rows


def _facilities(changes: Changes) -> dict[str, tuple[Facility, ...]]:
    put_in: dict[str, tuple[Facility, ...]] = {}
    for facility in changes.facilities:
        put_in[facility.ags] = (*put_in.get(facility.ags, ()), facility)
    return put_in


def _still_binding(published: pd.DataFrame, changes: Changes) -> pd.DataFrame:
    if changes.moves_every_obligation:
        return published.iloc[:0]
    is_touched = published.index.isin(changes.municipalities) | bool(changes.parameters)
    # the obligation itself rests on neither stock nor facility nor their rules
    return published[~is_touched | (published["figure"] == "obligation")]
