"""What `status` prints: the latest snapshot, the state of every source on a day, open findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from pipelines import snapshot
from pipelines.build import is_current
from pipelines.failure import last_failure
from pipelines.lateness import STATE, STATES
from pipelines.problems import Problem
from pipelines.reminders import as_letters, reminders
from pipelines.settings import read_settings


def report(data: Path, today: date, *, with_reminders: bool = False) -> str:
    """The status, or the reminder texts of the day, as lines of German text. Raises Problem without a snapshot."""
    if with_reminders:
        return as_letters(reminders(data, today, read_settings(data).contact))
    folder = snapshot.latest(data)
    if folder is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen mit: bedarfsatlas build")
    with snapshot.opened(folder) as con:
        return "\n".join([*_head(con, data), *_sources(con, today), *_findings(con), *_vintages(data)])


def _head(con: duckdb.DuckDBPyConnection, data: Path) -> list[str]:
    build_id, built_at, kreis = con.execute("select build_id, built_at, kreis_ags from curated.build").fetchone()
    fresh = "aktuell" if is_current(data) else "veraltet: seitdem hat sich etwas geändert, bedarfsatlas build baut neu"
    failed = last_failure(data)
    why = [f"Letzter Bau am {failed[0]:%d.%m.%Y %H:%M} UTC, nicht veröffentlicht: {failed[1]}"] if failed else []
    return [f"Stand {build_id}, gebaut {built_at:%d.%m.%Y %H:%M} UTC, Kreis {kreis} ({fresh})", *why, "", "Quellen"]


def _sources(con: duckdb.DuckDBPyConnection, today: date) -> list[str]:
    rows = con.execute(
        f"select title, period, rows, due_on, {STATE} as state from curated.source_status order by title",
        {"today": today},
    ).fetchall()
    lines = []
    for title, period, count, due_on, state in rows:
        if count is None:
            lines.append(f"  {title}: noch nichts empfangen")
            continue
        due = f", nächste fällig {due_on:%d.%m.%Y}" if due_on else ""
        span = f", {period.replace('/', ' bis ')}" if period else ""
        lines.append(f"  {title}: {count} Zeilen{span}: {STATES[state]}{due}")
    return lines


def _findings(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute(
        """select severity, source, reason, count(*) from curated.finding
           group by severity, source, reason order by severity, count(*) desc"""
    ).fetchall()
    words = {"error": "Fehler", "warn": "zweifelhaft", "info": "Hinweis"}
    lines = [
        f"  {words[severity]}: {source or 'Eingang'}, {reason} ({count})" for severity, source, reason, count in rows
    ]
    return ["", "Offene Befunde", *(lines or ["  keine"])]


def _vintages(data: Path) -> list[str]:
    """The pictures of earlier days that lie on disk."""
    lines = []
    for day, folder in snapshot.vintages(data).items():
        fresh = "aktuell" if is_current(data, day) else "veraltet"
        lines.append(f"  {day:%d.%m.%Y}: Stand {folder.name} ({fresh})")
    return ["", "Kenntnisstände früherer Tage", *lines] if lines else []
