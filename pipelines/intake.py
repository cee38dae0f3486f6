"""Takes a file in: recognises it by content, keeps it as received, writes a receipt. Never edits it.

FILE ──recognise──> sources and forms ──read, sort_out──> rows ──file + receipt──> data/raw/<source>/<received>/
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path

import pandas as pd

from pipelines.drift import compared
from pipelines.forms.form import Lookup, knows_no_name
from pipelines.layout import Finding, Reading
from pipelines.names import Names
from pipelines.problems import Unreadable
from pipelines.receipts import RECEIPT, Receipt, receipts, sha256
from pipelines.recognising import Fit, fit_for, fits_of
from pipelines.reference import categories
from pipelines.sorting import sort_out
from pipelines.sources import Source
from pipelines.sources.municipality_list import MUNICIPALITY_LIST

# A file with more bad rows than this is not what it claims to be.
BAD_SHARE = 0.1
# How many earlier files a new one is held against, the latest: enough for half a year of monthly reports.
LOOKED_BACK = 6


@dataclass(frozen=True)
class Answer:
    """What became of a file: its receipt, what was found in it, and whether it had been taken in before."""

    receipt: Receipt
    findings: list[Finding]
    already_there: bool


def recognise(path: Path) -> Source:
    """The source that the file feeds, the main one where it feeds several. Raises Unreadable when none fits."""
    return fits_of(path)[0].source


def read(
    path: Path, source: Source, known: dict[str, frozenset[str]], name: str, lookup: Lookup = knows_no_name
) -> Reading:
    """The rows of a file, sorted into taken and set aside. Raises Unreadable."""
    return sorted_rows(path, fit_for(path, source), known, name, lookup)


def sorted_rows(path: Path, fit: Fit, known: dict[str, frozenset[str]], name: str, lookup: Lookup) -> Reading:
    """The rows of a recognised file, sorted into taken and set aside; `name` stands in findings. Raises Unreadable."""
    layout = fit.source.layout
    try:
        rows = fit.read(lookup)
    except RecursionError as error:
        raise Unreadable(f"{path.name} ist zu tief verschachtelt; liefern Sie die Datei neu.") from error
    for column in layout.names:
        if not isinstance(rows.frame[column].dtype, pd.StringDtype) and not _all_text(rows.frame[column]):
            raise Unreadable(
                f"{path.name}: {column!r} muss überall Text sein; setzen Sie die Werte in Anführungszeichen."
            )
    reading = sort_out(rows.frame, layout, known, fit.source.name, name)
    noted = [
        Finding(one.severity, fit.source.name, name, one.line, one.column_name, one.value, one.reason, one.action)
        for one in rows.notes
    ]
    return replace(reading, findings=[*noted, *reading.findings])


def _all_text(column: pd.Series) -> bool:
    return bool(column.map(lambda value: isinstance(value, str)).all())


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
            reading = read(data / "raw" / receipt.file, MUNICIPALITY_LIST, {}, receipt.file)
            for kind, keys in area_keys(reading).items():
                found[kind] = found.get(kind, frozenset()) | keys
    return found


def take_in(
    path: Path, data: Path, now: datetime, *, folder: str | None = None, known_on: date | None = None
) -> Answer:
    """Keeps a file for the one source, or the main one, that it feeds; see `take_in_all`."""
    return take_in_all(path, data, now, folder=folder, known_on=known_on)[0]


def take_in_all(
    path: Path, data: Path, now: datetime, *, folder: str | None = None, known_on: date | None = None
) -> list[Answer]:
    """Keeps a file under data/raw with a receipt, once for each source it feeds. The same twice changes nothing.

    `folder` names the folder of receipt (default: the instant). Raises Unreadable when the file fits no source, its
    layout has drifted, or more than a tenth of its rows are bad; nothing is kept then.
    """
    fits, digest, known, lookup = fits_of(path), sha256(path), known_keys(data), names_in(data)
    there = {receipt.source: receipt for receipt in receipts(data) if receipt.sha256 == digest}
    waiting: list[tuple[Fit, str, Reading]] = []
    for fit in fits:
        name = f"{fit.source.name}/{folder or now.strftime('%Y%m%dT%H%M%SZ')}/{path.name}"
        keys = {} if fit.source.name == MUNICIPALITY_LIST.name else known
        reading = sorted_rows(path, fit, keys, name, lookup)
        if fit.source.name not in there:
            _refuse_if_mostly_bad(path, reading)
            reading = compared(path, fit, reading, known, partial(_earlier, data, fit.source, reading, lookup))
        if (data / "raw" / name).exists():
            # Raw is append-only: another file of the same name in the same second gets a folder of its own.
            name = f"{Path(name).parent}-{digest[:8]}/{path.name}"
        waiting.append((fit, name, reading))
    answers = []
    for fit, name, reading in waiting:
        if receipt := there.get(fit.source.name):
            answers.append(Answer(receipt, reading.findings, already_there=True))
            continue
        receipt = _receipt(fit, name, digest, reading, now, known_on)
        _keep(path, data / "raw" / name, receipt)
        answers.append(Answer(receipt, reading.findings, already_there=False))
    return answers


def _earlier(data: Path, source: Source, reading: Reading, lookup: Lookup) -> pd.DataFrame:
    """The rows of the same source taken last, as far as their period is near enough to be compared."""
    first, _, last = period_of(reading, source).partition("/")
    reach = max(rule.days for rule in source.plausible)
    near = [one for one in receipts(data) if one.source == source.name and _is_near(one.period, first, last, reach)]
    parts = []
    for one in near[-LOOKED_BACK:]:
        with suppress(Unreadable):  # a file of raw that has been damaged is for the build to tell
            parts.append(read(data / "raw" / one.file, source, {}, one.file, lookup).taken)
    return pd.concat(parts, ignore_index=True) if parts else reading.taken.head(0)


def _is_near(period: str, first: str, last: str, days: int) -> bool:
    start, _, end = period.partition("/")
    if not (start and first):
        return False
    reach = timedelta(days=days)
    return date.fromisoformat(start) - reach <= date.fromisoformat(last) and date.fromisoformat(
        end
    ) + reach >= date.fromisoformat(first)


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


def names_in(data: Path) -> Lookup:
    """Finds municipalities by name; the lists are read when the first name is asked for."""

    @cache
    def names() -> Names:
        from pipelines.known_names import names_known  # reads lists through this module

        return names_known(data)

    return lambda name, *, within=None: names().lookup(name, within=within)


def _refuse_if_mostly_bad(path: Path, reading: Reading) -> None:
    rows = len(reading.taken) + reading.set_aside
    if rows == 0:
        raise Unreadable(f"{path.name} enthält keine Zeile; liefern Sie die Datei neu.")
    if reading.set_aside > BAD_SHARE * rows:
        # a file that only repeats itself has findings, but no error among them
        first = min(reading.findings, key=lambda finding: finding.severity != "error")
        raise Unreadable(
            f"{path.name}: {reading.set_aside} von {rows} Zeilen sind nicht lesbar, die Datei bleibt draußen; "
            f"zuerst Zeile {first.line}, Spalte {first.column_name!r}: {first.value!r} {first.reason}."
        )


def _keep(path: Path, target: Path, receipt: Receipt) -> None:
    # A folder appears whole or not at all; into an existing one the file goes before its receipt.
    waiting = target.parent.with_name(f".{target.parent.name}.{os.getpid()}")
    waiting.mkdir(parents=True)
    try:
        shutil.copyfile(path, waiting / target.name)
        text = json.dumps(asdict(receipt), ensure_ascii=False, indent=1) + "\n"
        (waiting / (target.name + RECEIPT)).write_text(text, "utf-8")
        if not target.parent.exists():
            waiting.rename(target.parent)
            return
        for name in (target.name, target.name + RECEIPT):
            (waiting / name).replace(target.parent / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def period_of(reading: Reading, source: Source) -> str:
    """First and last day of what the rows speak about, `2015-01-01/2025-12-31`; empty where a source has none."""
    if source.period is None or reading.taken.empty:
        return ""
    days = [day for name in source.period for day in reading.taken[name] if day]
    return f"{min(days)}/{max(days)}" if days else ""


def utc_now() -> datetime:
    """This instant in UTC; called at the edges only."""
    return datetime.now(UTC)
