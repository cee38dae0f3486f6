"""Recognises a file by what it holds: which source in which form, in which of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.forms import hsds, hsds_package, integreat
from pipelines.forms.foreign import refuse_foreign
from pipelines.forms.form import OFFICIAL, Lookup, Note, Rows
from pipelines.forms.plain import PLAIN, missing_column
from pipelines.forms.vg250 import refuse_attributes
from pipelines.grids.grid import Grid
from pipelines.grids.json_file import json_of
from pipelines.grids.opening import grids_of, is_archive, is_json
from pipelines.problems import Unreadable
from pipelines.sources import SOURCES, Source
from pipelines.sources.boundary import BOUNDARY, read_features
from pipelines.sources.offer_inventory import OFFER_INVENTORY

# The sheet of the shipped templates that says which words are allowed.
HELP = "Ausfüllhilfe"


@dataclass(frozen=True)
class Fit:
    """A source that a file feeds: the form's name (empty: the plain one), and how to read the rows.

    `lists_municipalities`: an edition that is no excerpt names every municipality of the State.
    `ignores`: sheets that need no word.
    """

    source: Source
    form: str
    sheet: str
    read: Callable[[Lookup], Rows]
    lists_municipalities: bool = False
    ignores: tuple[str, ...] = ()


def fits_of(path: Path, sources: Iterable[Source] = SOURCES) -> list[Fit]:
    """Every source that the file feeds, the main one first. Raises Unreadable with what it could be instead."""
    if whole := _no_table(path):
        return [whole]
    grids = grids_of(path)
    found = [fit for grid in grids for fit in _fits_of_grid(grid, tuple(sources))]
    if not found:
        raise _unknown(path, grids)
    twice = [fit for fit in found if any(fit.source is other.source and fit is not other for other in found)]
    if twice:
        sheets = ", ".join(f"„{fit.sheet}“" for fit in twice[:4])
        raise Unreadable(
            f"In {path.name} passen mehrere Tabellenblätter zu „{twice[0].source.title}“ ({sheets}); "
            "liefern Sie jedes als eigene Datei."
        )
    used = {fit.sheet for fit in found}
    ignored = [grid for grid in grids if grid.name not in (*used, HELP) and grid.head]
    return [_telling_of(found[0], ignored), *found[1:]]


def fit_for(path: Path, source: Source) -> Fit:
    """How to read a file of a source that is known already. Raises Unreadable when it does not look like it."""
    if whole := _no_table(path):
        return whole
    grids = grids_of(path)
    if len(grids) > 1:
        # which sheets nobody reads is only known when every source was asked
        with suppress(Unreadable):
            return next(fit for fit in fits_of(path) if fit.source is source)
    found = [fit for grid in grids for fit in _fits_of_grid(grid, (source,))]
    if not found:
        raise Unreadable(missing_column(grids[0], source.layout))
    return found[0]


def _no_table(path: Path) -> Fit | None:
    """How to read JSON or a package of tables that belong together; None for anything else. Raises Unreadable."""
    if is_archive(path) and hsds_package.is_package(path):
        return _offers(f"{hsds.NAME}, CSV-Paket", lambda lookup: hsds.offers(
            path.name, hsds_package.services_of(path), OFFER_INVENTORY.layout, lookup))  # fmt: skip
    return _json_fit(path.name, json_of(path)) if is_json(path) else None


def _offers(form: str, read: Callable[[Lookup], Rows]) -> Fit:
    return Fit(OFFER_INVENTORY, form, "", read)


def _json_fit(name: str, value: Any) -> Fit:
    """What a JSON file is by what stands in it: boundaries, services, places. Raises Unreadable: none of these."""
    if isinstance(value, dict) and ("features" in value or value.get("type") in ("FeatureCollection", "Feature")):
        return Fit(BOUNDARY, "", "", lambda lookup: Rows(read_features(name, value, BOUNDARY.layout)))
    refuse_attributes(name, value)
    listed = hsds.services_in(name, value) if isinstance(value, (dict, list)) else []
    layout = OFFER_INVENTORY.layout
    if any(integreat.looks_like(node.value) for _, node in listed):
        return _offers(integreat.NAME, lambda lookup: integreat.offers(name, listed, layout, lookup))
    if any(hsds.looks_like(node.value) for _, node in listed):
        return _offers(f"{hsds.NAME}, JSON", lambda lookup: hsds.offers(name, listed, layout, lookup))
    if value in ([], {}) or (isinstance(value, dict) and value.get("contents") == []):
        raise Unreadable(f"{name} ist eine leere Liste; liefern Sie die Datei mit Inhalt neu.")
    raise Unreadable(
        f"{name} ist JSON, aber keine GeoJSON-Sammlung von Flächen, keine Liste von Diensten (HSDS) und keine von "
        "Orten (Integreat); welche Dateien gelesen werden, steht in docs/own_data.md."
    )


def _fits_of_grid(grid: Grid, sources: tuple[Source, ...]) -> list[Fit]:
    """The best form of the best source; of a publisher's edition all sources that it feeds."""
    scored = [(form.fits(grid, source.layout), source, form) for source in sources for form in source.forms]
    best = max((score for score, _, _ in scored), default=0.0)
    chosen = [one for one in scored if best and one[0] == best]
    return [
        Fit(
            source,
            "" if form is PLAIN else form.name,
            grid.name,
            lambda lookup, form=form, source=source: form.rows(grid, source.layout, lookup),
            form.lists_municipalities,
            form.ignores,
        )
        for _, source, form in (chosen if best >= OFFICIAL else chosen[:1])
    ]


def _telling_of(fit: Fit, ignored: list[Grid]) -> Fit:
    """The same fit, whose rows also tell of sheets that nobody reads."""
    notes = tuple(
        Note(
            grid.head[0][0],
            "",
            grid.name[:200],
            "ist ein Tabellenblatt, das zu keiner Quelle passt und unbeachtet bleibt",
            "Nichts zu tun, wenn es nur erläutert.",
        )
        for grid in ignored
        if grid.name not in fit.ignores
    )

    def read(lookup: Lookup) -> Rows:
        rows = fit.read(lookup)
        return replace(rows, notes=(*rows.notes, *notes))

    return replace(fit, read=read) if notes else fit


def _unknown(path: Path, grids: list[Grid]) -> Unreadable:
    """The sentence for a file that fits nothing: a table known by name, the nearest source, or neither."""
    for grid in grids:
        refuse_foreign(grid)
    for source in SOURCES:
        for form in source.forms:
            for lacking in (form.lacking(grid, source.layout) for grid in grids if form.lacking):
                if lacking:
                    return Unreadable(
                        f"{path.name} sieht aus wie „{source.title}“, aber es fehlt die Spalte „{lacking[0]}“; "
                        "ergänzen Sie sie oder benennen Sie die Spalte so."
                    )
    headers = [set(cells) for grid in grids for _, cells in grid.head]
    if not headers:
        return Unreadable(f"{path.name} ist leer; liefern Sie die Datei neu.")
    near, header = max(
        ((source, header) for source in SOURCES for header in headers),
        key=lambda pair: len(pair[1] & set(pair[0].layout.needed)),
    )
    missing = [name for name in near.layout.needed if name not in header]
    if len(missing) > len(near.layout.needed) / 2:
        return Unreadable(
            f"{path.name} passt zu keiner bekannten Quelle; welche Spalten erwartet werden, steht in docs/own_data.md."
        )
    return Unreadable(
        f"{path.name} passt zu keiner bekannten Quelle; am nächsten kommt „{near.title}“, "
        f"dort fehlt die Spalte „{missing[0]}“."
    )
