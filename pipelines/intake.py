"""Takes a file in: recognises it by content, keeps it as received, writes a receipt. Never edits it.

FILE ──recognise──> source ──read, sort_out──> rows ──file + receipt──> data/raw/<source>/<received>/
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.layout import Finding, Reading, delimiter_of
from pipelines.problems import Unreadable
from pipelines.receipts import RECEIPT, Receipt, receipts, sha256, source_named
from pipelines.reference import categories
from pipelines.sorting import sort_out
from pipelines.sources import SOURCES, Source
from pipelines.sources.municipality_list import MUNICIPALITY_LIST

# A file with more bad rows than this is not what it claims to be.
BAD_SHARE = 0.1


@dataclass(frozen=True)
class Answer:
    """What became of a file: its receipt, what was found in it, and whether it had been taken in before."""

    receipt: Receipt
    findings: list[Finding]
    already_there: bool


def recognise(path: Path) -> Source:
    """The source whose columns the file shows. Raises Unreadable when none fits."""
    if path.suffix.lower() in (".geojson", ".json"):
        return source_named("boundary")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
        header = set(next(csv.reader([first], delimiter=delimiter_of(first)), []))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{path.name} ist keine UTF-8-CSV-Datei; speichern Sie sie als CSV UTF-8.") from error
    except OSError as error:
        raise Unreadable(f"{path} lässt sich nicht öffnen: {error.strerror}.") from error
    if not header:
        raise Unreadable(f"{path.name} ist leer; liefern Sie die Datei neu.")
    fitting = [source for source in SOURCES if set(source.layout.names) <= header]
    if fitting:
        return max(fitting, key=lambda source: len(source.layout.names))
    near = max(SOURCES, key=lambda source: len(header & set(source.layout.names)))
    missing = [name for name in near.layout.names if name not in header]
    if len(missing) > len(near.layout.names) / 2:
        raise Unreadable(
            f"{path.name} passt zu keiner bekannten Quelle; welche Spalten erwartet werden, steht in docs/own_data.md."
        )
    raise Unreadable(
        f"{path.name} passt zu keiner bekannten Quelle; am nächsten kommt „{near.title}“, "
        f"dort fehlt die Spalte {missing[0]!r}."
    )


def read(path: Path, source: Source, known: dict[str, frozenset[str]], name: str) -> Reading:
    """The rows of a file, sorted into taken and set aside. Raises Unreadable."""
    try:
        rows = source.read(path, source.layout)
    except RecursionError as error:
        raise Unreadable(f"{path.name} ist zu tief verschachtelt; liefern Sie die Datei neu.") from error
    for column in source.layout.names:
        if not rows[column].map(lambda value: isinstance(value, str)).all():
            raise Unreadable(
                f"{path.name}: {column!r} muss überall Text sein; setzen Sie die Werte in Anführungszeichen."
            )
    return sort_out(rows, source.layout, known, source.name, name)


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
    """Keeps a file under data/raw with a receipt. The same content twice changes nothing.

    `folder` names the folder of receipt (default: the instant). Raises Unreadable when the file fits no
    source or more than a tenth of its rows are bad; nothing is kept then.
    """
    source = recognise(path)
    digest = sha256(path)
    name = f"{source.name}/{folder or now.strftime('%Y%m%dT%H%M%SZ')}/{path.name}"
    reading = read(path, source, known_keys(data), name)
    for receipt in receipts(data):
        if receipt.sha256 == digest:
            return Answer(receipt, reading.findings, already_there=True)
    _refuse_if_mostly_bad(path, reading)
    if (data / "raw" / name).exists():
        # Raw is append-only: another file of the same name in the same second gets a folder of its own.
        name = f"{Path(name).parent}-{digest[:8]}/{path.name}"
    receipt = Receipt(
        receipt_id=f"{source.name}-{digest[:12]}",
        source=source.name,
        file=name,
        sha256=digest,
        received_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        known_on=(known_on or now.date()).isoformat(),
        known_on_assumed=known_on is None,
        recognised_as=source.title,
        period=period_of(reading, source),
        rows_taken=len(reading.taken),
        rows_set_aside=reading.set_aside,
    )
    _keep(path, data / "raw" / name, receipt)
    return Answer(receipt, reading.findings, already_there=False)


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
