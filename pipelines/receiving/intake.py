"""Takes a file in: recognises it by content, keeps it as received, writes a receipt. Never edits it.

FILE ──recognise──> sources and forms ──read, sort_out──> rows ──file + receipt──> data/raw/<source>/<received>/
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pandas as pd

from pipelines.forms.form import Lookup
from pipelines.problems import Unreadable
from pipelines.publication import without_slips
from pipelines.receiving.drift import compared
from pipelines.receiving.earlier import rows_before
from pipelines.receiving.keeping import free_folder, keep
from pipelines.receiving.known import known_keys, names_in
from pipelines.receiving.layout import Finding, Reading
from pipelines.receiving.reading import read, sorted_rows
from pipelines.receiving.receipts import RECEIPT, Receipt, receipts, sha256
from pipelines.receiving.recognising import Fit, fits_of
from pipelines.sources import Source
from pipelines.sources.municipality_list import MUNICIPALITY_LIST

# A file with more bad rows than this is not what it claims to be.
BAD_SHARE = 0.1
# How many bad lines a refusal names: enough to mend a short list in one go.
TOLD = 8
WORST = ("error", "warn", "info")


@dataclass(frozen=True)
class Answer:
    """What became of a file: its receipt, what was found in it, and whether it had been taken in before."""

    receipt: Receipt
    findings: list[Finding]
    already_there: bool


def recognise(path: Path) -> Source:
    """The source that the file feeds, the main one where it feeds several. Raises Unreadable when none fits."""
    return fits_of(path)[0].source


def take_in(
    path: Path, data: Path, now: datetime, *, folder: str | None = None, known_on: date | None = None
) -> Answer:
    """Keeps a file for the one source, or the main one, that it feeds; see `take_in_all`."""
    return take_in_all(path, data, now, folder=folder, known_on=known_on)[0]


def take_in_all(
    path: Path,
    data: Path,
    now: datetime,
    *,
    folder: str | None = None,
    known_on: date | None = None,
    real_leaps: bool = False,
) -> list[Answer]:
    """Keeps a file under data/raw with a receipt, once for each source it feeds. The same twice changes nothing.

    `folder` names the folder of receipt (default: the instant). `real_leaps`: figures far from the last ones are meant
    so and stop nothing. Raises Unreadable when the file fits no source, its layout has drifted, or more than a tenth
    of its rows are bad; nothing is kept then.
    """
    # the fingerprint first: what changes while it is read is not kept
    digest = _digest(path)
    fits, known, lookup, taken = fits_of(path), known_keys(data), names_in(data), receipts(data)
    there = {receipt.source: receipt for receipt in taken if receipt.sha256 == digest}
    answers: list[tuple[Answer, str]] = []
    for fit in fits:
        home = free_folder(data, f"{fit.source.name}/{folder or now.strftime('%Y%m%dT%H%M%SZ')}", digest)
        name = f"{home}/{path.name}"
        keys = {} if fit.source.name == MUNICIPALITY_LIST.name else known
        reading = without_slips(sorted_rows(path, fit, keys, name, lookup), now, fit.source, name)
        receipt = there.get(fit.source.name)
        if receipt is None:
            _refuse_if_mostly_bad(path, reading)
            before = partial(_before, data, taken, fit.source, period_of(reading, fit.source), lookup)
            reading = compared(path, fit, reading, known, _nothing if real_leaps else before)
        new = receipt or _receipt(fit, name, digest, reading, now, known_on)
        answers.append((Answer(new, reading.findings, already_there=receipt is not None), name))
    for answer, name in answers:
        if not answer.already_there:
            note = json.dumps(asdict(answer.receipt), ensure_ascii=False, indent=1) + "\n"
            keep(path, data / "raw" / name, RECEIPT, note, digest)
    return [answer for answer, _ in answers]


def _before(data: Path, taken: list[Receipt], source: Source, period: str, lookup: Lookup) -> pd.DataFrame | None:
    def rows_of(receipt: Receipt) -> pd.DataFrame | None:
        try:
            return read(data / "raw" / receipt.file, source, {}, receipt.file, lookup).taken
        except Unreadable:
            return None  # a file of raw that has been damaged is for the build to tell

    return rows_before(source, period, taken, rows_of)


def _nothing() -> None:
    return None


def _digest(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise Unreadable(f"{path.name} lässt sich nicht öffnen: {error.strerror}.") from error


def _receipt(fit: Fit, name: str, digest: str, reading: Reading, now: datetime, known_on: date | None) -> Receipt:
    return Receipt(
        receipt_id=f"{fit.source.name}-{digest[:12]}",
        source=fit.source.name,
        file=name,
        sha256=digest,
        received_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        known_on=(known_on or now.date()).isoformat(),
        known_on_assumed=known_on is None,
        recognised_as=f"{fit.source.title} ({fit.form})" if fit.form else fit.source.title,
        period=period_of(reading, fit.source),
        rows_taken=len(reading.taken),
        rows_set_aside=reading.set_aside,
    )


def _refuse_if_mostly_bad(path: Path, reading: Reading) -> None:
    rows = len(reading.taken) + reading.set_aside
    if rows == 0:
        raise Unreadable(f"{path.name} enthält keine Zeile; liefern Sie die Datei neu.")
    if reading.set_aside > BAD_SHARE * rows:
        # a file that only repeats itself has no error among its findings, but notes on other lines
        taken = set(reading.taken["line"])
        worst = sorted(reading.findings, key=lambda one: (WORST.index(one.severity), one.line in taken))
        rank = (worst[0].severity, worst[0].line in taken)
        by_line = {one.line: one for one in reversed(worst) if (one.severity, one.line in taken) == rank}
        of_lines = sorted(by_line.values(), key=lambda one: one.line or 0)
        told = [f"Zeile {one.line}, Spalte „{one.column_name}“: „{one.value}“ {one.reason}" for one in of_lines[:TOLD]]
        more = f" (und {len(of_lines) - TOLD} weitere)" if len(of_lines) > TOLD else ""
        raise Unreadable(
            f"{path.name}: {reading.set_aside} von {rows} Zeilen sind nicht lesbar, die Datei bleibt draußen; "
            f"zuerst {'; dann '.join(told)}{more}."
        )


def period_of(reading: Reading, source: Source) -> str:
    """First and last day of what the rows speak about, `2015-01-01/2025-12-31`; empty where a source has none."""
    if source.period is None or reading.taken.empty:
        return ""
    days = [day for name in source.period for day in reading.taken[name].unique() if day]
    return f"{min(days)}/{max(days)}" if days else ""
