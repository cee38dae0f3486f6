"""The verb explain: from a municipality's name or key to its ledger as text."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from textwrap import wrap

import duckdb
from rapidfuzz import fuzz

from pipelines.explaining import steps
from pipelines.explaining.report import WIDTH, report
from pipelines.facts import facts_on
from pipelines.ledgers import settled
from pipelines.problems import Problem
from pipelines.snapshot import latest, opened, refuse_another_version
from pipelines.wording import Words

# Of 100: one letter left out of six is 91, another town of the same length hardly 70.
ALIKE = 80


def explain(
    data: Path, place: str, as_of: date | None, scheme: str, as_known_on: date | None = None, language: str = "de"
) -> str:
    """The ledger of a municipality as text, on the last day with a base or a published figure unless one is named.

    With `as_known_on` from the snapshot of that vintage, and the head says so.

    Raises Problem when there is no snapshot, or no or more than one municipality of that name.
    """
    folder = latest(data, as_known_on)
    if folder is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen mit: bedarfsatlas build")
    words = Words(language)
    with opened(folder) as con:
        refuse_another_version(con, folder.name)
        ags, name = _found(con, place)
        day = as_of or _last_day(con, ags, scheme)
        facts = facts_on(con, day, scheme)
    head = words.say("ledger.head", name=name, ags=ags, scheme=words.say(f"scheme.{scheme}"), day=words.day(day))
    known = words.say("ledger.known_now")
    if as_known_on:
        known = words.say("ledger.known_then", day=words.day(as_known_on))
        head += f", {words.say('ledger.as_known_on', day=words.day(as_known_on))}"
    lines = steps(facts, settled(facts), ags, words)
    foot = "\n".join(wrap(words.say("ledger.snapshot", known=known, snapshot=folder.name), WIDTH))
    return f"{report(head, lines, words)}\n\n{foot}"


def _found(con: duckdb.DuckDBPyConnection, place: str) -> tuple[str, str]:
    """Key and name of the one municipality meant; one of the own Kreis before others of the same name."""
    rows = con.execute("select ags, name, in_kreis, kind from curated.municipality order by ags").fetchall()
    wanted = _folded(place)
    found = [row for row in rows if row[0] == place.strip()] or [row for row in rows if _folded(row[1]) == wanted]
    own = [row for row in found if row[2]]
    if len(own or found) == 1:
        ags, name, *_ = (own or found)[0]
        return ags, name
    if not found:
        near = [row for row in rows if wanted and wanted in _folded(row[1])]
        near = sorted(near, key=lambda row: (not row[2], not _folded(row[1]).startswith(wanted), row[1]))[:5]
        near = near or [row for row in rows if fuzz.ratio(wanted, _folded(row[1])) >= ALIKE][:5]
        hint = f" Meinten Sie {', '.join(f'{row[1]} ({row[0]})' for row in near)}?" if near else ""
        raise Problem(f"{place!r} ist keine Gemeinde in NRW; nennen Sie Namen oder achtstelligen Schlüssel.{hint}")
    several = ", ".join(f"{row[1]} ({row[0]})" for row in found)
    raise Problem(f"{place!r} heißen mehrere Gemeinden: {several}; nennen Sie den Schlüssel.")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _last_day(con: duckdb.DuckDBPyConnection, ags: str, scheme: str) -> date:
    row = con.execute(
        """select max(as_of) from curated.obligation where scheme = ? and ags = ? and obligation is not null""",
        [scheme, ags],
    ).fetchone()
    if row[0] is None:
        raise Problem("Für diese Gemeinde ist keine Verpflichtung bekannt; nennen Sie einen Tag mit --as-of.")
    return row[0]
