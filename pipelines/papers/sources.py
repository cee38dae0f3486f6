"""Where the figures of a paper come from: file, publisher, day, licence; which snapshot and law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.explaining import Step
from pipelines.extracts import about
from pipelines.extracts.origin import NO_PROTECTION
from pipelines.extracts.wording import instant
from pipelines.papers import questions
from pipelines.papers.blocks import Section, Table, Text
from pipelines.papers.gathered import Case
from pipelines.papers.said import Said

if TYPE_CHECKING:
    import duckdb

# receipt_id: file, title, publisher, licence, day it was known
Receipts = dict[str, tuple]


def receipts(con: duckdb.DuckDBPyConnection) -> Receipts:
    """All files of the snapshot by their receipt."""
    return {row[0]: row[1:] for row in con.execute(questions.RECEIPTS).fetchall()}


def sources(case: Case, steps: list[Step], known: Receipts, said: Said) -> Section:
    """One row per file that entered the figures shown, then snapshot, law and protection."""
    files = {place.file for step in steps for place in step.places}
    used = {row.receipt_id for row in (*case.stocks, *case.offers) if row.receipt_id}
    rows = sorted({known[key] for key in known if key in used or known[key][0] in files}, key=_order)
    heads = tuple(said.say(f"head.{name}") for name in ("source", "file", "known", "licence"))
    table = Table(heads, tuple(_row(row, said) for row in rows), (8, 7, 4, 5))
    return Section(said.say("section.sources"), (*([table] if rows else []), Text(_state(case, said), "small")))


def _order(row: tuple) -> tuple[str, str]:
    return row[1], row[0]


def _row(row: tuple, said: Said) -> tuple[str, ...]:
    file, title, publisher, licence, known_on = row
    return f"{said.told(title)}: {said.told(publisher)}", file, said.day(known_on), said.told(licence)


def _state(case: Case, said: Said) -> str:
    origin, language = case.origin, said.language
    parts = [
        said.say("sources.law", law=about.law(origin, case.day, language)),
        said.say(
            "sources.state",
            build=origin.build_id,
            built=instant(language, origin.built_at),
            vintage=about.vintage(origin, language),
        ),
    ]
    if origin.protection != NO_PROTECTION:
        parts.append(said.say("sources.protected"))
    return " ".join(parts)
