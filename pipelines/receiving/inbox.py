"""Empties data/raw/inbox/: what is whole is taken in, or refused and kept with the reason; nothing is lost.

inbox/FILE ──copy──> curated/.inbox-*/ ──take_in_all──> raw/<source>/…   (or raw/refused/…)   ──then──> inbox/FILE gone

A file leaves the inbox only after all that came of it is on the disk. Killed before, it is there again and is known.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from pipelines.build import run_lock
from pipelines.file_names import is_partial, printable, safe_name
from pipelines.problems import Problem, sentence_for
from pipelines.receiving.keeping import sweep, to_disk
from pipelines.receiving.known import known_keys
from pipelines.receiving.receipts import INBOX, receipts
from pipelines.receiving.refusals import refusals
from pipelines.receiving.verdicts import Outcome, verdicts
from pipelines.snapshot import latest, record_of

QUIET_SECONDS = 10.0
CHUNK = 1 << 20
State = Literal["there", "gone", "changed"]
Mark = tuple[int, int, int]


@dataclass(frozen=True)
class Waiting:
    """A file in the inbox: where it lies, its name from the inbox on, and what it looked like."""

    path: Path
    name: str
    mark: Mark


def inbox_of(data: Path) -> Path:
    """The drop folder of a data folder, made when it is not there. Raises OSError."""
    folder = data / "raw" / INBOX
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def empty(data: Path, wait: Callable[[float], None] = time.sleep) -> Iterator[Outcome]:
    """Takes every whole file out of the inbox, the oldest first, and says what became of it.

    `wait` pauses for seconds, once, when a file may still be written. Raises Problem when nothing can be taken in now:
    another build is under way, or data/raw itself is damaged.
    """
    with run_lock(data):
        sweep(data)
        found, links = _listed(inbox_of(data))
        yield from (
            Outcome(name, "waiting", f"{name}: ein Verweis; legen Sie die Datei selbst hinein.") for name in links
        )
        if not found:
            return
        known_keys(data)  # what is wrong with data/raw must not be blamed on the files
        whole, growing = _settled(found, wait)
        for name in growing:
            yield Outcome(
                name, "waiting", f"{name}: wird noch geschrieben und bleibt bis zum nächsten Lauf im Eingang."
            )
        for file in sorted(whole, key=lambda one: (one.mark[2], one.name)):
            try:
                yield from _emptied(file, data)
            except OSError as error:
                said = sentence_for(error) or f"{error.strerror or error}; prüfen Sie Rechte und Datenträger."
                yield Outcome(file.name, "waiting", f"{file.name} bleibt im Eingang: {said}")


def add_inbox(data: Path, wait: Callable[[float], None] = time.sleep) -> Iterator[str | Problem]:
    """Empties the inbox for the verb `add`: what became of each file, or why it stays outside.

    Raises Problem when there is nothing in it.
    """
    is_empty = True
    for outcome in empty(data, wait):
        is_empty = False
        told = "\n".join(filter(None, (outcome.sentence, outcome.side_by_side)))
        yield told if outcome.state in ("taken", "known") else Problem(told)
    if is_empty:
        raise Problem(f"Im Eingang {inbox_of(data)} liegt nichts; nennen Sie Dateien: bedarfsatlas add DATEI …")


def awaits_build(data: Path) -> bool:
    """Whether something was taken in or refused since the latest snapshot began. Raises Problem: a damaged note."""
    folder = latest(data)
    arrived = [one.received_at for one in [*receipts(data), *refusals(data)]]
    if folder is None or not arrived:
        return bool(arrived)
    began = str(record_of(folder).get("built_at", ""))
    return max(arrived).replace("T", " ").removesuffix("Z") >= began


def _listed(inbox: Path) -> tuple[list[Waiting], list[str]]:
    """The files of the inbox and its folders, and the symbolic links, which nobody follows."""
    found, links = [], []
    for folder, folders, names in os.walk(inbox):
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in linked]
        for name in [*names, *linked]:
            path = Path(folder) / name
            shown = printable(path.relative_to(inbox).as_posix())
            if is_partial(name):
                continue
            try:
                seen = path.lstat()
            except OSError:  # gone since the folder was listed
                continue
            if stat.S_ISLNK(seen.st_mode):
                links.append(shown)
            elif stat.S_ISREG(seen.st_mode):
                found.append(Waiting(path, shown, _mark(seen)))
    return found, sorted(links)


def _mark(seen: os.stat_result) -> Mark:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns


def _settled(found: list[Waiting], wait: Callable[[float], None]) -> tuple[list[Waiting], list[str]]:
    """Which files have not changed for some seconds, and the names of those that still do."""
    quiet, fresh = [], []
    for file in found:
        # the time of the last change of any kind: a program that copies dates sets the other one back
        changed = max(file.path.lstat().st_ctime, file.mark[2] / 1e9) if file.path.exists() else 0.0
        (fresh if time.time() - changed < QUIET_SECONDS else quiet).append(file)
    if fresh:
        wait(QUIET_SECONDS)
    states = [(file, _state(file)) for file in fresh]
    whole = quiet + [file for file, state in states if state == "there"]
    return whole, sorted(file.name for file, state in states if state == "changed")


def _state(file: Waiting) -> State:
    try:
        return "there" if _mark(file.path.lstat()) == file.mark else "changed"
    except OSError:
        return "gone"


def _emptied(file: Waiting, data: Path) -> Iterator[Outcome]:
    """What became of one file, then takes it out of the inbox. Raises OSError; the file stays then."""
    with TemporaryDirectory(prefix=".inbox-", dir=data / "curated") as folder:
        copy = Path(folder) / safe_name(file.path.name)
        _copied(file, copy)
        if _state(file) != "there":
            yield Outcome(
                file.name, "waiting", f"{file.name}: hat sich eben geändert und bleibt bis zum nächsten Lauf."
            )
            return
        try:
            yield from verdicts(copy, file.name, data, Path(folder) / ".unpacked")
        except Problem as problem:
            yield Outcome(file.name, "waiting", f"{file.name} bleibt im Eingang: {problem}")
            return
    # a new version that came in the meantime is a file of its own
    if _state(file) == "there":
        file.path.unlink()
        to_disk(file.path.parent)


def _copied(file: Waiting, target: Path) -> None:
    # never through a link or into a pipe that took the file's place
    opened = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with closing(os.fdopen(opened, "rb")) as source, target.open("wb") as copy:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(f"{file.name} ist keine gewöhnliche Datei")
        while chunk := source.read(CHUNK):
            copy.write(chunk)
