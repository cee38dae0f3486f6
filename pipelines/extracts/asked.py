"""What somebody asked for on the command line, as a Wish; what cannot be is refused in one sentence."""

from __future__ import annotations

import argparse
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipelines.extracts.catalogue import Catalogue
from pipelines.extracts.files import Wish
from pipelines.extracts.forms import FORMS
from pipelines.extracts.selection import Selection
from pipelines.extracts.table import relations
from pipelines.problems import Problem

if TYPE_CHECKING:
    import duckdb


def wish(cursor: duckdb.DuckDBPyConnection, options: argparse.Namespace, catalogue: Catalogue) -> Wish:
    """The Wish of a call of `extract`. Raises Problem for a place, category or table that is not there."""
    held = relations(cursor)
    first, last = options.month or (None, None)
    places = tuple(dict.fromkeys(_place(cursor, text, held) for text in options.municipality))
    codes = _codes(cursor, held)
    for code in options.category:
        if code not in codes:
            raise Problem(
                f"Die Kategorie {code!r} gibt es nicht{_like(code, codes)}; möglich sind: {', '.join(codes)}."
            )
    for relation in options.table:
        if relation not in held:
            raise Problem(
                f"Die Tabelle {relation!r} gibt es nicht{_like(relation, held)}; alle stehen in datenwoerterbuch."
            )
    return Wish(
        Selection(first, last, places, tuple(dict.fromkeys(options.category))),
        tuple(form for form in FORMS if form in options.format) or tuple(FORMS),
        tuple(options.table),
        options.hxl,
        options.language,
        catalogue,
    )


def _place(cursor: duckdb.DuckDBPyConnection, text: str, held: list[str]) -> str:
    """The key of a municipality by its key or its name."""
    if "municipality" not in held:
        raise Problem("Dieser Stand enthält kein Gemeindeverzeichnis; lassen Sie --municipality weg.")
    rows = cursor.execute("select ags, name, in_kreis from curated.municipality").fetchall()
    wanted = text.strip().casefold()
    found = {ags for ags, name, _ in rows if wanted in (ags, name.casefold())}
    own = found & {ags for ags, _, in_kreis in rows if in_kreis}
    if len(own or found) == 1:
        return (own or found).pop()
    if found:
        raise Problem(f"{text!r} heißen mehrere Gemeinden; nennen Sie den Schlüssel: {', '.join(sorted(found))}.")
    names = [name for _, name, _ in rows]
    raise Problem(
        f"Die Gemeinde {text!r} ist nicht bekannt{_like(text, names)}; nennen Sie Namen oder Schlüssel (AGS)."
    )


def _codes(cursor: duckdb.DuckDBPyConnection, held: list[str]) -> list[str]:
    if "category" not in held:
        return []
    return [code for (code,) in cursor.execute("select category from curated.category order by 1").fetchall()]


def _like(text: str, known: list[str]) -> str:
    close = get_close_matches(text, known, 1)
    return f" (meinen Sie {close[0]}?)" if close else ""
