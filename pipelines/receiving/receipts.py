"""Receipts beside received files: what came when, proven by a fingerprint.

data/raw/<source>/<received>/FILE + FILE.receipt.json
data/raw/inbox/        waits (inbox.py)
data/raw/refused/      was not taken in (refusals.py)
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipelines.problems import NotPublished, Problem
from pipelines.sources import SOURCES, Source

RECEIPT = ".receipt.json"
# Folders of data/raw that are no source: what waits, and what was not taken in.
INBOX, REFUSED = "inbox", "refused"


@dataclass(frozen=True)
class Receipt:
    """What was received when. `file` is relative to data/raw; `known_on` the day its content was public."""

    receipt_id: str
    source: str
    file: str
    sha256: str
    received_at: str
    known_on: str
    known_on_assumed: bool
    recognised_as: str
    period: str
    rows_taken: int
    rows_set_aside: int


def source_named(name: str) -> Source:
    """The source of that name. Raises KeyError when there is none."""
    return {source.name: source for source in SOURCES}[name]


def sha256(path: Path) -> str:
    """Fingerprint of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def receipts(data: Path) -> list[Receipt]:
    """All receipts of data/raw, oldest first. Raises Problem for one that cannot be read."""
    found = []
    for path in notes(data / "raw", "*/[!.]*/*", RECEIPT):
        if path.relative_to(data / "raw").parts[0] in (INBOX, REFUSED):
            continue
        try:
            found.append(_receipt_of(path.read_text("utf-8")))
        except (ValueError, TypeError, KeyError) as error:
            raise Problem(
                f"Der Eingangsbeleg {path} ist beschädigt; stellen Sie ihn aus der Sicherung wieder her."
            ) from error
    return sorted(found, key=lambda receipt: (receipt.received_at, receipt.file))


def notes(folder: Path, pattern: str, ending: str) -> list[Path]:
    """The notes beside files; a received file whose own name has that ending is none, for it has one beside it."""
    found = sorted(folder.glob(pattern + ending))
    return [path for path in found if not path.with_name(path.name + ending).exists()]


def _receipt_of(text: str) -> Receipt:
    receipt = Receipt(**json.loads(text))
    if not all(isinstance(value, str) for value in (receipt.receipt_id, receipt.file, receipt.sha256, receipt.period)):
        raise TypeError("a receipt's names are text")
    source_named(receipt.source)
    date.fromisoformat(receipt.known_on)
    datetime.fromisoformat(receipt.received_at)
    return receipt


def verified_receipts(data: Path) -> list[Receipt]:
    """All receipts, each proven to match its file. Raises NotPublished where raw and receipts disagree."""
    raw = data / "raw"
    found = receipts(data)
    if not found:
        raise NotPublished(f"In {raw} liegen keine Daten; nehmen Sie Dateien auf mit: bedarfsatlas add DATEI …")
    for receipt in found:
        path = raw / receipt.file
        if not path.exists():
            raise NotPublished(f"Die Datei {path} fehlt, ihr Eingangsbeleg ist da; stellen Sie sie wieder her.")
        if sha256(path) != receipt.sha256:
            raise NotPublished(
                f"Die Datei {path} wurde nach dem Eingang verändert; stellen Sie sie wieder her "
                "und nehmen Sie die geänderte Fassung mit bedarfsatlas add auf."
            )
    files = {receipt.file for receipt in found}
    for path in sorted(raw.glob("*/[!.]*/*")):
        name = path.relative_to(raw).as_posix()
        is_known = name in files or name.removesuffix(RECEIPT) in files
        if Path(name).parts[0] not in (INBOX, REFUSED) and path.is_file() and not is_known:
            raise NotPublished(
                f"Die Datei {path} hat keinen Eingangsbeleg; verschieben Sie sie aus {raw} heraus "
                "und nehmen Sie sie von dort mit bedarfsatlas add auf."
            )
    return found
