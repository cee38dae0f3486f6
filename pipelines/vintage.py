"""What was known when: of everything received, the rows published by a day.

receipts + readings ──as_known_on DAY──> receipts + readings of that day

A row is known on its own `known_on`, where its file names one, else on that of its receipt. Nothing below raw knows
of it. Tables kept by hand are law and method, dated by their own validity: they stay.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from pipelines.problems import NotPublished
from pipelines.publication import known_on_of
from pipelines.receiving.intake import period_of
from pipelines.receiving.layout import Finding, Reading
from pipelines.receiving.receipts import Receipt, source_named
from pipelines.sources import Source
from pipelines.sources.population import POPULATION

# The frame that figures stand in: which municipalities there are and where. It holds no figure that is reported.
# In its columns named here a row must say something to stand for its key.
FRAME: dict[str, tuple[str, ...]] = {
    "municipality_list": ("lat", "lon"),
    "boundary": (),
    "distance": (),
    "travel_time": (),
}

Known = tuple[list[Receipt], dict[str, Reading]]


def as_known_on(day: date, receipts: list[Receipt], readings: dict[str, Reading]) -> Known:
    """Receipts and readings of a day. A receipt counts the rows that are left of its file.

    The frame counts as known always: what no file of the day names is taken from the earliest that does, and a
    finding says so. Raises NotPublished when no figure was known, or no population.
    """
    reported = [receipt for receipt in receipts if receipt.source not in FRAME]
    figures = [_of_day(receipt, readings[receipt.receipt_id], day) for receipt in reported]
    known = [pair for pair in figures if not pair[1].taken.empty]
    if not known:
        raise NotPublished(_nothing("Zahl", day, reported, readings))
    if not any(receipt.source == POPULATION.name for receipt, _ in known):
        people = [receipt for receipt in reported if receipt.source == POPULATION.name]
        raise NotPublished(_nothing("Bevölkerung, aus der die Schlüssel folgen,", day, people, readings))
    for name in FRAME:
        of_source = [receipt for receipt in receipts if receipt.source == name]
        known += _frame_of(source_named(name), of_source, readings, day)
    order = {receipt.receipt_id: place for place, receipt in enumerate(receipts)}
    known.sort(key=lambda pair: order[pair[0].receipt_id])
    return [receipt for receipt, _ in known], {receipt.receipt_id: reading for receipt, reading in known}


def newest(receipts: list[Receipt], readings: dict[str, Reading], day: date | None) -> str:
    """The last day on which one of the rows became known; with a day, none after it."""
    days = [max(known_on_of(readings[one.receipt_id].taken, one), default=one.known_on) for one in receipts]
    return max(known for known in days if day is None or known <= day.isoformat())


def _nothing(what: str, day: date, receipts: list[Receipt], readings: dict[str, Reading]) -> str:
    """The sentence for a day before everything, with the day on which the first figure became known."""
    days = [known for one in receipts for known in known_on_of(readings[one.receipt_id].taken, one)]
    if not days:
        return f"Am {day:%d.%m.%Y} war keine {what} bekannt; nehmen Sie sie mit bedarfsatlas add auf."
    first = date.fromisoformat(min(days))
    return (
        f"Am {day:%d.%m.%Y} war noch keine {what} bekannt; die erste ist es seit dem {first:%d.%m.%Y}. Nennen Sie "
        "einen späteren Tag, oder liefern Sie die Zahlen mit dem Tag ihrer Veröffentlichung (Spalte known_on)."
    )


def _of_day(receipt: Receipt, reading: Reading, day: date) -> tuple[Receipt, Reading]:
    """What is left of a file; of findings those on rows that are left, all when the file was known as a whole."""
    rows = reading.taken[known_on_of(reading.taken, receipt) <= day.isoformat()].reset_index(drop=True)
    findings = reading.findings
    if receipt.known_on > day.isoformat():
        lines = set(rows["line"])
        findings = [finding for finding in findings if finding.line in lines]
    return _cut(receipt, Reading(rows, reading.set_aside, findings))


def _cut(receipt: Receipt, reading: Reading) -> tuple[Receipt, Reading]:
    period = period_of(reading, source_named(receipt.source))
    return replace(receipt, rows_taken=len(reading.taken), period=period), reading


def _frame_of(
    source: Source, receipts: list[Receipt], readings: dict[str, Reading], day: date
) -> list[tuple[Receipt, Reading]]:
    """The files of the day, then from the earliest later ones what is still missing; those of one day together."""
    said, key = FRAME[source.name], list(source.layout.key)
    known = [receipt for receipt in receipts if receipt.known_on <= day.isoformat()]
    found = [(receipt, readings[receipt.receipt_id]) for receipt in known]
    covered = _keys([reading.taken for _, reading in found], key, said)
    later = [receipt for receipt in receipts if receipt not in known]
    for received_on in sorted({receipt.received_at[:10] for receipt in later}):
        taken = []
        for receipt in (one for one in later if one.received_at.startswith(received_on)):
            rows = readings[receipt.receipt_id].taken
            rows = rows[[place not in covered for place in zip(*(rows[name] for name in key), strict=True)]]
            if len(rows):
                rows = rows.reset_index(drop=True)
                taken.append(rows)
                found.append(_cut(receipt, Reading(rows, 0, [_stands_in(receipt, len(rows), day)])))
        covered |= _keys(taken, key, said)
    return found


def _keys(frames: list[pd.DataFrame], key: list[str], said: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The keys of the rows that leave none of the columns `said` empty."""
    full = [rows[(rows[list(said)] != "").all(axis=1)] for rows in frames]
    return {place for rows in full for place in zip(*(rows[name] for name in key), strict=True)}


def _stands_in(receipt: Receipt, rows: int, day: date) -> Finding:
    return Finding(
        "info", receipt.source, receipt.file, None, "known_on", receipt.known_on,
        f"war am {day:%d.%m.%Y} noch nicht bekannt; als früheste Angabe stehen {rows} Zeilen dafür ein",
        "Nichts zu tun: Gemeinden, Grenzen und Wege gelten als immer bekannt.",
    )  # fmt: skip
