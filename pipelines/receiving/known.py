"""What a data folder knows: the keys of its municipality lists, and what names and words mean in it."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from pipelines.forms.category_words import category_words
from pipelines.forms.form import Lookup
from pipelines.places.names import Names
from pipelines.receiving.layout import Reading
from pipelines.receiving.reading import read
from pipelines.receiving.receipts import receipts
from pipelines.reference import categories, read_reference
from pipelines.sources.municipality_list import MUNICIPALITY_LIST

# Municipality lists and answers on names that are kept in memory.
LISTS, NAMES = 64, 50_000


def area_keys(reading: Reading) -> dict[str, frozenset[str]]:
    """The keys that a municipality list makes known: municipalities, and every area above them."""
    ags = frozenset(reading.taken["ags"])
    above = frozenset(key[:digits] for key in ags for digits in (2, 3, 5))
    return {"ags": ags, "area_key": ags | above, "category": categories()}


def known_keys(data: Path) -> dict[str, frozenset[str]]:
    """Keys known from the municipality lists in data/raw, and the categories; no list yet: categories only."""
    found: dict[str, frozenset[str]] = {"category": categories()}
    for receipt in receipts(data):
        if receipt.source == MUNICIPALITY_LIST.name:
            path = data / "raw" / receipt.file
            state = path.stat() if path.exists() else None
            for kind, keys in _listed_keys(path, receipt.file, state and (state.st_mtime_ns, state.st_size)).items():
                found[kind] = found.get(kind, frozenset()) | keys
    return found


@lru_cache(maxsize=LISTS)
def _listed_keys(path: Path, name: str, state: tuple[int, int] | None) -> dict[str, frozenset[str]]:
    # a folder of a hundred files asks a hundred times for the same lists; `state` tells one that was changed
    return area_keys(read(path, MUNICIPALITY_LIST, {}, name))


def names_in(data: Path) -> Lookup:
    """What names and words mean in this data folder; lists are read when the first name is asked for."""

    @cache
    def names() -> Names:
        return names_known(data)

    # a list names the same place in thousands of rows
    place = lru_cache(maxsize=NAMES)(lambda name, *, within=None: names().lookup(name, within=within))
    return Lookup(place, category_words(data / "own"))


def names_known(data: Path) -> Names:
    """Names of every municipality list in data/raw, oldest first, and of the table `alias`; no list: no names.

    Raises Problem for a damaged receipt or table, Unreadable for a list that cannot be read.
    """
    rows: list[dict[str, str]] = []
    for receipt in receipts(data):
        if receipt.source == MUNICIPALITY_LIST.name:
            reading = read(data / "raw" / receipt.file, MUNICIPALITY_LIST, {}, receipt.file)
            rows += sorted(reading.taken.to_dict("records"), key=lambda row: row["as_of"])
    return Names.of(rows, read_reference("alias", data / "own").to_dict("records"))
